"""What a table is, whoever drew it: names, rows of cells, and the layout that draws a line again.

Law: a line is taken as cells only if the layout draws exactly that line from them; any other line
within the table is kept as it stood, as a str.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

Cells = tuple[str, ...]

_RULE = re.compile(r"(?=.*[-=─━═]{2})[-=+|:\s─━═┼╪╇╋╬┬╤┳╦┴╧┻╩├╞┡┣╠┤╡┩┫╣┌╒┏╔╭┐╕┓╗╮└╘┗╚╰┘╛┛╝╯│┃║]+")
_SAMPLE = 60
_LOST, _FEW = 3, 10
_MISFITS = 0.2


class Layout(Protocol):
    """How lines are drawn from cells."""

    def cells(self, line: str) -> Cells | None:
        """The cells of a line, None where this layout does not draw it."""

    def row(self, cells: Cells) -> str:
        """The line of a row."""

    def head(self, names: Cells) -> str:
        """The line of names."""

    def words(self, rows: Sequence[Cells]) -> str:
        """The layout as a said table names it; `rows` with the names, if drawn."""


@dataclass(frozen=True, slots=True)
class Table:
    """Lines `start` to `end` of a text. `headed`: the layout draws a line of names over the rows.

    Without it `names` may still be known, or be empty.
    """

    layout: Layout
    names: Cells
    headed: bool
    rows: tuple[Cells | str, ...]
    start: int
    end: int

    @property
    def cells(self) -> list[Cells]:
        """The rows, odd lines left out."""
        return [row for row in self.rows if not isinstance(row, str)]

    @property
    def drawn(self) -> list[Cells]:
        """The rows, under the names if they are drawn."""
        return [self.names, *self.cells] if self.headed else self.cells


def is_rule(line: str) -> bool:
    """Whether the line is only drawn: dashes and the like, no words."""
    return _RULE.fullmatch(line) is not None


def below(lines: Sequence[str], at: int) -> list[str]:
    """Some lines of a table that begins at `at`, to guess its layout from."""
    sample = []
    for i in range(at, min(at + _SAMPLE, len(lines))):
        if not lines[i].strip():
            break
        if not is_rule(lines[i]):
            sample.append(lines[i])
    return sample


def table(lines: Sequence[str], at: int, layout: Layout, names: Cells, fewest: int) -> Table | None:
    """The table under the line `at` that says the names (or begins there, without names); None if it is none."""
    named = bool(names) and len(set(names)) == len(names) and all(names[1:])
    rows = _rows(lines, at + bool(names), layout)
    end = at + bool(names) + len(rows)
    odd = sum(isinstance(row, str) and not is_rule(row) for row in rows)
    if sum(not isinstance(row, str) for row in rows) < fewest or odd > _MISFITS * len(rows):
        return None
    headed = named and layout.head(names) == lines[at]
    if names and not headed:
        rows.insert(0, lines[at])
    return Table(layout, names if named else (), headed, tuple(rows), at, end)


def _rows(lines: Sequence[str], at: int, layout: Layout) -> list[Cells | str]:
    """The lines up to an empty one, or up to where too many are no rows."""
    rows: list[Cells | str] = []
    lost = odd = 0
    for i in range(at, len(lines)):
        if lost == _LOST or not lines[i].strip() or odd > _FEW + _MISFITS * len(rows):
            break
        ruled = is_rule(lines[i])
        cells = None if ruled else layout.cells(lines[i])
        lost = 0 if cells or ruled else lost + 1
        odd += lost > 0
        rows.append(cells or lines[i])
    while rows and isinstance(rows[-1], str):
        rows.pop()
    return rows
