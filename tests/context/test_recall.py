"""Hidden turns, put back: law 1 holds for them too."""

import json
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from headroom_cli.context import recall
from headroom_cli.context.recall import record
from headroom_cli.dialects.anthropic import PLUGIN as ANTHROPIC
from tests.dialects.legs import play
from tests.dialects.test_legs import ANSWERS, ASKS, streams
from tests.fakes.agent import message
from tests.fakes.conversations import body, marked
from tests.fakes.script import Turn

TOOLS = ("Read",)


def put_back(dialect, raw, find) -> bytes:
    return recall.put_back(dialect, raw, dialect.outline(raw), find)


def last(raw: bytes) -> bytes:
    return raw[slice(*ANTHROPIC.outline(raw).messages[-1])]


def session(answers) -> tuple[list[dict], dict[str, str], list[bytes]]:
    """The messages as the agent has them, what is remembered, and what the provider was sent."""
    messages, kept, sent = [{"role": "user", "content": "go 0"}], {}, []
    for number, turns in enumerate(answers, 1):
        raw = body(messages, TOOLS)
        sent.append(whole := put_back(ANTHROPIC, raw, kept.get))
        played = play(ANTHROPIC, whole, streams(turns))
        sent += played.sent
        if found := record(ANTHROPIC, last(raw), played.legs):
            kept.setdefault(*found)
        content = message(played.seen)["content"]
        calls = [block["id"] for block in content if block["type"] == "tool_use"]
        results = [{"type": "tool_result", "tool_use_id": call, "content": "r"} for call in calls]
        messages += [{"role": "assistant", "content": content}] if content else []
        messages += [{"role": "user", "content": [*results, {"type": "text", "text": f"go {number}"}]}]
    sent.append(put_back(ANTHROPIC, body(messages, TOOLS), kept.get))
    return messages, kept, sent


@settings(max_examples=60, deadline=None)
@given(st.lists(ANSWERS, min_size=1, max_size=4))
def test_every_request_begins_with_the_one_before(answers):
    said = [json.loads(raw)["messages"] for raw in session(answers)[2]]
    for before, after in pairwise(said):
        assert after[: len(before)] == before or blank(answers)


def blank(answers) -> bool:
    """Whether an answer said nothing that the agent could send back."""
    return any(not message(play(ANTHROPIC, body([], TOOLS), streams(turns)).seen)["content"] for turns in answers)


@settings(max_examples=30, deadline=None)
@given(st.lists(ANSWERS, min_size=1, max_size=4))
def test_the_first_messages_become_the_same_without_the_later_ones(answers):
    messages, kept, _ = session(answers)
    whole = json.loads(put_back(ANTHROPIC, body(messages, TOOLS), kept.get))["messages"]
    for count in range(1, len(messages), 2):
        part = put_back(ANTHROPIC, body(messages[:count], TOOLS), kept.get)
        said = json.loads(part)["messages"]
        assert whole[: len(said)] == said


def test_a_breakpoint_that_moves_changes_nothing():
    messages, kept, _ = session([[Turn(text="a", calls=(ASKS,)), Turn(text="b")]])
    raw = body(marked(messages, 0), TOOLS)
    assert put_back(ANTHROPIC, raw, kept.get) != raw


def test_what_is_not_known_stays_byte_for_byte():
    raw = body([{"role": "user", "content": "a"}, {"role": "assistant", "content": "b"}], TOOLS)
    assert put_back(ANTHROPIC, raw, lambda _: None) == raw
