"""Ticks: the sign and the indentation of passing tests that are listed under headings (mocha, jest, vitest).

Law: a row with one blank is a test that passed, two deeper than the heading above it or as deep as the
test above it that did not pass; a row that this does not give back stays as it came.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

_TICK = re.compile(r"( *)([✔✓√]) (\S.*)", re.DOTALL)
_NOT_PASSED = re.compile(r" *(?:\d+\) |- )")
_FEWEST = 3


def bare(rows: Sequence[str]) -> tuple[list[str], str]:
    """The rows with passing tests behind one blank, and the sign that they had; no sign where nothing is done."""
    ticks = [match for row in rows if (match := _TICK.fullmatch(row))]
    sign = ticks[0][2] if len(ticks) >= _FEWEST else ""
    if not sign or any(row.startswith(" ") and row[1:2].strip() for row in rows):
        return list(rows), ""
    return list(_bare(rows, sign)), sign


def said(sign: str) -> str:
    """What such rows mean, in words."""
    return f'" x" is "{sign} x", 2 deeper than the heading above it' if sign else ""


def _bare(rows: Sequence[str], sign: str) -> Iterator[str]:
    depth = -1
    for row in rows:
        tick = _TICK.fullmatch(row)
        if tick and tick[2] == sign and len(tick[1]) == depth:
            yield f" {tick[3]}"
            continue
        if row.strip():
            depth = len(row) - len(row.lstrip(" ")) + 2 * (not tick and not _NOT_PASSED.match(row))
        yield row
