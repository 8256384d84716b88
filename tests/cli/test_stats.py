"""`headroom stats`, whole, at eighty columns and without colour."""

import json
from contextlib import closing
from datetime import UTC, datetime
from textwrap import dedent

import pytest

from headroom_cli.cli import stats
from headroom_cli.errors import LedgerError
from headroom_cli.model import Usage
from headroom_cli.settings import Settings
from headroom_cli.usage.ledger import FILE_NAME, Ledger
from headroom_cli.usage.tally import Asked
from tests.usage.making import NOON, edit, exchange

TODAY = datetime.fromtimestamp(NOON, UTC).astimezone().date()
USAGE = Usage(input=12, output=310, cache_read=40_000, cache_write_5m=4_000, reported=True)
MINE = '{"models": {"claude-opus-4-5": {"input": 5, "output": 25, "cache_read": 0.5, "cache_write_5m": 6.25}}}'


@pytest.fixture
def settings(tmp_path, monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")
    (tmp_path / "prices.json").write_text(MINE)
    return Settings(config_dir=tmp_path, data_dir=tmp_path)


@pytest.fixture
def said(settings, capsys):
    def said(*exchanges, as_json=False):
        with closing(Ledger(settings.data_dir / FILE_NAME)) as ledger:
            for one in exchanges:
                ledger.record(one)
            ledger.record_retrieval("s", NOON, Asked(hit=False, tokens=0))
        stats._say(settings, TODAY, as_json=as_json)
        return capsys.readouterr().out

    return said


def turn(days_ago, **given):
    edits = (edit("log", 9_000, 2_000), edit("json", 800, 300, fresh=False))
    return exchange(**{"at": NOON - days_ago * 86_400, "edits": edits, "usage": USAGE} | given)


def test_all_of_it(said):
    strange = turn(9, agent="codex", model="strange[1m]")
    text = said(turn(0), turn(6), turn(7), strange, turn(400, outcome="passed", edits=()))
    lines = [line.rstrip() for line in text.splitlines()]
    assert max(map(len, lines)) <= 80
    assert "\n".join(lines[:-1]) == dedent("""
        Headroom                         today        7 days           all
        requests                             1             2             5
        rewritten                            1             2             4
        tokens from the agents ~        52,262       104,524       252,310
        tokens that went on             44,012        88,024       220,060
        change                           -16 %         -16 %         -13 %
        new input saved ~                7,700        15,400        30,100
        read from the cache               91 %          91 %          91 %
        output                             310           620         1,550
        retrieved                 0 (1 missed)  0 (1 missed)  0 (1 missed)
        added (median)                  4.2 ms        4.2 ms        4.2 ms
        money                          $0.0528       $0.1056       $0.2112
        money saved ~                  $0.0484       $0.0968       $0.1452

        by agent  requests  tokens ~  change  new input saved ~  money saved ~
        claude           4   200,798   -12 %             23,100        $0.1452
        codex            1    51,512   -15 %              7,000

        No price is known for strange[1m]: tokens only.
        """).strip("\n")
    assert lines[-1].startswith("~ estimated, ±5 %. API prices: genai-prices ")


def test_programs_get_every_period_and_agent(said):
    form = json.loads(said(turn(0), turn(6), turn(7), turn(7, agent="codex"), as_json=True))
    assert {name: s["requests"] for name, s in form["periods"].items()} == {"today": 1, "week": 2, "all": 4}
    assert {name: s["requests"] for name, s in form["agents"].items()} == {"claude": 3, "codex": 1}


@pytest.mark.parametrize("begun", [True, False])
def test_a_ledger_without_an_exchange_says_what_to_do(settings, capsys, begun):
    if begun:
        Ledger(settings.data_dir / FILE_NAME).close()
    stats._say(settings, TODAY, as_json=False)
    assert capsys.readouterr().out == (
        "Nothing is recorded yet. Start an agent with `headroom wrap claude`, then look again.\n"
    )


def test_asking_begins_no_ledger(settings):
    stats._say(settings, TODAY, as_json=True)
    assert not (settings.data_dir / FILE_NAME).exists()


def test_a_broken_ledger_is_said_so(settings):
    (settings.data_dir / FILE_NAME).write_bytes(b"broken" * 1_000)
    with pytest.raises(LedgerError, match="cannot be used"):
        stats._say(settings, TODAY, as_json=False)
