"""Between the ledger's rows and the nouns.

Law: a row read back is the noun that was written, its edits summed by kind. An exchange is read from
one row for each kind of its edits, or from one whose kind is NULL.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields
from typing import Any

from headroom_cli.model import Edit, Exchange, Usage
from headroom_cli.usage import sql
from headroom_cli.usage.scale import Scale
from headroom_cli.usage.tally import Asked, Cut, Group, Tally

Row = Mapping[str, Any]

_GROUP = tuple(f.name for f in fields(Group))
_FLAGS = ("reported", "subscribed")
_USAGE = tuple(f.name for f in fields(Usage) if f.name != "reported")
_PASSING = {"turn", "previous", "fetching", "size"}
_EXCHANGE = tuple(f.name for f in fields(Exchange) if f.name not in {"usage", "detour", "edits"} | _PASSING)


def values(exchange: Exchange) -> dict[str, Any]:
    """What the row of an exchange holds."""
    own = {name: getattr(exchange, name) for name in _EXCHANGE}
    return own | sql.plain(exchange.usage) | _detoured(exchange.detour)


def sums(tally: Tally) -> dict[str, Any]:
    """What the row of a tally holds beside its group."""
    return sql.plain(tally.usage) | _detoured(tally.detour) | sql.plain(tally.scale) | {"exchanges": tally.exchanges}


def exchange(same: Sequence[Row]) -> Exchange:
    """The exchange of its rows, each kind of edit as one Edit without text, key and span."""
    fields_of_it = {name: same[0][name] for name in _EXCHANGE}
    fields_of_it |= {"subscribed": bool(same[0]["subscribed"])}
    edits = tuple(_edit(cut) for cut in _cuts(same))
    return Exchange(**fields_of_it, usage=_usage(same[0]), detour=_usage(same[0], "detour_"), edits=edits)


def _of_usage(row: Row) -> Tally:
    """Summed usage."""
    return Tally(
        group=_group(row),
        exchanges=row["exchanges"],
        usage=_usage(row),
        detour=_usage(row, "detour_"),
        scale=scale(row),
    )


def _of_edits(row: Row) -> Tally:
    """Summed edits of one kind."""
    return Tally(group=_group(row), cuts=(_cut(row),))


def _of_fate(row: Row) -> Tally:
    """How often one thing became of a request."""
    return Tally(group=_owner(row), fates={(row["outcome"], row["reason"], bool(row["reported"])): row["exchanges"]})


def _of_added(row: Row) -> Tally:
    """How often one time was taken."""
    return Tally(group=_owner(row), added={row["bucket"]: row["exchanges"]})


def scale(row: Row) -> Scale:
    """What was measured of turns."""
    return Scale(estimated=row["estimated"], counted=row["counted"], squares=row["squares"])


def retrieval(row: Row) -> Asked:
    """How often one agent asked for an original in one project, and got it or not."""
    return Asked(**{name: row[name] for name in ("tokens", "times", "agent", "project")}, hit=bool(row["hit"]))


def _usage(row: Row, prefix: str = "") -> Usage:
    told = bool(row["reported"]) and not prefix
    return Usage(**{name: row[prefix + name] for name in _USAGE}, reported=told)


def _detoured(usage: Usage) -> dict[str, int]:
    return {f"detour_{name}": getattr(usage, name) for name in _USAGE}


def _group(row: Row) -> Group:
    found: dict[str, Any] = {name: bool(row[name]) if name in _FLAGS else row[name] for name in _GROUP}
    return Group(**found)


def _owner(row: Row) -> Group:
    return Group(agent=row["agent"], project=row["project"], model=row["model"])


def _cuts(same: Sequence[Row]) -> Iterator[Cut]:
    return (_cut(row) for row in same if row["kind"] is not None)


def _cut(row: Row) -> Cut:
    return Cut(
        kind=row["kind"],
        fresh=bool(row["fresh"]),
        lossless=bool(row["lossless"]),
        billed_as=row["billed_as"],
        blocks=row["blocks"],
        before=row["tokens_before"],
        after=row["tokens_after"],
    )


def _edit(cut: Cut) -> Edit:
    shared = {name: getattr(cut, name) for name in ("kind", "before", "after", "lossless", "fresh", "billed_as")}
    return Edit(span=(0, 0), text="", key="", **shared)


# What a tally is read from: statements, and what makes a part of a tally of their rows.
USED = ((sql.TALLIES, _of_usage), (sql.TALLY_EDITS, _of_edits))
ALL = (*USED, (sql.FATES, _of_fate), (sql.ADDED, _of_added))
