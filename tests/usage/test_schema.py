"""The ledger's tables come in versions."""

import sqlite3
from contextlib import closing
from datetime import date

import pytest

from headroom_cli import tokens
from headroom_cli.errors import LedgerError
from headroom_cli.usage.ledger import Ledger, Query
from headroom_cli.usage.prices import load
from headroom_cli.usage.schema import MIGRATIONS, bring_forward
from headroom_cli.usage.summary import summarise
from tests.usage.making import NOON

ONE = (("CREATE TABLE a (x)",),)
TWO = (*ONE, ("ALTER TABLE a ADD COLUMN y DEFAULT 7", "CREATE TABLE b (z)"))


@pytest.fixture
def db(tmp_path):
    with closing(sqlite3.connect(tmp_path / "db", isolation_level=None)) as db:
        yield db


def version(db):
    return db.execute("PRAGMA user_version").fetchone()[0]


def test_a_new_file_gets_every_version(db):
    bring_forward(db, TWO)
    assert version(db) == 2
    assert db.execute("SELECT count(*) FROM b").fetchone() == (0,)


def test_an_older_file_keeps_its_rows_and_gets_what_is_new(db):
    bring_forward(db, ONE)
    db.execute("INSERT INTO a VALUES (1)")
    bring_forward(db, TWO)
    assert db.execute("SELECT x, y FROM a").fetchall() == [(1, 7)]


def test_a_file_that_is_up_to_date_is_left_alone(db):
    bring_forward(db, TWO)
    bring_forward(db, TWO)
    assert version(db) == 2


def test_a_version_is_taken_whole_or_not_at_all(db):
    with pytest.raises(sqlite3.Error):
        bring_forward(db, (*ONE, ("CREATE TABLE c (x)", "no statement")))
    assert version(db) == 0
    assert db.execute("SELECT count(*) FROM sqlite_master").fetchone() == (0,)


def test_a_file_of_a_newer_headroom_is_refused(db):
    bring_forward(db, TWO)
    with pytest.raises(LedgerError, match="newer"):
        bring_forward(db, ONE)


def test_the_released_versions_hold_neither_content_nor_keys_of_originals(db):
    bring_forward(db)
    assert version(db) == len(MIGRATIONS)
    tables = [name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    columns = {row[1] for table in tables for row in db.execute(f"PRAGMA table_info({table})")}
    assert columns & {"text", "key", "content", "body"} == set()


V1_EXCHANGE = """
    INSERT INTO exchange VALUES (NULL, ?, ?, 'claude', '/p', 'anthropic', 'claude-opus-4-5', '/v1/messages', 200,
    'rewritten', '', 1, 10, 100, ?, 500, 0, 4.0, 900.0, 2000.0)
"""


def test_what_the_first_version_recorded_is_kept_in_the_second(tmp_path):
    path = tmp_path / "ledger.sqlite"
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        bring_forward(db, MIGRATIONS[:1])
        for number, read in enumerate((4_000, 0), start=1):
            db.execute(V1_EXCHANGE, ("s", NOON, read))
            db.execute("INSERT INTO edit VALUES (?, 'log', 1, 1, 2, 900, 100)", (number,))
            db.execute("INSERT INTO edit VALUES (?, 'log', 0, 1, 2, 500, 100)", (number,))
            db.execute("INSERT INTO added VALUES ('', 'claude', '/p', ?, 1)", (number,))
        db.execute("INSERT INTO retrieval VALUES (NULL, 's', ?, 1, 70)", (NOON,))
    with closing(Ledger(path)) as ledger:
        assert [s.name for s in ledger.sessions(Query())] == ["s"]
        totals = [ledger.totals(Query(**asked)) for asked in ({}, {"session": "s"}, {"since": date(2023, 11, 14)})]
        whole, session, day = (summarise(one, load()) for one in totals)
    assert whole.tokens == session.tokens == day.tokens
    assert (whole.requests, whole.tokens.went_on, whole.retrievals.hits) == (2, 5_020, 1)
    assert whole.tokens.saved_new == round(tokens.factor("claude-opus-4-5", "log") * (800 * 2 + 400))
    assert whole.money == session.money == day.money
