"""Transcripts on disk, measured."""

import psutil
import pytest

from headroom_cli import registry
from headroom_cli.ccr.tool import INSTRUCTIONS
from headroom_cli.context.eligible import Rules
from headroom_cli.errors import HeadroomError
from headroom_cli.model import Block, Level
from headroom_cli.replay import histories
from headroom_cli.replay.histories import OURS, Once, Plan, every, measure
from headroom_cli.transcripts.finding import Wanted, find
from tests.fakes.conversations import log
from tests.transcripts.making import START, ClaudeSession, CodexSession, grown

PLAN = Plan((Level.BALANCED,), Rules())


def session(kind=ClaudeSession, name="a", at=START, steps=3):
    made = kind(project="/work/shop", name=name, at=at)
    made.says("find out why")
    for n in range(steps):
        made.run(f"tail -n 300 {n}.log", log(300 + 10 * n))
    made.answers("Done.")
    return grown(made)


def transcripts(home):
    return find(registry.load_all("transcripts"), Wanted(home=home, environment={}))[::-1]


def taken_off(past, level=Level.BALANCED):
    return sum(one.cuts.total() for one in past.counts.saving.carried[level].values())


def plain(things, sizes):
    assert len(list(sizes)) >= 1
    return things


@pytest.mark.parametrize("kind", [ClaudeSession, CodexSession])
def test_a_session_of_each_agent_is_measured(tmp_path, kind):
    session(kind).save(tmp_path)
    past = measure(PLAN, transcripts(tmp_path)[0])
    assert (past.counts.saving.requests, past.counts.saving.unreported) == (4, 0)
    assert taken_off(past) > 1000
    assert START < past.first < past.last
    assert past.counts.kinds["log"].items == 3


def test_only_requests_since_a_time_count(tmp_path):
    made = session()
    made.save(tmp_path)
    past = measure(Plan((Level.BALANCED,), Rules(), since=made.at), transcripts(tmp_path)[0])
    assert past.counts.saving.requests == 1
    assert taken_off(past) > 0


def test_a_request_that_two_files_tell_counts_once_in_the_one_that_ended_first(tmp_path):
    one = session(name="first")
    one.save(tmp_path)
    other = ClaudeSession(project="/work/shop", name="copy", at=one.at, lines=list(one.lines), replies=one.replies)
    other.run("make", log(400))
    grown(other).save(tmp_path)
    (first, second), _ = every(transcripts(tmp_path), PLAN, plain)
    assert (first.counts.saving.requests, second.counts.saving.requests) == (4, 1)
    assert taken_off(second) > 0


def test_a_file_that_is_gone_is_counted(tmp_path):
    path = session().save(tmp_path)
    found = transcripts(tmp_path)[0]
    path.unlink()
    assert measure(PLAN, found).skipped == {"file that cannot be read": 1}


def test_several_processes_find_the_same_in_the_same_order(tmp_path, monkeypatch):
    for n in range(4):
        session(name=f"session-{n}", at=START + 1000 * n, steps=1 + n).save(tmp_path)
    wanted = transcripts(tmp_path)
    alone = every(wanted, PLAN, plain)
    monkeypatch.setattr(histories, "_WORTH_A_PROCESS", 1)
    monkeypatch.setattr(histories, "_MOST_PROCESSES", 2)
    assert every(wanted, PLAN, plain) == alone
    assert [past.transcript.session for past in alone[0]] == [f"session-{n}" for n in range(4)]


def test_at_off_nothing_is_saved(tmp_path):
    session().save(tmp_path)
    past = measure(Plan((Level.OFF,), Rules()), transcripts(tmp_path)[0])
    assert taken_off(past, Level.OFF) == 0


def test_a_block_is_scored_once_for_all_levels_and_another_one_anew():
    class Counting:
        asked = 0

        def score(self, block):
            self.asked += 1
            return len(block.text)

    plugin = Counting()
    once = Once(plugin)
    blocks = [Block(text=text, span=(0, 0), kind="result", arguments={"a": 1}) for text in ("x", "xy", "x")]
    assert [once.score(block) for block in blocks] == [1, 2, 1]
    assert plugin.asked == 2


def test_the_texts_that_would_have_saved_most_are_told_over_all_sessions(tmp_path):
    session(name="small", steps=1).save(tmp_path)
    session(name="large", at=START + 1000, steps=4).save(tmp_path)
    pasts, examples = every(transcripts(tmp_path), Plan((Level.BALANCED,), Rules(), examples=2), plain)
    assert [pair.before for pair in examples] == [log(330), log(320)]
    assert (examples[0].place, examples[0].label) == ("claude session large", "Bash tail -n 300 3.log")
    assert examples[0].saved > examples[1].saved
    assert all(not past.examples for past in pasts)
    assert every(transcripts(tmp_path), PLAN, plain)[1] == ()


def test_a_sub_agent_inside_a_session_is_a_conversation_of_its_own(tmp_path):
    inside, main = session(name="inside-x", steps=2), session(steps=1)
    for n, line in enumerate(inside.lines):
        line |= {"isSidechain": True, "uuid": f"u{n}", "parentUuid": f"u{n - 1}" if n else None}
    main.lines += inside.lines
    main.save(tmp_path)
    past = measure(PLAN, transcripts(tmp_path)[0])
    assert (past.counts.saving.requests, past.skipped) == (5, {})
    assert past.counts.kinds["log"].items == 3


def test_what_went_through_headroom_already_is_left_out_and_said(tmp_path):
    made = session(steps=2)
    made.line("attachment", rendered=[{"content": f"<system-reminder>\n{INSTRUCTIONS}\n</system-reminder>"}])
    made.run("make", log(400))
    made.save(tmp_path)
    past = measure(PLAN, transcripts(tmp_path)[0])
    assert (past.counts.saving.requests, past.skipped) == (0, {OURS: 4})


def test_so_are_the_sub_agents_of_such_a_session_though_they_do_not_say_so(tmp_path):
    aside = session(name="b", steps=2)
    for line in aside.lines:
        line["sessionId"] = "a"
    folder = aside.path(tmp_path).with_name("a") / "subagents"
    folder.mkdir(parents=True)
    aside.save(tmp_path).rename(folder / "agent-x.jsonl")
    made = session(steps=1)
    made.lines[0]["message"]["content"] = f"<system-reminder>{INSTRUCTIONS}</system-reminder>"
    made.save(tmp_path)
    pasts, _ = every(transcripts(tmp_path), PLAN, plain)
    assert sorted((past.counts.saving.requests, past.skipped[OURS]) for past in pasts) == [(0, 2), (0, 3)]


def test_a_worker_that_is_ended_from_outside_is_said(tmp_path, monkeypatch):
    for n in range(6):
        session(name=f"session-{n}", at=START + 1000 * n, steps=4).save(tmp_path)
    monkeypatch.setattr(histories, "_WORTH_A_PROCESS", 1)

    def progress(things, _):
        for thing in things:
            for child in psutil.Process().children(recursive=True):
                if "spawn_main" in " ".join(child.cmdline()):
                    child.kill()
            yield thing

    with pytest.raises(HeadroomError, match="ended from outside"):
        every(transcripts(tmp_path), PLAN, progress)
