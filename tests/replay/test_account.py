"""What replay found, added up and for programs."""

import json
from collections import Counter
from pathlib import Path

from headroom_cli.context.seen import Form
from headroom_cli.context.shorten import Short
from headroom_cli.model import Level, Usage
from headroom_cli.replay.account import account, as_json
from headroom_cli.replay.histories import Past
from headroom_cli.replay.pairs import Pair
from headroom_cli.replay.saving import Carried, Counts, Saving
from headroom_cli.replay.sums import Sum
from headroom_cli.transcripts import Transcript
from headroom_cli.usage.prices import Prices

B = Level.BALANCED


PRICES = Prices({"priced": {"input": 2.0, "output": 10.0, "cache_read": 0.2}}, "made up")
USAGE = Usage(input=100, cache_read=900, output=7, reported=True)


def past(session, saved, agent="claude", folder="/work/shop", subagent=""):
    told = Transcript(
        agent=agent, path=Path("x"), span=(0, 10), changed=9.0, session=session, folder=folder, subagent=subagent
    )
    key, cuts = ("priced", 0), Counter({("log", "cache_read"): saved - 1, ("log", "input"): 1})
    saving = Saving(requests=2, used={key: Carried(USAGE)}, carried={B: {key: Carried(USAGE, cuts)}})
    tools, kinds = ({name: Sum(1, 50, 200, {B: 40}, {B: 10})} for name in ("Bash", "log"))
    return Past(told, Counts(saving, tools, kinds), 5.0, 7.0, frozenset(), Counter(x=1))


PASTS = [past("a", 10), past("b", 90, "codex", "/work/till"), past("a", 20, subagent="s"), past("c", 5, folder="")]


SHORT = Short("short", "log", True, Form.WHOLE, before=50, after=4)
PAIR = Pair("claude session a", "Bash ls", "secret", SHORT)


def found():
    return account(PASTS, (B,), PRICES, 2.0, (PAIR,))


def test_sub_agents_are_in_their_sessions_and_the_largest_saving_comes_first():
    sessions = [(one.name, one.subagents, one.figures.requests, one.figures.saved[B]) for one in found().sessions]
    assert sessions == [("b", 0, 2, 90), ("a", 1, 4, 30), ("c", 0, 2, 5)]


def test_agents_and_projects_add_up_to_the_total():
    told = found()
    assert list(told.agents) == ["claude", "codex"]
    assert set(told.projects) == {"/work/shop", "/work/till", ""}
    for groups in (told.agents, told.projects):
        assert sum(one.saved[B] for one in groups.values()) == told.total.saved[B] == 125
    assert told.tools["Bash"].items == 4
    assert (told.size, told.skipped) == (40, {"x": 4})


def test_a_history_without_requests_is_no_session():
    empty = past("e", 0)
    empty.counts = Counts()
    assert account([empty], (B,), PRICES, 1.0).sessions == ()


def test_programs_are_told_the_same():
    told = json.loads(as_json(found()))
    assert told["level"] == "balanced"
    assert told["total"]["levels"]["balanced"] == {"saved": 125, "saved_new": 4, "money": 0.000032}
    assert told["total"]["billed"] == 0.001800
    assert (told["prices"], told["total"]["unpriced"]) == ("made up", [])
    assert told["sessions"][0]["session"] == "b"
    assert told["sessions"][0]["first"] == "1970-01-01T00:00:05+00:00"
    assert told["tools"]["Bash"] == {"texts": 4, "tokens": 200, "levels": {"balanced": {"after": 160, "lossless": 1.0}}}
    assert told["bytes"] == 40


def test_examples_are_told_without_their_texts():
    text = as_json(found())
    assert json.loads(text)["examples"] == [
        {
            "place": "claude session a",
            "call": "Bash ls",
            "kind": "log",
            "before": 50,
            "after": 4,
            "lossless": True,
        }
    ]
    assert "secret" not in text
