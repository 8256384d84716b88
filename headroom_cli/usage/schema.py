"""The ledger's tables, one script for each version of them.

Law: a script that was released never changes; a newer one is added behind it, and each file is
brought forward exactly once, whole or not at all.
"""

from __future__ import annotations

import sqlite3

from headroom_cli.errors import LedgerError

_FIRST = (
    """
    CREATE TABLE exchange (
        id INTEGER PRIMARY KEY, session TEXT NOT NULL, at REAL NOT NULL, agent TEXT NOT NULL, project TEXT NOT NULL,
        dialect TEXT NOT NULL, model TEXT NOT NULL, path TEXT NOT NULL, status INTEGER NOT NULL, outcome TEXT NOT NULL,
        reason TEXT NOT NULL, reported INTEGER NOT NULL, input INTEGER NOT NULL, output INTEGER NOT NULL,
        cache_read INTEGER NOT NULL, cache_write_5m INTEGER NOT NULL, cache_write_1h INTEGER NOT NULL,
        added_ms REAL NOT NULL, first_byte_ms REAL NOT NULL, total_ms REAL NOT NULL
    )
    """,
    "CREATE INDEX exchange_session ON exchange (session, at)",
    "CREATE INDEX exchange_at ON exchange (at)",
    """
    CREATE TABLE edit (
        exchange INTEGER NOT NULL REFERENCES exchange (id), kind TEXT NOT NULL, fresh INTEGER NOT NULL,
        lossless INTEGER NOT NULL, blocks INTEGER NOT NULL, tokens_before INTEGER NOT NULL,
        tokens_after INTEGER NOT NULL, PRIMARY KEY (exchange, kind, fresh, lossless)
    ) WITHOUT ROWID
    """,
    """
    CREATE TABLE tally (
        id INTEGER PRIMARY KEY, day TEXT NOT NULL, agent TEXT NOT NULL, project TEXT NOT NULL, model TEXT NOT NULL,
        reported INTEGER NOT NULL, context INTEGER NOT NULL, new_as TEXT NOT NULL, old_as TEXT NOT NULL,
        exchanges INTEGER NOT NULL, input INTEGER NOT NULL, output INTEGER NOT NULL, cache_read INTEGER NOT NULL,
        cache_write_5m INTEGER NOT NULL, cache_write_1h INTEGER NOT NULL,
        UNIQUE (day, agent, project, model, reported, context, new_as, old_as)
    )
    """,
    """
    CREATE TABLE tally_edit (
        tally INTEGER NOT NULL REFERENCES tally (id), kind TEXT NOT NULL, fresh INTEGER NOT NULL,
        lossless INTEGER NOT NULL, blocks INTEGER NOT NULL, tokens_before INTEGER NOT NULL,
        tokens_after INTEGER NOT NULL, PRIMARY KEY (tally, kind, fresh, lossless)
    ) WITHOUT ROWID
    """,
    """
    CREATE TABLE fate (
        day TEXT NOT NULL, agent TEXT NOT NULL, project TEXT NOT NULL, outcome TEXT NOT NULL, reason TEXT NOT NULL,
        reported INTEGER NOT NULL, exchanges INTEGER NOT NULL,
        PRIMARY KEY (day, agent, project, outcome, reason, reported)
    ) WITHOUT ROWID
    """,
    """
    CREATE TABLE added (
        day TEXT NOT NULL, agent TEXT NOT NULL, project TEXT NOT NULL, bucket INTEGER NOT NULL,
        exchanges INTEGER NOT NULL, PRIMARY KEY (day, agent, project, bucket)
    ) WITHOUT ROWID
    """,
    """
    CREATE TABLE retrieval (
        id INTEGER PRIMARY KEY, session TEXT NOT NULL, at REAL NOT NULL, hit INTEGER NOT NULL, tokens INTEGER NOT NULL
    )
    """,
    "CREATE INDEX retrieval_session ON retrieval (session, at)",
    "CREATE INDEX retrieval_at ON retrieval (at)",
    "CREATE TABLE event (id INTEGER PRIMARY KEY, session TEXT NOT NULL, at REAL NOT NULL, name TEXT NOT NULL)",
    "CREATE INDEX event_session ON event (session, at)",
    "CREATE INDEX event_at ON event (at)",
)
MIGRATIONS = (_FIRST,)


def bring_forward(db: sqlite3.Connection, migrations: tuple[tuple[str, ...], ...] = MIGRATIONS) -> None:
    """Run the scripts that the file has not seen; LedgerError for a file of a newer Headroom."""
    if _version(db) == len(migrations):
        return
    db.execute("BEGIN IMMEDIATE")
    try:
        _run_missing(db, migrations)
        db.execute("COMMIT")
    except BaseException:
        db.execute("ROLLBACK")
        raise


def _run_missing(db: sqlite3.Connection, migrations: tuple[tuple[str, ...], ...]) -> None:
    seen = _version(db)
    if seen > len(migrations):
        raise LedgerError("the ledger was written by a newer Headroom", "Upgrade Headroom, then try again.")
    for script in migrations[seen:]:
        for statement in script:
            db.execute(statement)
    db.execute(f"PRAGMA user_version = {len(migrations)}")


def _version(db: sqlite3.Connection) -> int:
    version: int = db.execute("PRAGMA user_version").fetchone()[0]
    return version
