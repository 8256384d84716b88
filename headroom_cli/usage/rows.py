"""Between the ledger's rows and the nouns.

Law: a row read back is the noun that was written, its edits summed by kind. An exchange is read from
one row for each kind of its edits, or from one whose kind is NULL; sums are over all projects.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields, replace
from typing import Any

from headroom_cli.model import Edit, Exchange, Usage
from headroom_cli.usage import sql
from headroom_cli.usage.tally import Cut, Group, Tally, tally

Row = Mapping[str, Any]

_GROUP = tuple(f.name for f in fields(Group) if f.name != "project")
_USAGE = tuple(f.name for f in fields(Usage))
_EXCHANGE = tuple(f.name for f in fields(Exchange) if f.name not in {"usage", "edits", "legs"})


def values(exchange: Exchange) -> dict[str, Any]:
    """What the row of an exchange holds."""
    return {name: getattr(exchange, name) for name in _EXCHANGE} | sql.plain(exchange.usage)


def exchange(same: Sequence[Row]) -> Exchange:
    """The exchange of its rows, each kind of edit as one Edit without text, key and span."""
    fields_of_it = {name: same[0][name] for name in _EXCHANGE}
    return Exchange(**fields_of_it, usage=_usage(same[0]), edits=tuple(_edit(cut) for cut in _cuts(same)))


def one(same: Sequence[Row]) -> Tally:
    """The exchange of its rows as a tally, its blocks counted as they were written."""
    return replace(tally(exchange(same)), cuts=tuple(_cuts(same)))


def of_usage(row: Row) -> Tally:
    """Summed usage."""
    return Tally(group=_group(row), exchanges=row["exchanges"], usage=_usage(row))


def of_edits(row: Row) -> Tally:
    """Summed edits of one kind."""
    return Tally(group=_group(row), cuts=(_cut(row),))


def of_fate(row: Row) -> Tally:
    """How often one thing became of a request."""
    return Tally(group=_owner(row), fates={(row["outcome"], row["reason"], bool(row["reported"])): row["exchanges"]})


def of_added(row: Row) -> Tally:
    """How often one time was taken."""
    return Tally(group=_owner(row), added={row["bucket"]: row["exchanges"]})


def _usage(row: Row) -> Usage:
    return Usage(**{name: row[name] for name in _USAGE} | {"reported": bool(row["reported"])})


def _group(row: Row) -> Group:
    return Group(**{name: row[name] for name in _GROUP} | {"reported": bool(row["reported"])})


def _owner(row: Row) -> Group:
    return Group(agent=row["agent"])


def _cuts(same: Sequence[Row]) -> Iterator[Cut]:
    return (_cut(row) for row in same if row["kind"] is not None)


def _cut(row: Row) -> Cut:
    return Cut(
        kind=row["kind"],
        fresh=bool(row["fresh"]),
        lossless=bool(row["lossless"]),
        blocks=row["blocks"],
        before=row["tokens_before"],
        after=row["tokens_after"],
    )


def _edit(cut: Cut) -> Edit:
    shared = {name: getattr(cut, name) for name in ("kind", "before", "after", "lossless", "fresh")}
    return Edit(span=(0, 0), text="", key="", **shared)
