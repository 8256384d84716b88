"""Which rows of a long table are still said at `balanced`, and what is said of those left out.

Law: a row is kept or left out whole. Kept are the ends, alarms, rare values, extremes, changes and
what the question names; between kept rows stands how many are left out, and below them their ranges.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from headroom_cli.compressors._asked import named
from headroom_cli.compressors._json.choice import Path, chosen
from headroom_cli.compressors._json.thin import summary
from headroom_cli.compressors._json.values import Value
from headroom_cli.compressors._table.grid import Cells, Table
from headroom_cli.compressors._table.notation import Notation, columns

_ROWS = 60
_MOST = 0.8


def kept(table: Table, asked: frozenset[str]) -> list[int]:
    """The indexes of the rows to say, in order."""
    rows = table.cells
    everything = list(range(len(rows)))
    if len(rows) <= _ROWS:
        return everything
    told = named([" ".join(row) for row in rows], asked)
    found = sorted({*chosen(len(rows), _varying(table.names, rows)), *told})
    return found if len(found) <= _MOST * len(rows) else everything


def thinned(table: Table, found: Sequence[int]) -> list[str]:
    """The lines that say the rows `found` of a table, and how many lie between them."""
    rows = table.cells
    gaps = [b - a - 1 for a, b in pairwise([-1, *found, len(rows)])]
    broken = frozenset(i for i, gap in enumerate(gaps[:-1]) if gap)
    notation = Notation(table.names, [rows[i] for i in found], broken)
    head = "; ".join((f"[table of {len(rows)} rows, {len(found)} of them here", *notation.legend()))
    lines = [f"{head}]", *notation.declared()]
    for gap, line in zip(gaps, notation.lines(), strict=False):
        lines += [f"… {gap} left out", line] if gap else [line]
    here = frozenset(found)
    gone = [row for i, row in enumerate(rows) if i not in here]
    told = summary(_varying(table.names, gone), len(gone))
    return [*lines, *([f"… {gaps[-1]} left out"] if gaps[-1] else []), *([f"… left out: {told}"] if told else [])]


def _varying(titles: Cells, rows: Sequence[Cells]) -> dict[Path, dict[int, Value]]:
    return {c.path: dict(enumerate(c.values)) for c in columns(titles, rows) if len(c.distinct) > 1}
