"""Requests of the Responses API: the tool offered, hidden turns put back."""

import json

import pytest

from headroom_cli.dialects.openai_responses import PLUGIN as RESPONSES
from headroom_cli.dialects.retrieving import Hidden
from headroom_cli.dialects.spans import patched
from tests.dialects.legs import request
from tests.fakes.speech import Responses

SPEECH = Responses()
BEFORE = ('{"type":"function_call","call_id":"o"}', '{"type":"function_call_output","call_id":"o","output":"r"}')
ASKED = SPEECH.prompt("go")
A, B = ({"type": "message", "role": "assistant", "content": [{"type": "output_text", "text": text}]} for text in "ab")
OWN = {"type": "function_call", "call_id": "x", "name": "Bash", "arguments": "{}"}
THEIRS = SPEECH.results({"x": "y"})


def restored(items: list[dict], hidden: Hidden, **more) -> list[dict]:
    raw = json.dumps(json.loads(request(SPEECH, items)) | more).encode()
    outline = RESPONSES.outline(raw)
    (number, _), *_ = RESPONSES.retrieving.turns(raw, outline)
    return json.loads(patched(raw, RESPONSES.retrieving.restored(raw, outline, number, hidden)))["input"]


def offered(**more) -> bool:
    raw = json.dumps(json.loads(request(SPEECH, ASKED)) | more).encode()
    return RESPONSES.retrieving.offer(raw, "t", "d", {}) is not raw


def test_the_tool_is_the_first_of_all_and_nothing_else_changes():
    raw = request(SPEECH, ASKED)
    tool = b'{"type":"function","name":"t","description":"d","parameters":{"type":"object"},"strict":false},'
    assert RESPONSES.retrieving.offer(raw, "t", "d", {"type": "object"}) == raw.replace(
        b'"tools":[', b'"tools":[' + tool
    )


def test_where_another_leg_could_not_be_told_what_went_before_nothing_is_offered():
    assert offered()
    assert offered(store=True, include=[])
    assert offered(previous_response_id="resp_1")
    assert not offered(include=[])
    assert not offered(conversation="conv_1")
    assert not offered(background=True)
    assert not offered(tools=[])


@pytest.mark.parametrize(
    ("cut", "left"),
    [(0, [A, B]), (1, [B]), (2, [])],
)
def test_whole_legs_stand_before_what_is_left_of_the_answer(cut, left):
    assert restored([*ASKED, A, B, *ASKED], Hidden(BEFORE, cut)) == [*ASKED, *map(json.loads, BEFORE), *left, *ASKED]


def test_where_texts_were_put_together_the_rest_of_them_is_left():
    whole = A | {"content": [{"type": "output_text", "text": "ab", "annotations": []}], "more": 1}
    left = B | {"content": [{"type": "output_text", "text": "b", "annotations": []}], "more": 1}
    assert restored([*ASKED, whole, *ASKED], Hidden(BEFORE, 1)) == [*ASKED, *map(json.loads, BEFORE), left, *ASKED]


def test_thoughts_of_whole_legs_are_not_left_and_without_them_nothing_is_put_back():
    thought, hidden = {"type": "reasoning", "encrypted_content": "s"}, Hidden(BEFORE, 0, ("reasoning:s",))
    assert restored([*ASKED, thought, B, *ASKED], hidden) == [*ASKED, *map(json.loads, BEFORE), B, *ASKED]
    assert restored([*ASKED, B, *ASKED], hidden) == [*ASKED, B, *ASKED]


def test_a_call_of_ours_stands_behind_the_agents_own_and_its_result_before_theirs():
    hidden = Hidden(calls=BEFORE[:1], results=BEFORE[1:])
    assert restored([*ASKED, A, OWN, *THEIRS], hidden) == [*ASKED, A, OWN, *map(json.loads, BEFORE), *THEIRS]


def test_a_call_that_nothing_follows_is_not_put_back():
    assert restored([*ASKED, A], Hidden(calls=BEFORE[:1], results=BEFORE[1:])) == [*ASKED, A]


def test_a_result_that_the_provider_waits_for_is_told_it():
    hidden = Hidden(results=BEFORE[1:])
    assert restored(THEIRS, hidden, previous_response_id="resp_1") == [json.loads(BEFORE[1]), *THEIRS]


def test_a_prompt_that_is_a_string_becomes_the_first_item():
    raw = b'{"model":"m","input":"go"}'
    assert json.loads(RESPONSES.retrieving.appended(raw, BEFORE[0]))["input"] == [
        {"role": "user", "content": "go"},
        json.loads(BEFORE[0]),
    ]
