"""What replay found, added up and for programs."""

import json
from collections import Counter
from pathlib import Path

from headroom_cli.model import Level
from headroom_cli.replay.account import account, as_json
from headroom_cli.replay.histories import Past
from headroom_cli.replay.saving import Counts, Saving
from headroom_cli.replay.sums import Sum
from headroom_cli.transcripts import Transcript

B = Level.BALANCED


def past(session, saved, agent="claude", folder="/work/shop", subagent=""):
    told = Transcript(
        agent=agent, path=Path("x"), span=(0, 10), changed=9.0, session=session, folder=folder, subagent=subagent
    )
    saving = Saving(requests=2, sent=1000, new=100, saved=Counter({B: saved}), saved_new=Counter({B: 1}))
    tools = {"Bash": Sum(1, 50, 200, {B: 40}, {B: 10})}
    return Past(
        told, Counts(saving, tools, {"log": Sum(1, 50, 200, {B: 40}, {B: 10})}), 5.0, 7.0, frozenset(), Counter(x=1)
    )


PASTS = [past("a", 10), past("b", 90, "codex", "/work/till"), past("a", 20, subagent="s"), past("c", 5, folder="")]


def found():
    return account(PASTS, (B,), 2.0)


def test_sub_agents_are_in_their_sessions_and_the_largest_saving_comes_first():
    sessions = [(one.name, one.subagents, one.saving.requests, one.saving.saved[B]) for one in found().sessions]
    assert sessions == [("b", 0, 2, 90), ("a", 1, 4, 30), ("c", 0, 2, 5)]


def test_agents_and_projects_add_up_to_the_total():
    told = found()
    assert list(told.agents) == ["claude", "codex"]
    assert set(told.projects) == {"/work/shop", "/work/till", ""}
    for groups in (told.agents, told.projects):
        assert sum(one.saved[B] for one in groups.values()) == told.total.saving.saved[B] == 125
    assert told.total.tools["Bash"].items == 4
    assert (told.size, told.skipped) == (40, {"x": 4})


def test_a_history_without_requests_is_no_session():
    empty = past("e", 0)
    empty.counts = Counts()
    assert account([empty], (B,), 1.0).sessions == ()


def test_programs_are_told_the_same():
    told = json.loads(as_json(found()))
    assert told["level"] == "balanced"
    assert told["total"]["levels"]["balanced"] == {"saved": 125, "saved_new": 4}
    assert told["sessions"][0]["session"] == "b"
    assert told["sessions"][0]["first"] == "1970-01-01T00:00:05+00:00"
    assert told["tools"]["Bash"] == {"texts": 4, "tokens": 200, "levels": {"balanced": {"after": 160, "lossless": 1.0}}}
    assert told["bytes"] == 40
