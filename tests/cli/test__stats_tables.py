"""The tables of `headroom stats`; the whole screen is in the tests of the command."""

import pytest

from headroom_cli.cli import _stats_tables as tables
from headroom_cli.model import Usage
from headroom_cli.session.overview import Overview
from headroom_cli.usage.ledger import Session
from headroom_cli.usage.prices import Prices
from headroom_cli.usage.summary import summarise
from headroom_cli.usage.tally import Asked, Totals, tally
from tests.usage.making import edit, exchange

PRICES = Prices({"gpt-5": {"input": 1, "output": 8, "cache_read": 0.1}}, "a list")


@pytest.fixture(autouse=True)
def _eighty_columns(monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")


def summary(*exchanges, retrievals=()):
    return summarise(Totals(tallies=tuple(tally(e) for e in exchanges), retrievals=retrievals), PRICES)


def turn(before=900, **given):
    return exchange(**{"model": "gpt-5", "edits": (edit("log", before, 100),)} | given)


def printed(capsys, **parts):
    tables.render(Overview(periods={"all": summary(turn())}, **parts))
    lines = capsys.readouterr().out.splitlines()
    assert max(map(len, lines)) <= 80
    return lines


def test_where_there_is_only_one_of_a_thing_it_has_no_table(capsys):
    one = {"claude": summary(turn())}
    assert not any(line.startswith("by ") for line in printed(capsys, agents=one, models=one, projects=one))
    assert "by agent" in "\n".join(printed(capsys, agents=one | {"codex": summary(turn())}))


def test_what_does_not_fit_is_counted(capsys):
    many = {f"a project with quite a long name, no. {n}": summary(turn()) for n in range(9)}
    lines = printed(capsys, projects=many)
    assert "and 3 more" in [line.strip() for line in lines]
    assert any("…" in line for line in lines)


def test_a_cost_is_told_like_a_saving(capsys):
    worse = summary(turn(before=50, usage=Usage(input=1_000, reported=True)))
    lines = printed(capsys, agents={"a": worse, "b": worse}, days={"2026-01-01": worse, "2026-01-03": worse})
    assert any("-50" in line and "-$0.0001" in line for line in lines)
    assert any(line.startswith("new saved a day ~  -▁-") for line in lines)


def test_a_single_day_is_no_curve(capsys):
    assert not any("a day ~" in line for line in printed(capsys, days={"2026-01-01": summary(turn())}))


def test_retrievals_are_told_as_a_share_of_what_was_shortened():
    asked = (Asked(hit=True, tokens=9, times=1), Asked(hit=False, tokens=0, times=2))
    told = summary(turn(), turn(), retrievals=asked)
    assert (tables._retrieved(told), tables._missed(told)) == ("1 (50.0 %)", "2")


def test_a_live_table_says_when_each_session_was_last_heard_of(monkeypatch):
    monkeypatch.setattr("time.time", lambda: 1_000.0)
    sessions = [(Session(name=f"20260102-03040{n}-abc123", agent="a", project="p", first=0, last=at), summary(turn()))
                for n, at in enumerate((998.0, 820.0))]  # fmt: skip
    table = tables.live(sessions, 15)
    assert table.columns[0].header == "Headroom, last 15 min"
    assert list(table.columns[0].cells) == ["20260102-030400  2 s ago", "20260102-030401  3 min ago"]
