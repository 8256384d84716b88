"""Requests of Chat Completions: the tool offered, hidden turns put back."""

import json

import pytest

from headroom_cli.dialects.openai_chat import PLUGIN as CHAT
from headroom_cli.dialects.retrieving import Hidden
from headroom_cli.dialects.spans import patched
from tests.dialects.legs import request
from tests.fakes.speech import Chat

TURN = '{"role":"assistant","content":"a","tool_calls":[1]},{"role":"tool","tool_call_id":"o","content":"r"}'
ASKED = {"role": "user", "content": "go"}
CALL, RESULT = '{"id":"o"}', '{"role":"tool","tool_call_id":"o","content":"r"}'
BESIDE = Hidden(calls=(CALL,), results=(RESULT,))
OWN = {"id": "x", "function": {"name": "Bash", "arguments": "{}"}}


def restored(spoken: dict, hidden: Hidden, *following: dict) -> list[dict]:
    raw = request(Chat(), [ASKED, {"role": "assistant", **spoken}, *following])
    outline = CHAT.outline(raw)
    [(number, _)] = CHAT.retrieving.turns(raw, outline)
    put_back = json.loads(patched(raw, CHAT.retrieving.restored(raw, outline, number, hidden)))["messages"]
    return put_back[1:]


def test_the_tool_is_the_first_of_all_and_nothing_else_changes():
    raw = request(Chat(), [ASKED])
    offered = CHAT.retrieving.offer(raw, "t", "d", {"type": "object"})
    tool = b'{"type":"function","function":{"name":"t","description":"d","parameters":{"type":"object"}}},'
    assert offered == raw.replace(b'"tools":[', b'"tools":[' + tool)


def test_a_request_for_several_answers_stays_as_it_is():
    raw = request(Chat(), [ASKED])[:-1] + b',"n":2}'
    assert CHAT.retrieving.offer(raw, "t", "d", {}) is raw


@pytest.mark.parametrize(
    ("content", "left"),
    [
        ("a\n\nb", "b"),
        (" \na\n\nb", "b"),
        ("a b", "b"),
        ([{"type": "text", "text": "a\n\nb"}], [{"type": "text", "text": "b"}]),
        (
            [{"type": "text", "text": "a"}, {"type": "text", "text": "b"}],
            [{"type": "text", "text": ""}, {"type": "text", "text": "b"}],
        ),
    ],
)
def test_the_text_of_whole_legs_is_taken_off_what_is_left(content, left):
    messages = restored({"content": content, "name": "n"}, Hidden((TURN,), 1), ASKED)
    assert messages == [*json.loads(f"[{TURN}]"), {"role": "assistant", "content": left, "name": "n"}, ASKED]


def test_an_answer_that_only_whole_legs_said_is_them():
    assert restored({"content": "a"}, Hidden((TURN,), 1), ASKED) == [*json.loads(f"[{TURN}]"), ASKED]


@pytest.mark.parametrize("own", [[OWN], []])
def test_a_call_of_ours_stands_behind_the_agents_own_and_its_result_before_theirs(own):
    spoken = {"content": "a"} | ({"tool_calls": own} if own else {})
    theirs = [{"role": "tool", "tool_call_id": "x", "content": "y"}] if own else [ASKED]
    messages = restored(spoken, BESIDE, *theirs)
    assert messages == [
        {"role": "assistant", "content": "a", "tool_calls": [*own, {"id": "o"}]},
        json.loads(RESULT),
        *theirs,
    ]


def test_a_call_that_nothing_follows_is_not_put_back():
    assert restored({"content": "a"}, BESIDE) == [{"role": "assistant", "content": "a"}]
