"""Which rows of a long table are still said at `balanced`, and what is said of those left out.

Law: a row is kept or left out whole. Kept are the ends, alarms, rare values, extremes, changes and
what the question names; between kept rows stands how many are left out, and below them their ranges.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from headroom_cli.compressors._asked import names
from headroom_cli.compressors._json.choice import Path, chosen
from headroom_cli.compressors._json.thin import summary
from headroom_cli.compressors._json.values import Value
from headroom_cli.compressors._table.grid import Cells, Table
from headroom_cli.compressors._table.notation import Notation, columns

_ROWS = 60
_MOST = 0.8
_NAMED = 0.1


def kept(table: Table, asked: frozenset[str]) -> list[int]:
    """The indexes of the rows to say, in order."""
    rows = table.cells
    everything = list(range(len(rows)))
    if len(rows) <= _ROWS:
        return everything
    found = sorted({*chosen(len(rows), _varying(table.names, rows)), *_named(rows, asked)})
    return found if len(found) <= _MOST * len(rows) else everything


def thinned(table: Table, found: Sequence[int]) -> list[str]:
    """The lines that say the rows `found` of a table, and how many lie between them."""
    rows = table.cells
    gaps = [b - a - 1 for a, b in pairwise([-1, *found, len(rows)])]
    broken = frozenset(i for i, gap in enumerate(gaps[:-1]) if gap)
    notation = Notation(table.names, [rows[i] for i in found], broken)
    head = "; ".join((f"[table of {len(rows)} rows, {len(found)} of them here", *notation.legend(" here")))
    lines = [f"{head}]", *notation.declared()]
    for gap, line in zip(gaps, notation.lines(), strict=False):
        lines += [f"…{gap} rows", line] if gap else [line]
    here = frozenset(found)
    gone = [row for i, row in enumerate(rows) if i not in here]
    told = summary(_varying(table.names, gone), len(gone))
    return [*lines, *([f"…{gaps[-1]} rows"] if gaps[-1] else []), *([f"…those rows: {told}"] if told else [])]


def _named(rows: Sequence[Cells], asked: frozenset[str]) -> set[int]:
    """The rows that hold a word of the question by which few can be told from the rest."""
    texts = [" ".join(row).lower() for row in rows if asked]
    found: set[int] = set()
    for word in asked:
        hits = [i for i, text in enumerate(texts) if word in text and names(text, frozenset((word,)))]
        found.update(hits if len(hits) <= _NAMED * len(rows) else ())
    return found


def _varying(titles: Cells, rows: Sequence[Cells]) -> dict[Path, dict[int, Value]]:
    return {c.path: dict(enumerate(c.values)) for c in columns(titles, rows) if len(c.distinct) > 1}
