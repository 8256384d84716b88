"""A history as its requests is what the agent sent."""

from itertools import accumulate

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headroom_cli.context.eligible import Rules
from headroom_cli.context.rewrite import Rewriter
from headroom_cli.context.shorten import Means
from headroom_cli.model import Level, Usage
from headroom_cli.replay.bench import LEVELS
from headroom_cli.replay.requests import requests
from headroom_cli.transcripts import Call, Mark, Prompt, Reply, Result
from tests.fakes.conversations import body, conversation, log, read_result, rows
from tests.replay.making import COMPRESSORS, DIALECTS

RULES = {level: Rules(level=level, in_reach=True) for level in LEVELS}
MEANS = {level: Means(rules, COMPRESSORS) for level, rules in RULES.items()}
TEXTS = {
    "empty": "", "small": "ok", "log": log(300), "later": log(90, 500), "json": rows(60),
    "file": read_result(1, 120), "overlap": read_result(40, 90),
}  # fmt: skip


def history(texts, model="claude-opus-5-5"):
    """A session in which a tool answered each of the texts, as turns."""
    yield Prompt(text="Fix it.", by="person", at=1.0)
    for n, text in enumerate(texts):
        call = Call(id=f"toolu_{n}", tool="Bash", arguments={"command": f"step {n % 3}"})
        yield Reply(id=f"msg_{n}", at=2.0, model=model, calls=(call,), usage=Usage(reported=True))
        yield Result(call=call.id, text=text, at=3.0)
    yield Reply(id="last", at=4.0, model=model, text="Done.")


def became(asked, level=Level.BALANCED):
    """What became of each text, as far as it was shortened."""
    return [told.shorts[level].text for one in asked for told in one.told if level in told.shorts]


@settings(max_examples=15, deadline=None)
@given(st.lists(st.sampled_from(sorted(TEXTS)), min_size=1, max_size=6))
def test_every_text_becomes_what_the_proxy_makes_of_it_in_the_last_request(names):
    texts = [TEXTS[name] for name in names]
    turns = [("Bash", {"command": f"step {n % 3}"}, text) for n, text in enumerate(texts)]
    raw = body(conversation(turns, prompt="Fix it."))
    dialect = DIALECTS["anthropic"]
    found = list(requests(history(texts), MEANS))
    for level in LEVELS:
        edits = Rewriter(COMPRESSORS).rewrite(dialect, raw, dialect.outline(raw), RULES[level]).edits
        assert became(found, level) == [edit.text for edit in edits]


def test_each_request_is_told_with_what_it_is_the_first_to_hold():
    found = list(requests(history(["one", "two"]), MEANS))
    assert [asked.reply.id for asked in found] == ["msg_0", "msg_1", "last"]
    assert [[told.block.text for told in asked.told] for asked in found] == [[], ["one"], ["two"]]
    assert [asked.anew for asked in found] == [True, False, False]
    assert found[1].told[0].block.tool == "Bash"
    assert list(accumulate(told.size for asked in found for told in asked.told)) == [1, 2]


def test_parts_of_a_result_are_texts_of_their_own():
    turns = list(history(["", ""]))
    turns[2] = Result(call="toolu_0", text="head\ntail", parts=("head", "tail"), at=3.0)
    asked = list(requests(turns, MEANS))[1]
    assert [told.block.text for told in asked.told] == ["head", "tail"]


def test_a_compaction_begins_anew_and_what_was_shown_before_is_in_view_no_more():
    turns = list(history([log(300), log(300)]))
    assert "the same text as above" in became(requests(turns, MEANS))[1]
    turns.insert(3, Mark(kind="compacted", at=3.5))
    asked = list(requests(turns, MEANS))
    assert [one.anew for one in asked] == [True, True, False]
    assert became(asked) == became(requests(history([log(300)]), MEANS))


@pytest.mark.parametrize("error", [True, False])
def test_errors_stay(error):
    turns = list(history([log(300)]))
    turns[2] = Result(call="toolu_0", text=log(300), at=3.0, error=error)
    assert bool(became(requests(turns, MEANS))) != error


def test_what_a_person_ran_and_what_an_agent_without_tools_did_is_text():
    assert [one.told for one in requests(history([log(300)]), MEANS, tools=False)] == [(), ()]
    ran = list(history([log(300)], model=""))
    ran[-1] = Reply(id="last", at=4.0, model="gpt-5.5")
    assert [(one.reply.id, one.told) for one in requests(ran, MEANS)] == [("last", ())]


def test_a_result_without_its_call_says_nothing():
    turns = [Result(call="lost", text=log(300), at=1.0), Reply(id="a", at=2.0, model="m")]
    assert [one.told for one in requests(turns, MEANS)] == [()]


def test_a_picture_alone_is_no_text():
    turns = list(history([""]))
    turns[2] = Result(call="toolu_0", text="", images=(900,), at=3.0)
    (_, asked) = requests(turns, MEANS)
    assert (asked.told, asked.size) == ((), 0)
