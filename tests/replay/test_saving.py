"""What requests were sent and would have saved, added up."""

import pytest

from headroom_cli import tokens
from headroom_cli.context.eligible import Rules
from headroom_cli.context.shorten import Means
from headroom_cli.model import Level, Usage
from headroom_cli.replay.requests import requests
from headroom_cli.replay.saving import Conversation, Counts
from headroom_cli.transcripts import Call, Mark, Reply, Result
from tests.fakes.conversations import log
from tests.replay.making import COMPRESSORS

LEVELS = (Level.LOSSLESS, Level.BALANCED)
RULES = {level: Rules(level=level, in_reach=True) for level in LEVELS}
MEANS = {level: Means(rules, COMPRESSORS) for level, rules in RULES.items()}
MODEL = "claude-opus-5-5"


def reply(name, tool="", usage=Usage(input=2, cache_read=80_000, cache_write_5m=20_000, output=9, reported=True)):  # noqa: B008
    calls = (Call(id=name, tool=tool, arguments={"command": name}),) if tool else ()
    return Reply(id=name, at=1.0, model=MODEL, calls=calls, usage=usage)


def answered(name, text):
    return Result(call=name, text=text, at=1.0)


TURNS = [reply("a", "Bash"), answered("a", log(300)), reply("b", "Grep"), answered("b", "none"), reply("c")]


def counted(turns, *uncounted):
    conversation = Conversation(RULES)
    for asked in requests(turns, MEANS):
        conversation.take(asked, counts=asked.reply.id not in uncounted)
    return conversation.counts


def test_what_was_sent_is_the_providers_count():
    saving = counted(TURNS).saving
    assert (saving.requests, saving.sent, saving.new, saving.output) == (3, 3 * 100_002, 3 * 20_002, 27)


def test_a_text_is_saved_in_each_request_that_carries_it_and_is_new_in_the_first():
    found = counted(TURNS)
    for level in LEVELS:
        once = found.tools["Bash"].before - found.tools["Bash"].after[level]
        each = round(once * tokens.factor(MODEL, "log"))
        assert found.saving.saved_new[level] == each
        assert found.saving.saved[level] == 2 * each
    assert found.saving.saved[Level.BALANCED] > 0
    assert found.saving.share(Level.BALANCED) == found.saving.saved[Level.BALANCED] / found.saving.sent


def test_tools_and_kinds_are_of_the_same_texts():
    found = counted(TURNS)
    assert {name: one.items for name, one in found.tools.items()} == {"Bash": 1, "Grep": 1}
    assert {name: one.items for name, one in found.kinds.items()} == {"log": 1, "as it came: too small": 1}
    assert sum(one.before for one in found.tools.values()) == sum(one.before for one in found.kinds.values())


def test_after_a_compaction_nothing_of_before_is_carried():
    compacted = [*TURNS[:3], Mark(kind="compacted", at=1.0), reply("d")]
    assert counted(compacted).saving.saved == counted(TURNS[:3]).saving.saved


def test_no_request_saves_more_than_it_was():
    small = Usage(input=2, cache_read=30, cache_write_5m=5, reported=True)
    saving = counted([*TURNS[:2], reply("b", usage=small)]).saving
    assert saving.saved[Level.BALANCED] == 37
    assert saving.saved_new[Level.BALANCED] == 7


def test_without_usage_nothing_is_saved_and_the_request_is_counted():
    turns = [*TURNS[:2], reply("b", usage=Usage())]
    saving = counted(turns).saving
    assert (saving.requests, saving.unreported, saving.sent) == (2, 1, 100_002)
    assert not saving.saved[Level.BALANCED]


def test_what_does_not_count_is_carried_by_what_does():
    found = counted(TURNS, "b")
    whole = counted(TURNS)
    assert found.saving.requests == 2
    assert found.saving.saved[Level.BALANCED] == whole.saving.saved_new[Level.BALANCED] > 0
    assert not found.saving.saved_new[Level.BALANCED]
    assert "Bash" not in found.tools


def test_counts_of_two_conversations_are_merged():
    one, both = counted(TURNS), Counts()
    both.merge(one)
    both.merge(one)
    assert both.saving.requests == 6
    assert both.saving.saved[Level.BALANCED] == 2 * one.saving.saved[Level.BALANCED]
    assert both.tools["Bash"].after[Level.BALANCED] == 2 * one.tools["Bash"].after[Level.BALANCED]
    assert one.saving.requests == 3


@pytest.mark.parametrize("turns", [[], [answered("x", "y")]])
def test_nothing_is_nothing(turns):
    assert counted(turns).saving.share(Level.BALANCED) == 0.0
