"""An answer of the Messages API, leg after leg."""

import json

from headroom_cli.dialects.anthropic import PLUGIN as ANTHROPIC
from headroom_cli.dialects.anthropic_tale import Streamed, mark
from tests.dialects.legs import HIDE, play
from tests.fakes import answer
from tests.fakes.agent import message
from tests.fakes.conversations import body, conversation
from tests.fakes.script import Turn

BODY = body(conversation([]))


def event(kind: str, **data) -> bytes:
    return f"event: {kind}\ndata: {json.dumps({'type': kind} | data)}\n\n".encode()


def streamed(turn: Turn, seed: str) -> bytes:
    return b"".join(answer.events(answer.message(turn, seed, "m", {"input_tokens": 7})))


def test_blocks_are_numbered_as_those_of_one_message_and_others_keep_their_bytes():
    first = streamed(Turn(thinking="hm", text="a", calls=((HIDE, {"key": "k"}),)), "1")
    second = streamed(Turn(thinking="so", text="b", calls=(("Bash", {}),)), "2")
    told = message(play(ANTHROPIC, BODY, [first, second]).seen)
    assert [block["type"] for block in told["content"]] == ["thinking", "text", "thinking", "text", "tool_use"]
    assert told["stop_reason"] == "tool_use"
    assert play(ANTHROPIC, BODY, [first, second]).seen.startswith(first[: first.index(b'"index":2') - 60])


def test_the_next_request_says_the_leg_as_it_was_said_and_what_its_calls_are_answered():
    turn = Turn(thinking="hm", text="é", calls=((HIDE, {"key": "k"}), (HIDE, {"key": "l"})))
    [sent] = play(ANTHROPIC, BODY, [streamed(turn, "1"), streamed(Turn(text="b"), "2")]).sent
    said, answered = json.loads(sent)["messages"][-2:]
    assert said == {"role": "assistant", "content": answer.message(turn, "1", "m", {})["content"]}
    assert [part["content"] for part in answered["content"]] == ["about {'key': 'k'}", "about {'key': 'l'}"]
    assert sent.startswith(BODY[: BODY.rindex(b"}]") + 1])


def test_a_call_that_was_cut_short_is_not_answered():
    cut = streamed(Turn(text="a", calls=((HIDE, {"key": "k"}),), stop="max_tokens"), "1")
    played = play(ANTHROPIC, BODY, [cut])
    assert message(played.seen)["stop_reason"] == "max_tokens"
    assert (played.sent, played.legs.hidden()) == ([], None)


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


def test_a_block_is_known_by_what_agents_keep_of_it():
    assert mark({"type": "text", "text": " a\n"}) == mark({"type": "text", "text": "a", "citations": None})
    assert mark({"type": "text", "text": "\n"}) == ""
    assert mark({"type": "thinking", "thinking": "x", "signature": "s"}) == "thinking:s"
    assert mark({"type": "tool_use", "id": "t"}) != mark({"type": "tool_use", "id": "u"})
