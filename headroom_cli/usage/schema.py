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
_WHOLE = "(input + cache_read + cache_write_5m + cache_write_1h)"
_STEP_OF_IT = f"""
    CASE WHEN {_WHOLE} > 272000 THEN 272000 WHEN {_WHOLE} > 200000 THEN 200000 WHEN {_WHOLE} > 128000 THEN 128000
    WHEN {_WHOLE} > 100000 THEN 100000 ELSE 0 END
"""
_NEW_AS = """
    CASE WHEN cache_write_5m THEN 'cache_write_5m' WHEN cache_write_1h THEN 'cache_write_1h' ELSE 'input' END
"""
# Each exchange is summed in three scopes: all, its day, its session. Before, only in the first two, by the
# freshness of an edit instead of the part of the bill it is in.
_SCOPES = ("''", "date(at, 'unixepoch', 'localtime')", "'session ' || session")
_SECOND = (
    "ALTER TABLE exchange ADD COLUMN legs INTEGER NOT NULL DEFAULT 1",
    "ALTER TABLE exchange ADD COLUMN subscribed INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE exchange ADD COLUMN detour_input INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE exchange ADD COLUMN detour_output INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE exchange ADD COLUMN detour_cache_read INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE exchange ADD COLUMN detour_cache_write_5m INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE exchange ADD COLUMN detour_cache_write_1h INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE exchange ADD COLUMN estimated REAL NOT NULL DEFAULT 0",
    "ALTER TABLE exchange ADD COLUMN counted INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE retrieval ADD COLUMN agent TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE retrieval ADD COLUMN project TEXT NOT NULL DEFAULT ''",
    """
    UPDATE retrieval SET
        agent = coalesce((SELECT agent FROM exchange e WHERE e.session = retrieval.session LIMIT 1), ''),
        project = coalesce((SELECT project FROM exchange e WHERE e.session = retrieval.session LIMIT 1), '')
    """,
    "ALTER TABLE edit RENAME TO edit_1",
    "ALTER TABLE tally RENAME TO tally_1",
    "ALTER TABLE tally_edit RENAME TO tally_edit_1",
    "ALTER TABLE fate RENAME TO fate_1",
    "ALTER TABLE added RENAME TO added_1",
    """
    CREATE TABLE edit (
        exchange INTEGER NOT NULL REFERENCES exchange (id), kind TEXT NOT NULL, fresh INTEGER NOT NULL,
        lossless INTEGER NOT NULL, billed_as TEXT NOT NULL, blocks INTEGER NOT NULL, tokens_before INTEGER NOT NULL,
        tokens_after INTEGER NOT NULL, PRIMARY KEY (exchange, kind, fresh, lossless, billed_as)
    ) WITHOUT ROWID
    """,
    f"""
    INSERT INTO edit
    SELECT exchange, kind, fresh, lossless,
        CASE WHEN NOT reported THEN '' WHEN cache_read AND NOT fresh THEN 'cache_read' ELSE {_NEW_AS} END,
        blocks, tokens_before, tokens_after
    FROM edit_1 JOIN exchange ON exchange.id = edit_1.exchange
    """,
    """
    CREATE TABLE tally (
        id INTEGER PRIMARY KEY, scope TEXT NOT NULL, agent TEXT NOT NULL, project TEXT NOT NULL, model TEXT NOT NULL,
        reported INTEGER NOT NULL, context INTEGER NOT NULL, unshortened INTEGER NOT NULL, subscribed INTEGER NOT NULL,
        exchanges INTEGER NOT NULL, input INTEGER NOT NULL, output INTEGER NOT NULL, cache_read INTEGER NOT NULL,
        cache_write_5m INTEGER NOT NULL, cache_write_1h INTEGER NOT NULL,
        detour_input INTEGER NOT NULL, detour_output INTEGER NOT NULL, detour_cache_read INTEGER NOT NULL,
        detour_cache_write_5m INTEGER NOT NULL, detour_cache_write_1h INTEGER NOT NULL,
        estimated REAL NOT NULL, counted INTEGER NOT NULL, squares REAL NOT NULL,
        UNIQUE (scope, agent, project, model, reported, context, unshortened, subscribed)
    )
    """,
    *(
        f"""
        INSERT INTO tally
        SELECT NULL, {scope} AS scope, agent, project, model, reported, {_STEP_OF_IT}, {_STEP_OF_IT}, 0, count(*),
            sum(input), sum(output), sum(cache_read), sum(cache_write_5m), sum(cache_write_1h), 0, 0, 0, 0, 0, 0, 0, 0
        FROM exchange GROUP BY 2, 3, 4, 5, 6, 7
        """
        for scope in _SCOPES
    ),
    """
    CREATE TABLE tally_edit (
        tally INTEGER NOT NULL REFERENCES tally (id), kind TEXT NOT NULL, fresh INTEGER NOT NULL,
        lossless INTEGER NOT NULL, billed_as TEXT NOT NULL, blocks INTEGER NOT NULL, tokens_before INTEGER NOT NULL,
        tokens_after INTEGER NOT NULL, PRIMARY KEY (tally, kind, fresh, lossless, billed_as)
    ) WITHOUT ROWID
    """,
    *(
        f"""
        INSERT INTO tally_edit
        SELECT tally.id, kind, fresh, lossless, billed_as, sum(blocks), sum(tokens_before), sum(tokens_after)
        FROM edit JOIN (SELECT *, {_STEP_OF_IT} AS step, {scope} AS told_in FROM exchange) e ON e.id = edit.exchange
        JOIN tally ON tally.scope = told_in AND tally.agent = e.agent AND tally.project = e.project
            AND tally.model = e.model AND tally.reported = e.reported AND tally.context = e.step
        GROUP BY 1, 2, 3, 4, 5
        """
        for scope in _SCOPES
    ),
    """
    CREATE TABLE fate (
        scope TEXT NOT NULL, agent TEXT NOT NULL, project TEXT NOT NULL, model TEXT NOT NULL, outcome TEXT NOT NULL,
        reason TEXT NOT NULL, reported INTEGER NOT NULL, exchanges INTEGER NOT NULL,
        PRIMARY KEY (scope, agent, project, model, outcome, reason, reported)
    ) WITHOUT ROWID
    """,
    *(
        f"""
        INSERT INTO fate SELECT {scope}, agent, project, model, outcome, reason, reported, count(*) FROM exchange
        GROUP BY 1, 2, 3, 4, 5, 6, 7
        """
        for scope in _SCOPES
    ),
    """
    CREATE TABLE added (
        scope TEXT NOT NULL, agent TEXT NOT NULL, project TEXT NOT NULL, model TEXT NOT NULL, bucket INTEGER NOT NULL,
        exchanges INTEGER NOT NULL, PRIMARY KEY (scope, agent, project, model, bucket)
    ) WITHOUT ROWID
    """,
    "INSERT INTO added SELECT day, agent, project, '', bucket, exchanges FROM added_1",
    "DROP TABLE edit_1",
    "DROP TABLE tally_edit_1",
    "DROP TABLE tally_1",
    "DROP TABLE fate_1",
    "DROP TABLE added_1",
    """
    CREATE TABLE session (
        name TEXT PRIMARY KEY, agent TEXT NOT NULL, project TEXT NOT NULL, first REAL NOT NULL, last REAL NOT NULL
    ) WITHOUT ROWID
    """,
    "INSERT INTO session SELECT session, max(agent), max(project), min(at), max(at) FROM exchange GROUP BY session",
    "CREATE INDEX session_last ON session (last)",
)
MIGRATIONS = (_FIRST, _SECOND)


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
