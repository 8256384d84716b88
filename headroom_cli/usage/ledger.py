"""The record of every exchange: one SQLite file, appended to by many sessions at once.

Law: append-only and figures only: no content, no keys of originals. Whatever was recorded when a
process is killed stays readable, and any failure is a LedgerError, for the caller to log and go on.

Beside the exchanges the file keeps their tallies by day, summed as they are written, so that totals
cost the same after a million exchanges; the exchanges themselves stay the truth behind them.
"""

from __future__ import annotations

import os
import sqlite3
import threading
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import asdict
from datetime import UTC, date, datetime, time
from itertools import groupby
from pathlib import Path
from typing import Any

from headroom_cli.errors import LedgerError
from headroom_cli.model import Exchange
from headroom_cli.usage import rows, sql
from headroom_cli.usage.schema import bring_forward
from headroom_cli.usage.tally import Cut, Retrieval, Tally, Totals, tally

FILE_NAME = "ledger.sqlite"
_WAIT_SECONDS = 10.0


class Ledger:
    """The record at `path`, made with its folder when there is none; usable from any thread.

    Every method raises LedgerError, and nothing else, when the file cannot be used.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._writing = threading.Lock()
        with self._guarded():
            self._db = _open(path)

    def record(self, exchange: Exchange) -> None:
        """Add one exchange; it is in the file when this returns."""
        one = tally(exchange)
        with self._transaction():
            row = self._db.execute(sql.ADD_EXCHANGE, rows.exchange_values(exchange)).lastrowid
            self._db.executemany(sql.ADD_EDIT, [asdict(cut) | {"exchange": row} for cut in one.cuts])
            self._add_tally(one, _day(exchange.at))

    def record_retrieval(self, session: str, at: float, *, hit: bool, tokens: int) -> None:
        """Add one time the model asked for an original and got `tokens` (o200k) of it, or missed."""
        with self._transaction():
            self._db.execute(sql.ADD_RETRIEVAL, {"session": session, "at": at, "hit": hit, "tokens": tokens})

    def record_event(self, session: str, at: float, name: str) -> None:
        """Add what befell the proxy, such as `tally.RESTARTED`."""
        with self._transaction():
            self._db.execute(sql.ADD_EVENT, {"session": session, "at": at, "name": name})

    def exchanges(self, *, session: str | None = None, since: float = 0.0) -> Iterator[Exchange]:
        """The exchanges in order of arrival, from Unix second `since` on.

        Their `edits` are summed: one Edit for each kind, freshness and losslessness, with no text,
        no key and no span.
        """
        return (rows.exchange(row, cuts) for row, cuts in self._rows(session, since))

    def retrievals(self, *, session: str | None = None, since: float = 0.0) -> Iterator[Retrieval]:
        """What the model asked for again, in order."""
        for row in self._read(sql.RETRIEVALS + sql.where(session), {"session": session, "since": since}):
            yield Retrieval(**row | {"hit": bool(row["hit"])})

    def events(self, *, session: str | None = None, since: float = 0.0) -> Mapping[str, int]:
        """How often each thing befell the proxy."""
        found = self._read(sql.EVENTS + sql.where(session), {"session": session, "since": since})
        return Counter(row["name"] for row in found)

    def session(self, session: str) -> Totals:
        """All of one session, for its summary."""
        return Totals(
            tallies=tuple(rows.tally_of(row, cuts) for row, cuts in self._rows(session, 0.0)),
            retrievals=tuple(self.retrievals(session=session)),
            events=self.events(session=session),
        )

    def totals(self, *, since: date = date.min) -> Totals:
        """All sessions from the day `since` on, summed in the file."""
        start = datetime.combine(since, time()).timestamp() if since > date.min else 0.0
        return Totals(
            tallies=tuple(self._tallies(since)),
            retrievals=tuple(self.retrievals(since=start)),
            events=self.events(since=start),
        )

    def close(self) -> None:
        """Let go of the file; calling it twice is fine."""
        with self._guarded():
            self._db.close()

    def _add_tally(self, one: Tally, day: date) -> None:
        group = asdict(one.group) | {"day": day.isoformat()}
        self._db.execute(sql.ADD_TALLY, group | asdict(one.usage) | {"exchanges": one.exchanges})
        (row,) = self._db.execute(sql.FIND_TALLY, group).fetchone()
        self._db.executemany(sql.ADD_TALLY_EDIT, [asdict(cut) | {"tally": row} for cut in one.cuts])
        added = [{"tally": row, "bucket": bucket, "exchanges": n} for bucket, n in one.added.items()]
        self._db.executemany(sql.ADD_TALLY_ADDED, added)

    def _tallies(self, since: date) -> Iterator[Tally]:
        day = {"day": since.isoformat()}
        for row in self._read(sql.TALLIES, day):
            yield Tally(group=rows.group(row), exchanges=row["exchanges"], usage=rows.usage(row))
        for row in self._read(sql.TALLY_EDITS, day):
            yield Tally(group=rows.group(row), cuts=(rows.cut(row),))
        for row in self._read(sql.TALLY_ADDED, day):
            yield Tally(group=rows.group(row), added={row["bucket"]: row["exchanges"]})

    def _rows(self, session: str | None, since: float) -> Iterator[tuple[dict[str, Any], tuple[Cut, ...]]]:
        found = self._read(sql.EXCHANGES + sql.where(session), {"session": session, "since": since})
        for _, same in groupby(found, key=lambda row: row["id"]):
            first, *rest = same
            yield first, tuple(rows.cut(row) for row in (first, *rest) if row["kind"] is not None)

    def _read(self, statement: str, values: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
        with self._guarded(), closing(self._db.execute(statement, values)) as cursor:
            yield from (dict(row) for row in cursor)

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        with self._guarded(), self._writing:
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._db.execute("COMMIT")
            except BaseException:
                self._db.execute("ROLLBACK")
                raise

    @contextmanager
    def _guarded(self) -> Iterator[None]:
        try:
            yield
        except (sqlite3.Error, OSError, ValueError, OverflowError) as error:
            hint = "Free it or move it away; a new one is begun where there is none."
            raise LedgerError(f"the ledger {self._path} cannot be used: {error}", hint) from error


def _day(at: float) -> date:
    """The day of the person's own calendar."""
    return datetime.fromtimestamp(at, UTC).astimezone().date()


def _open(path: Path) -> sqlite3.Connection:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    db = sqlite3.connect(path, timeout=_WAIT_SECONDS, isolation_level=None, check_same_thread=False)
    try:
        _prepare(db)
    except BaseException:
        db.close()
        raise
    return db


def _prepare(db: sqlite3.Connection) -> None:
    db.row_factory = sqlite3.Row
    db.execute("PRAGMA journal_mode = WAL")
    db.execute("PRAGMA synchronous = NORMAL")
    bring_forward(db)
