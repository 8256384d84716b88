"""An answer of the Responses API, leg after leg."""

import json

from headroom_cli.dialects._openai.responses_tale import mark, part, texts_of
from headroom_cli.dialects.openai_responses import PLUGIN as RESPONSES
from tests.dialects.legs import ASKS, HIDE, play, said
from tests.fakes.script import Turn
from tests.fakes.speech import Responses

SPEECH = Responses()


def test_what_the_model_thought_goes_back_as_it_was_said_and_before_the_call():
    turn = Turn(thinking="hm", text="é", calls=(ASKS,))
    [sent] = play(SPEECH, [turn, Turn(text="b")]).sent
    items = json.loads(sent)["input"][1:]
    assert items[:-1] == json.loads(said(SPEECH, turn, "leg 0", streaming=False))["output"]
    assert [item["type"] for item in items] == ["reasoning", "message", "function_call", "function_call_output"]


def test_the_response_of_the_last_event_is_all_that_the_agent_saw():
    heard = play(SPEECH, [Turn(thinking="hm", text="a", calls=(ASKS,)), Turn(text="b", calls=(("Bash", {}),))]).heard()
    assert [item["type"] for item in heard.messages] == ["reasoning", "message", "message", "function_call"]


def test_the_end_of_a_stream_that_says_so_twice_comes_once():
    first, last = (said(SPEECH, turn, "leg") + b"data: [DONE]\n\n" for turn in (Turn(calls=(ASKS,)), Turn(text="b")))
    seen = play(SPEECH, [first, last]).seen
    assert (seen.count(b"[DONE]"), seen.count(b"event: response.completed")) == (1, 1)


def test_a_call_of_a_tool_with_our_name_in_another_namespace_is_not_ours():
    call = {"type": "function_call", "name": HIDE, "call_id": "c", "arguments": "{}"}
    assert part(call, HIDE, "").kind == "ours"
    assert part(call | {"namespace": "mcp__headroom"}, HIDE, "").kind == "call"


def test_an_item_is_known_by_what_agents_keep_of_it():
    assert mark({"type": "message", "id": "m"}) == mark({"role": "assistant"}) == ""
    assert mark({"type": "reasoning", "id": "r", "encrypted_content": "s"}) == "reasoning:s"
    assert mark({"type": "function_call", "id": "f", "call_id": "c"}) == "function_call:c"


def test_a_message_may_be_a_string_or_hold_more_than_texts():
    assert texts_of({"role": "assistant", "content": "a"}) == ["a"]
    assert texts_of({"type": "message", "content": [{"type": "output_text", "text": "a"}, {"type": "refusal"}]}) == [
        "a"
    ]
    assert texts_of({"type": "reasoning", "content": [{"text": "a"}]}) == []


def test_an_error_in_the_midst_of_a_stream_is_an_event_of_one_line():
    failure = RESPONSES.retrieving.tale(HIDE, streaming=True).failure(b'{"error":\n {"code": "c", "message": "m"}}')
    assert failure == b'event: error\ndata: {"type":"error","code":"c","message":"m","param":null}\n\n'
