"""An answer of the Messages API, leg after leg."""

import json

from headroom_cli.dialects._anthropic.tale import Streamed, mark
from tests.dialects.legs import ASKS, HIDE, play, request, said
from tests.fakes import answer
from tests.fakes.script import Turn
from tests.fakes.speech import Messages

SPEECH = Messages()


def event(kind: str, **data) -> bytes:
    return f"event: {kind}\ndata: {json.dumps({'type': kind} | data)}\n\n".encode()


def test_blocks_are_numbered_as_those_of_one_message_and_others_keep_their_bytes():
    first, second = Turn(thinking="hm", text="a", calls=(ASKS,)), Turn(thinking="so", text="b", calls=(("Bash", {}),))
    played = play(SPEECH, [first, second])
    [message] = played.heard().messages
    assert [block["type"] for block in message["content"]] == ["thinking", "text", "thinking", "text", "tool_use"]
    assert played.heard().stop == "tool_use"
    leg = said(SPEECH, first, "leg 0")
    assert played.seen.startswith(leg[: leg.index(b'"index":2') - 60])


def test_the_next_request_says_the_leg_as_it_was_said_and_what_its_calls_are_answered():
    turn = Turn(thinking="hm", text="é", calls=((HIDE, {"key": "k"}), (HIDE, {"key": "l"})))
    raw = request(SPEECH, SPEECH.prompt("go"))
    [sent] = play(SPEECH, [turn, Turn(text="b")], raw).sent
    spoken, answered = json.loads(sent)["messages"][-2:]
    assert spoken == {"role": "assistant", "content": answer.message(turn, "leg 0", "m", {})["content"]}
    assert [part["content"] for part in answered["content"]] == ["about {'key': 'k'}", "about {'key': 'l'}"]
    assert sent.startswith(raw[: raw.rindex(b"}]") + 1])


def test_arguments_that_are_not_json_are_none():
    tale = Streamed(HIDE)
    tale.take(event("content_block_start", index=0, content_block={"type": "tool_use", "id": "i", "name": HIDE}))
    tale.take(event("content_block_delta", index=0, delta={"type": "input_json_delta", "partial_json": '{"key'}))
    assert [part.arguments for part in tale.parts()] == [{}]


def test_citations_go_back_with_their_text():
    tale = Streamed(HIDE)
    tale.take(event("content_block_start", index=0, content_block={"type": "text", "text": "", "citations": None}))
    tale.take(event("content_block_delta", index=0, delta={"type": "citations_delta", "citation": {"n": 1}}))
    tale.take(event("content_block_delta", index=0, delta={"type": "text_delta", "text": "x"}))
    assert json.loads(tale.parts()[0].raw) == {"type": "text", "text": "x", "citations": [{"n": 1}]}


def test_an_error_in_the_midst_of_a_stream_is_an_event_of_one_line():
    assert Streamed(HIDE).failure(b'{"type": "error",\n "error": {}}') == (
        b'event: error\ndata: {"type":"error","error":{}}\n\n'
    )


def test_a_block_that_is_no_text_is_known_by_what_agents_keep_of_it():
    assert mark({"type": "text", "text": "a"}) == ""
    assert mark({"type": "thinking", "thinking": "x", "signature": "s"}) == "thinking:s"
    assert mark({"type": "redacted_thinking", "data": "d"}) == "redacted_thinking:d"
    assert mark({"type": "tool_use", "id": "t"}) != mark({"type": "tool_use", "id": "u"})
