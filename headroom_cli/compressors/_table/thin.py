"""Which rows of a long table are still said at `balanced`, and what is said of those left out.

Law: a row is kept or left out whole. Kept are the ends, alarms, rare values, extremes, changes and
what the question names; between kept rows stands how many are left out, and below them their ranges.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from headroom_cli.compressors._json.choice import Fields, chosen
from headroom_cli.compressors._json.summary import summary
from headroom_cli.compressors._table.grid import Table, is_rule
from headroom_cli.compressors._table.notation import ODD, Notation, columns

_ROWS = 60
_MOST = 0.8


def kept(table: Table, asked: frozenset[str]) -> list[int]:
    """The indexes of the rows to say, in order."""
    rows = table.cells
    everything = list(range(len(rows)))
    if len(rows) <= _ROWS:
        return everything
    found = chosen(len(rows), _varying(table), asked)
    return found if len(found) <= _MOST * len(rows) else everything


def thinned(table: Table, found: Sequence[int]) -> list[str]:
    """The lines that say the rows `found` of a table, and how many lie between them."""
    rows = table.cells
    broken = frozenset(i for i, (above, at) in enumerate(pairwise((-1, *found))) if at > above + 1)
    notation = Notation(table.names, [rows[i] for i in found], broken)
    body = list(_woven(table, dict(zip(found, notation.lines(), strict=True))))
    odd = [ODD] if any(line.startswith("> ") for line in body) else []
    head = "; ".join((f"[table of {len(rows)} rows, {len(found)} of them here", *notation.legend(" here"), *odd))
    told = summary(_varying(table), sorted(set(range(len(rows))).difference(found)))
    return [f"{head}]", *notation.declared(), *body, *([f"…those rows: {told}"] if told else [])]


def _woven(table: Table, said: Mapping[int, str]) -> Iterator[str]:
    """The rows that are said, odd lines as they stood, and how many rows are left out before each and at the end."""
    at = gap = 0
    for row in table.rows:
        line = f"> {row}" if isinstance(row, str) else said.get(at)
        at += not isinstance(row, str)
        if line is None:
            gap += 1
        elif not (isinstance(row, str) and is_rule(row)):
            yield from ([f"…{gap} rows"] if gap else [])
            yield line
            gap = 0
    yield from ([f"…{gap} rows"] if gap else [])


def _varying(table: Table) -> Fields:
    return {c.path: c.values for c in columns(table.names, table.cells) if len(c.distinct) > 1}
