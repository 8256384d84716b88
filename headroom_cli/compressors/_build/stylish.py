"""ESLint's table: a path, then rows of place, severity, message and rule in padded columns.

Law: a table is taken apart only where padding its cells as ESLint does gives its rows back.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile

_ROW = re.compile(r" {2,}(\d+):(\d+) +(error|warning) {2,}(\S.*?) {2,}(\S+)")
_LONGEST = 1000


@dataclass(frozen=True, slots=True)
class Cells:
    """A row of the table."""

    line: str
    column: str
    severity: str
    message: str
    rule: str

    @property
    def text(self) -> str:
        """What is said of the place."""
        return f"{self.severity}  {self.message}  {self.rule}"


def cells(row: str) -> Cells | None:
    """A row as ESLint prints it, or None."""
    match = _ROW.fullmatch(row) if row.startswith("  ") and len(row) <= _LONGEST else None
    return Cells(*match.groups()) if match and "  " not in match[4] else None


def table(rows: Sequence[str], at: int) -> list[Cells]:
    """The rows of the table below the path at `at`, none where it would not come back."""
    if not rows[at].strip() or cells(rows[at]):
        return []
    below = (cells(rows[next_]) for next_ in range(at + 1, len(rows)))
    found = [one for one in takewhile(lambda one: one is not None, below) if one]
    return found if found and list(padded(found)) == list(rows[at + 1 : at + 1 + len(found)]) else []


def padded(table: Sequence[Cells]) -> Iterator[str]:
    """The rows as ESLint pads them."""
    lines, columns = (max(len(cell) for cell in cells) for cells in zip(*((c.line, c.column) for c in table), strict=True))
    severities, messages = max(len(c.severity) for c in table), max(len(c.message) for c in table)
    for c in table:
        place = f"{c.line.rjust(lines)}:{c.column.ljust(columns)}"
        yield f"  {place}  {c.severity.ljust(severities)}  {c.message.ljust(messages)}  {c.rule}"
