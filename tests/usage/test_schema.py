"""The ledger's tables come in versions."""

import sqlite3
from contextlib import closing

import pytest

from headroom_cli.errors import LedgerError
from headroom_cli.usage.schema import MIGRATIONS, bring_forward

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
