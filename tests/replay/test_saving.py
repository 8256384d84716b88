"""What requests were sent and would have saved, added up."""

from collections import Counter

import pytest

from headroom_cli import tokens
from headroom_cli.ccr import tool
from headroom_cli.context.eligible import Rules
from headroom_cli.context.shorten import Means
from headroom_cli.model import Level, Usage
from headroom_cli.replay.requests import requests
from headroom_cli.replay.saving import Conversation, Counts
from headroom_cli.transcripts import Call, Mark, Reply, Result
from headroom_cli.usage.counterfactual import whole
from tests.fakes.conversations import log
from tests.replay.making import COMPRESSORS

LEVELS = (Level.LOSSLESS, Level.BALANCED)
RULES = {level: Rules(level=level, in_reach=True) for level in LEVELS}
MEANS = {level: Means(rules, COMPRESSORS) for level, rules in RULES.items()}
MODEL = "claude-opus-5-5"


def reply(name, tool="", whole=0, model=MODEL):
    """An answer to a request of so many tokens, the first half of them from the cache."""
    calls = (Call(id=name, tool=tool, arguments={"command": name}),) if tool else ()
    usage = Usage(cache_read=whole // 2, cache_write_5m=whole - whole // 2, output=0, reported=bool(whole))
    return Reply(id=name, at=1.0, model=model, calls=calls, usage=usage)


def answered(name, text, **more):
    return Result(call=name, text=text, at=1.0, **more)


SIZE = tokens.count(log(300))
TURNS = [
    reply("a", "Bash", 30_000), answered("a", log(300)), reply("b", "Grep", 30_000 + SIZE), answered("b", "none"),
    reply("c", whole=30_000 + SIZE + 1),
]  # fmt: skip


def counted(turns, *uncounted, **more):
    conversation = Conversation(RULES, **more)
    for asked in requests(turns, MEANS):
        conversation.take(asked, counts=asked.reply.id not in uncounted)
    return conversation.counts


def cuts(counts, level=Level.BALANCED, kind="log"):
    """Tokens taken off by part of usage, over all models and contexts."""
    found = Counter()
    for one in counts.saving.carried[level].values():
        found.update({part: count for (name, part), count in one.cuts.items() if name == kind})
    return dict(found)


def test_what_was_sent_is_the_providers_count():
    saving = counted(TURNS).saving
    used = sum((whole(one.usage) for one in saving.used.values()), 0)
    assert (saving.requests, used) == (3, 90_000 + 2 * SIZE + 1)


def test_a_text_is_taken_off_each_request_that_carries_it():
    found = counted(TURNS)
    for level in LEVELS:
        once = found.tools["Bash"].before - found.tools["Bash"].after[level]
        assert cuts(found, level) == {"cache_write_5m": 2 * once}
        assert once > 0


def test_each_request_would_have_held_our_tool_where_it_is_offered():
    assert sum(cuts(counted(TURNS), kind="tool").values()) == -3 * tool.weight("mcp__headroom__headroom_retrieve") < 0
    assert cuts(counted(TURNS, offered=False), kind="tool") == {}


def test_requests_are_summed_by_the_step_of_context_that_they_are_above():
    saving = counted([reply("a", "Bash", 150_000), answered("a", log(300)), reply("b", whole=201_000)]).saving
    assert set(saving.used) == {(MODEL, 128_000), (MODEL, 200_000)}
    assert set(saving.carried[Level.BALANCED]) == {(MODEL, 128_000)}


def test_tools_and_kinds_are_of_the_same_texts():
    found = counted(TURNS)
    assert {name: one.items for name, one in found.tools.items()} == {"Bash": 1, "Grep": 1}
    assert {name: one.items for name, one in found.kinds.items()} == {"log": 1, "as it came: too small": 1}
    assert sum(one.before for one in found.tools.values()) == sum(one.before for one in found.kinds.values())


def test_after_a_compaction_nothing_of_before_is_carried():
    compacted = [*TURNS[:3], Mark(kind="compacted", at=1.0), reply("d", whole=30_000)]
    assert cuts(counted(compacted)) == cuts(counted(TURNS[:3]))


def test_without_usage_nothing_is_saved_and_the_request_is_counted():
    found = counted([*TURNS[:2], reply("b")])
    assert (found.saving.requests, found.saving.unreported) == (2, 1)
    assert cuts(found) == {}


def test_what_does_not_count_is_carried_by_what_does():
    found = counted(TURNS, "b")
    assert found.saving.requests == 2
    assert 2 * sum(cuts(found).values()) == sum(cuts(counted(TURNS)).values())
    assert "Bash" not in found.tools


def test_a_turn_is_measured_by_what_the_provider_counted():
    (scale,) = counted(TURNS).saving.scales.values()
    assert scale.counted == SIZE
    assert scale.estimated == pytest.approx(SIZE * tokens.factor(MODEL, "log"))


@pytest.mark.parametrize(
    "turns",
    [
        [reply("a", "Bash", 30_000), answered("a", log(300), images=(9,)), reply("b", whole=30_000 + SIZE)],
        [reply("a", "Bash", 30_000), answered("a", log(300)), reply("b", whole=31_000 + 9 * SIZE)],
        [reply("a", "Bash", 30_000, "other"), answered("a", log(300)), reply("b", whole=30_000 + SIZE)],
    ],
    ids=["an image", "far more", "another model"],
)
def test_what_is_not_of_the_same_texts_measures_nothing(turns):
    assert counted(turns).saving.scales == {}


def test_counts_of_two_conversations_are_merged():
    one, both = counted(TURNS), Counts()
    both.merge(one)
    both.merge(one)
    assert both.saving.requests == 6
    assert sum(cuts(both).values()) == 2 * sum(cuts(one).values())
    assert both.tools["Bash"].after[Level.BALANCED] == 2 * one.tools["Bash"].after[Level.BALANCED]
    assert one.saving.requests == 3
