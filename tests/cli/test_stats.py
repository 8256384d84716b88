"""`headroom stats`, whole, at eighty columns and without colour."""

import csv
import io
import json
import resource
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from datetime import UTC, date, datetime, timedelta

import pytest

from headroom_cli.cli import _draw, stats
from headroom_cli.errors import LedgerError
from headroom_cli.model import Usage
from headroom_cli.settings import Settings
from headroom_cli.usage import schema
from headroom_cli.usage.ledger import FILE_NAME, Ledger, Query
from headroom_cli.usage.tally import Asked
from tests.usage.making import NOON, edit, exchange

TODAY = datetime.fromtimestamp(NOON, UTC).astimezone().date()
USAGE = Usage(input=12, output=310, cache_read=40_000, cache_write_5m=4_000, reported=True)
MINE = '{"models": {"mine": {"input": 5, "output": 25, "cache_read": 0.5, "cache_write_5m": 6.25}}}'


@pytest.fixture
def settings(tmp_path, monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")
    (tmp_path / "prices.json").write_text(MINE)
    return Settings(config_dir=tmp_path, data_dir=tmp_path)


@pytest.fixture
def said(settings, capsys):
    def said(*exchanges, as_json=False, **asked):
        with closing(Ledger(settings.data_dir / FILE_NAME)) as ledger:
            for one in exchanges:
                ledger.record(one)
            ledger.record_retrieval("s", NOON, Asked(hit=False, tokens=0))
        stats._say(settings, Query(**asked), TODAY, as_json=as_json)
        return capsys.readouterr().out

    return said


def turn(days_ago, **given):
    edits = (edit("log", 9_000, 2_000), edit("json", 800, 300, fresh=False))
    return exchange(**{"model": "mine", "at": NOON - days_ago * 86_400, "edits": edits, "usage": USAGE} | given)


def screen(text):
    lines = [line.rstrip() for line in text.splitlines()]
    assert max(map(len, lines)) <= 80
    return "\n" + "\n".join(lines)


def test_all_of_it(said):
    strange = turn(9, agent="codex", model="strange[1m]", session="t")
    older = turn(400, outcome="passed", edits=(), session="u", project="q")
    assert (
        screen(said(turn(0), turn(6), turn(7), strange, older))
        == """
Headroom                    today   7 days  30 days      all
requests                        1        2        4        5
rewritten                       1        2        4        4
tokens from the agents ~   51,512  103,024  206,048  250,060
tokens that went on        44,012   88,024  176,048  220,060
change                      -15 %    -15 %    -15 %    -12 %
new input saved ~           7,000   14,000   28,000   28,000
read from the cache          91 %     91 %     91 %     91 %
  without Headroom ~         79 %     79 %     79 %     81 %
output                        310      620    1,240    1,550
retrieved (of shortened)        0        0        0        0
  missed                        1        1        1        1
added (median)             4.2 ms   4.2 ms   4.2 ms   4.2 ms
money                     $0.0528  $0.1056  $0.1584  $0.2112
money saved ~             $0.0440  $0.0880  $0.1320  $0.1320

new saved a day ~  █▁██▁▁▁▁▁█  most 7,000 (2023-11-05)

by agent  requests  tokens ~  change  new saved ~  money saved ~
claude           4   198,548   -11 %       21,000        $0.1320
codex            1    51,512   -15 %        7,000

by model     requests  tokens ~  change  new saved ~  money saved ~
mine                4   198,548   -11 %       21,000        $0.1320
strange[1m]         1    51,512   -15 %        7,000

by project  requests  tokens ~  change  new saved ~  money saved ~
/p                 4   206,048   -15 %       28,000        $0.1320
q                  1    44,012                    0          $0.00

new content  blocks  change  lossless  new input saved ~
log               4   -78 %     100 %             28,000  ██████████████

last sessions  agent   project  requests  change  money saved ~
s              claude  /p              3   -15 %        $0.1320
t              codex   /p              1   -15 %
u              claude  q               1                  $0.00

No price is known for strange[1m]: tokens only.
~ estimated, within about 15 %. API prices: genai-prices 0.2.3, 2026-11-22;
prices.json."""
    )


def test_programs_get_every_part(said):
    form = json.loads(said(turn(0), turn(6), turn(7), turn(40, agent="codex"), as_json=True))
    assert {name: s["requests"] for name, s in form["periods"].items()} == {
        "today": 1, "7 days": 2, "30 days": 3, "all": 4,
    }  # fmt: skip
    assert {name: s["requests"] for name, s in form["agents"].items()} == {"claude": 3, "codex": 1}
    assert {name: s["requests"] for name, s in form["projects"].items()} == {"/p": 4}
    assert [(s["name"], s["requests"]) for s in form["sessions"]] == [("s", 4)]
    assert [s["requests"] for s in form["days"].values()] == [1, 1, 1]


def test_since_a_day_there_is_one_column(said):
    text = said(turn(0), turn(6), turn(7), since=TODAY - timedelta(days=6))
    assert text.splitlines()[0].split() == ["Headroom", "since", (TODAY - timedelta(days=6)).isoformat()]
    assert text.splitlines()[1].split() == ["requests", "2"]


def test_only_what_is_asked_for_is_counted(said):
    text = said(turn(0), turn(0, agent="codex", session="t"), agent="codex")
    assert text.splitlines()[1].split() == ["requests", "1", "1", "1", "1"]
    assert "claude" not in text


def test_what_is_asked_for_and_is_not_there_is_said(said):
    assert said(turn(0), agent="none").startswith("Nothing is recorded of that.")


@pytest.mark.parametrize("begun", [True, False])
def test_a_ledger_without_an_exchange_says_what_to_do(settings, capsys, begun):
    if begun:
        Ledger(settings.data_dir / FILE_NAME).close()
    stats._say(settings, Query(), TODAY, as_json=False)
    assert capsys.readouterr().out == (
        "Nothing is recorded yet. Start an agent with `headroom wrap claude`, then look again.\n"
    )


def test_a_spreadsheet_has_a_line_for_each_day_agent_project_and_model(settings):
    with closing(Ledger(settings.data_dir / FILE_NAME)) as ledger:
        for one in (turn(0), turn(0), turn(1, model="strange"), turn(1, agent="codex", project="a, b")):
            ledger.record(one)
    lines = list(csv.DictReader(io.StringIO(stats._csv(settings, Query()))))
    yesterday = (TODAY - timedelta(days=1)).isoformat()
    assert [(x["day"], x["agent"], x["project"], x["requests"]) for x in lines] == [
        (yesterday, "claude", "/p", "1"), (yesterday, "codex", "a, b", "1"), (TODAY.isoformat(), "claude", "/p", "2"),
    ]  # fmt: skip
    assert (lines[0]["net_usd"], float(lines[2]["net_usd"]) > 0) == ("", True)


def test_running_sessions_are_those_with_a_request_of_late(settings, capsys):
    with closing(Ledger(settings.data_dir / FILE_NAME)) as ledger:
        for one in (turn(0, at=time.time() - 5, session="now"), turn(9, session="long ago")):
            ledger.record(one)
    _draw.follow(lambda: stats._running(settings, Query()), 1.0)
    text = capsys.readouterr().out
    assert "now  5 s ago" in text
    assert "long ago" not in text


def test_without_a_running_session_that_is_said(settings):
    assert stats._running(settings, Query()).columns[1].header == "no request yet"


def test_a_ledger_that_cannot_be_used_is_said_so(settings):
    (settings.data_dir / FILE_NAME).write_bytes(b"not a database" * 100)
    with pytest.raises(LedgerError):
        stats._say(settings, Query(), TODAY, as_json=False)


def test_a_day_may_be_given_in_any_form():
    now = 1_700_000_000.0
    assert stats._day("", now) is None
    assert stats._day("2023-03-01", now) == date(2023, 3, 1)
    assert stats._day("2d", now) == stats._date(now - 2 * 86_400)


def _used():
    """Seconds of processors' time that ended children took: a busy machine is not our fault."""
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    return spent.ru_utime + spent.ru_stime


# A year of a hundred sessions a week, as the first version of the ledger kept them.
MANY = 1_000_000
FILL = f"""
    WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < {MANY})
    INSERT INTO exchange SELECT NULL, 'session ' || (i / 200), {NOON} - 86400.0 * 365 * i / {MANY},
        iif(i / 200 % 3, 'claude', 'codex'), 'project ' || (i / 200 % 40), 'anthropic',
        iif(i / 200 % 4, 'claude-opus-4-5', 'gpt-5'), '/v1/messages', 200, 'rewritten', '', 1, 10, 300,
        i % 200 * 900, 900, 0, 4.0, 900.0, 2000.0 FROM n
"""
EDITS = """
    INSERT INTO edit SELECT id, 'log', 1, 0, 1, 900, 100 FROM exchange
    UNION ALL SELECT id, 'seen', 0, 1, 3, 3000, 100 FROM exchange
"""


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_a_million_exchanges_of_the_first_version_are_told_in_half_a_second(settings, tmp_path):
    path = settings.data_dir / FILE_NAME
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        schema.bring_forward(db, schema.MIGRATIONS[:1])
        for statement in ("BEGIN", FILL, EDITS, "COMMIT"):
            db.execute(statement)
    Ledger(path).close()
    environment = {"HEADROOM_WORKSPACE_DIR": str(tmp_path), "HEADROOM_CONFIG_DIR": str(tmp_path), "HOME": str(tmp_path)}
    command, took = [sys.executable, "-m", "headroom_cli", "stats"], []
    for _ in range(5):
        began = _used()
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True, timeout=60)
        took.append(_used() - began)
    assert "1,000,000" in done.stdout
    assert min(took) < 0.5, took
