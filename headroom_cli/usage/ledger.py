"""The record of every exchange: one SQLite file, appended to by many sessions at once.

Law: append-only and figures only: no content, no keys of originals. Whatever was recorded when a
process is killed stays readable, and any failure is a LedgerError, for the caller to log and go on.

Beside the exchanges the file keeps their tallies, summed as they are written, so that totals cost the
same after a million exchanges; the exchanges themselves stay the truth behind them.
"""

from __future__ import annotations

import os
import sqlite3
import threading
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from itertools import groupby
from pathlib import Path
from typing import Any, Literal

from headroom_cli.errors import LedgerError
from headroom_cli.model import Exchange
from headroom_cli.usage import rows, sql
from headroom_cli.usage.scale import Scale
from headroom_cli.usage.schema import bring_forward
from headroom_cli.usage.tally import Asked, Tally, Totals, tally

FILE_NAME = "ledger.sqlite"
_WAIT_SECONDS = 10.0
# Each exchange is summed in three scopes, its session, its day and all, so that each question reads few rows.
_ALWAYS = ""
_NEVER = "9999-12-31"
_NAMES = ("day", "agent", "project")
Apart = Literal["agent", "project"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """Which exchanges are meant; what is empty leaves the choice open. `model` is the beginning of a name."""

    since: date | None = None
    session: str = ""
    agent: str = ""
    project: str = ""
    model: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """One run of an agent, as far as it is recorded; `first` and `last` are Unix seconds of exchanges."""

    name: str
    agent: str
    project: str
    first: float
    last: float


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
            row = self._db.execute(sql.ADD_EXCHANGE, rows.values(exchange)).lastrowid
            self._db.executemany(sql.ADD_EDIT, [sql.plain(cut) | {"exchange": row} for cut in one.cuts])
            self._db.execute(sql.ADD_SESSION, sql.plain(exchange))
            for scope in (_ALWAYS, _day(exchange.at), _session(exchange.session)):
                self._add_tally(one, scope)

    def record_retrieval(self, session: str, at: float, retrieval: Asked) -> None:
        """Add one time the model asked for an original."""
        with self._transaction():
            self._db.execute(sql.ADD_RETRIEVAL, {"session": session, "at": at} | sql.plain(retrieval))

    def record_event(self, session: str, at: float, name: str) -> None:
        """Add what befell the proxy, such as `tally.RESTARTED`."""
        with self._transaction():
            self._db.execute(sql.ADD_EVENT, {"session": session, "at": at, "name": name})

    def exchanges(self, *, session: str | None = None, since: float = 0.0) -> Iterator[Exchange]:
        """The exchanges in order of arrival, from Unix second `since` on.

        Their `edits` are summed: one Edit for each kind, freshness and losslessness, with no text,
        no key and no span.
        """
        return (rows.exchange(same) for same in self._rows(session, since))

    def events(self, *, session: str | None = None, since: float = 0.0) -> Mapping[str, int]:
        """How often each thing befell the proxy."""
        found = self._read(sql.EVENTS + sql.where(session), {"session": session, "since": since})
        return Counter(row["name"] for row in found)

    def totals(self, query: Query | None = None, *apart: Apart) -> Totals:
        """All that is meant, summed in the file; what is not asked for `apart` has no agent and no project."""
        query = query or Query()
        asked = sql.plain(query) | {"since": _start(query.since)}
        return Totals(
            tallies=tuple(one for _, one in self._tallies(query, *apart)),
            retrievals=tuple(rows.retrieval(row) for row in self._read(sql.RETRIEVALS, asked)),
            events=self.events(session=query.session or None, since=_start(query.since)),
            scales=self.scales(),
        )

    def days(self, query: Query, *apart: Apart) -> Mapping[str, Totals]:
        """What was used on each day on which anything was, by its date, in order; no retrievals and no events."""
        found: dict[str, list[Tally]] = {}
        for day, one in self._tallies(replace(query, since=query.since or date.min), "day", *apart):
            found.setdefault(day, []).append(one)
        scales = self.scales()
        return {day: Totals(tallies=tuple(found[day]), scales=scales) for day in sorted(found)}

    def scales(self) -> Mapping[str, Scale]:
        """What was ever measured of turns, by model."""
        return {row["model"]: rows.scale(row) for row in self._read(sql.SCALES, {})}

    def sessions(self, query: Query, most: int = -1, since: float = 0.0) -> list[Session]:
        """The sessions of which anything is recorded, from Unix second `since` on, the last one first."""
        asked = sql.plain(query) | {"since": max(since, _start(query.since)), "most": most}
        return [Session(**row) for row in self._read(sql.SESSIONS, asked)]

    def close(self) -> None:
        """Let go of the file; calling it twice is fine."""
        with self._guarded():
            self._db.close()

    def _add_tally(self, one: Tally, scope: str) -> None:
        group = sql.plain(one.group) | {"scope": scope}
        self._db.execute(sql.ADD_TALLY, rows.sums(one) | group)
        self._db.executemany(sql.ADD_TALLY_EDIT, [group | sql.plain(cut) for cut in one.cuts])
        for (outcome, reason, _), n in one.fates.items():
            self._db.execute(sql.ADD_FATE, group | {"outcome": outcome, "reason": reason, "exchanges": n})
        for bucket, n in one.added.items():
            self._db.execute(sql.ADD_ADDED, group | {"bucket": bucket, "exchanges": n})

    def _tallies(self, query: Query, *apart: str) -> Iterator[tuple[str, Tally]]:
        """Tallies, each with its day where that is asked; a session is asked for whole."""
        first, last = (query.since.isoformat(), _NEVER) if query.since else (_ALWAYS, _ALWAYS)
        if query.session:
            first = last = _session(query.session)
        asked = sql.plain(query) | {"first": first, "last": last} | {f"by_{name}": name in apart for name in _NAMES}
        for statement, build in rows.USED if "day" in apart else rows.ALL:
            for row in self._read(statement, asked):
                yield row.get("day", _ALWAYS), build(row)

    def _rows(self, session: str | None, since: float) -> Iterator[list[dict[str, Any]]]:
        found = self._read(sql.EXCHANGES + sql.where(session), {"session": session, "since": since})
        return (list(same) for _, same in groupby(found, key=lambda row: row["id"]))

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


def _day(at: float) -> str:
    """The day of the person's own calendar."""
    return datetime.fromtimestamp(at, UTC).astimezone().date().isoformat()


def _session(name: str) -> str:
    """As a scope; behind all days in their order."""
    return f"session {name}"


def _start(day: date | None) -> float:
    return datetime.combine(day, time()).timestamp() if day and day > date.min else 0.0


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
