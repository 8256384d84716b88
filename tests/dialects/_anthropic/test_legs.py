"""Requests of the Messages API: the tool offered, hidden turns put back."""

import json

import pytest

from headroom_cli.dialects.anthropic import PLUGIN as ANTHROPIC
from headroom_cli.dialects.retrieving import Hidden
from headroom_cli.dialects.spans import patched
from tests.fakes.conversations import body

RETRIEVING = ANTHROPIC.retrieving
TURN = '{"role":"assistant","content":[1]},{"role":"user","content":[2]}'
CALL, RESULT = '{"type":"tool_use","id":"o"}', '{"type":"tool_result","tool_use_id":"o"}'
A, B = {"type": "text", "text": "a"}, {"type": "text", "text": "b", "cache_control": {"type": "ephemeral"}}
ASKED = {"role": "user", "content": "go"}
BESIDE = Hidden(calls=(CALL,), results=(RESULT,))


def restored(messages: list[dict], hidden: Hidden) -> list[dict]:
    raw = body(messages)
    outline = ANTHROPIC.outline(raw)
    [(number, _)] = RETRIEVING.turns(raw, outline)
    return json.loads(patched(raw, RETRIEVING.restored(raw, outline, number, hidden)))["messages"]


def said(*parts: dict) -> dict:
    return {"role": "assistant", "content": list(parts), "more": 1.50}


def test_the_tool_is_the_first_of_all_and_nothing_else_changes():
    raw = body([ASKED])
    offered = RETRIEVING.offer(raw, "t", "d", {"type": "object"})
    tool = b'{"name":"t","description":"d","input_schema":{"type":"object"}},'
    assert offered == raw.replace(b'"tools":[', b'"tools":[' + tool)


@pytest.mark.parametrize("tools", [b"", b'"tools":[],', b'"tools":null,'])
def test_a_request_without_tools_stays_as_it_is(tools):
    raw = b'{%s"model":"m","messages":[]}' % tools
    assert RETRIEVING.offer(raw, "t", "d", {}) is raw


def test_whole_legs_stand_before_what_is_left_of_the_answer():
    messages = restored([ASKED, said(A, B), ASKED], Hidden((TURN,), 1))
    assert messages == [ASKED, *json.loads(f"[{TURN}]"), said(B), ASKED]


def test_an_answer_that_only_whole_legs_said_is_them():
    assert restored([ASKED, said(A, B), ASKED], Hidden((TURN,), 2)) == [ASKED, *json.loads(f"[{TURN}]"), ASKED]


def test_an_answer_said_as_a_string_stays_one():
    spoken = {"role": "assistant", "content": "b"}
    assert restored([ASKED, spoken, ASKED], Hidden((TURN,), 0))[3] == spoken


@pytest.mark.parametrize(
    ("following", "answered"),
    [
        (
            [{"type": "tool_result", "tool_use_id": "x"}],
            [[json.loads(RESULT), {"type": "tool_result", "tool_use_id": "x"}]],
        ),
        ("stop", [[json.loads(RESULT)], "stop"]),
        ([], [[json.loads(RESULT)], []]),
    ],
)
def test_a_result_beside_the_agents_own_comes_first(following, answered):
    messages = restored([ASKED, said(A), {"role": "user", "content": following}], BESIDE)
    assert messages[1] == said(A, json.loads(CALL))
    assert [m["content"] for m in messages[2:]] == answered


def test_a_call_that_nothing_follows_is_not_put_back():
    assert restored([ASKED, said(A)], BESIDE) == [ASKED, said(A)]


def test_an_answer_is_known_however_the_agent_puts_its_texts_together():
    spoken = ((A, B), ({"type": "text", "text": "a \n"}, B), ({"type": "text", "text": "ab"},), "a\n\nb")
    bodies = [
        body([ASKED, said(*parts) if isinstance(parts, tuple) else said() | {"content": parts}]) for parts in spoken
    ]
    assert len({tuple(RETRIEVING.turns(raw, ANTHROPIC.outline(raw))) for raw in bodies}) == 1


def test_where_texts_were_put_together_the_rest_of_them_is_left():
    whole = B | {"text": "a\n\nb"}
    assert restored([ASKED, said(whole), ASKED], Hidden((TURN,), 1))[3] == said(B)


def test_thoughts_of_whole_legs_are_not_left_and_without_them_nothing_is_put_back():
    thought = {"type": "thinking", "thinking": "h", "signature": "s"}
    hidden = Hidden((TURN,), 0, ("thinking:s",))
    assert restored([ASKED, said(thought, B), ASKED], hidden)[3] == said(B)
    assert restored([ASKED, said(B), ASKED], hidden) == [ASKED, said(B), ASKED]
