"""Between the ledger's rows and the nouns.

Law: a row read back is the noun that was written, its edits summed by kind.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, fields
from typing import Any

from headroom_cli.model import Edit, Exchange, Usage
from headroom_cli.usage.tally import Cut, Group, Tally, tally

_GROUP = tuple(f.name for f in fields(Group))
_USAGE = tuple(f.name for f in fields(Usage))
_EXCHANGE = tuple(f.name for f in fields(Exchange) if f.name not in {"usage", "edits"})


def exchange_values(exchange: Exchange) -> dict[str, Any]:
    """What the row of an exchange holds."""
    return {name: getattr(exchange, name) for name in _EXCHANGE} | asdict(exchange.usage)


def exchange(row: Mapping[str, Any], cuts: Iterable[Cut]) -> Exchange:
    """The exchange of a row; each of `cuts` is one Edit without text, key and span."""
    values = {name: row[name] for name in _EXCHANGE}
    return Exchange(**values, usage=usage(row), edits=tuple(_edit(c) for c in cuts))


def usage(row: Mapping[str, Any]) -> Usage:
    """The usage in a row."""
    return Usage(**{name: row[name] for name in _USAGE} | {"reported": bool(row["reported"])})


def group(row: Mapping[str, Any]) -> Group:
    """The group in a row."""
    return Group(**{name: row[name] for name in _GROUP} | {"reported": bool(row["reported"])})


def cut(row: Mapping[str, Any]) -> Cut:
    """The summed edits of one kind in a row."""
    return Cut(
        kind=row["kind"],
        fresh=bool(row["fresh"]),
        lossless=bool(row["lossless"]),
        blocks=row["blocks"],
        before=row["tokens_before"],
        after=row["tokens_after"],
    )


def tally_of(row: Mapping[str, Any], cuts: Iterable[Cut]) -> Tally:
    """The tally of an exchange's row, its blocks counted as they were written."""
    one = tally(exchange(row, ()))
    return Tally(group=one.group, exchanges=1, usage=one.usage, cuts=tuple(cuts), added=one.added)


def _edit(cut: Cut) -> Edit:
    return Edit(
        span=(0, 0),
        text="",
        key="",
        kind=cut.kind,
        before=cut.before,
        after=cut.after,
        lossless=cut.lossless,
        fresh=cut.fresh,
    )
