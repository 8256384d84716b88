"""Rows of one known shape, without a line of names: apt's lists, mounts; the names are the shape's own.

Law: what stands between the cells is always the same.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from headroom_cli.compressors._table.grid import Cells, Table, table

_NAMED = re.compile(r"\{([a-z]+)\}")
_APT = r"([^\s/]+)/(\S+) (\S*\d\S*) (all|amd64|i386|arm64|armhf|armel|riscv64|ppc64el|s390x|loong64)"
_FEWEST = 3


@dataclass(frozen=True, slots=True)
class Shape:
    """`form` is a row with names in braces for its cells, which are the groups of `pattern`."""

    form: str
    pattern: re.Pattern[str]

    @property
    def names(self) -> Cells:
        """The names of the cells."""
        return tuple(_NAMED.findall(self.form))

    def cells(self, line: str) -> Cells | None:
        """The cells of a line, None where this layout does not draw it."""
        found = self.pattern.fullmatch(line)
        return found.groups() if found and self.row(found.groups()) == line else None

    def row(self, cells: Cells) -> str:
        """The line of a row."""
        first, *afters = _NAMED.split(self.form)[::2]
        return first + "".join(cell + after for cell, after in zip(cells, afters, strict=True))

    def head(self, names: Cells) -> str:
        """The line of names, which is never drawn."""
        return self.row(names)

    def words(self, rows: Sequence[Cells]) -> str:
        """The layout as a said table names it."""
        del rows
        return self.form


SHAPES = (
    Shape("{name}/{suite} {version} {arch} [{status}]", re.compile(_APT + r" \[([^\]]+)\]")),
    Shape("{name}/{suite} {version} {arch}", re.compile(_APT)),
    Shape("{source} on {folder} type {system} ({options})", re.compile(r"(\S+) on (\S+) type (\S+) \(([^\s)]+)\)")),
)


def read(lines: Sequence[str], at: int) -> Table | None:
    """The table that begins with the line `at`."""
    shape = next((shape for shape in SHAPES if all(map(shape.cells, lines[at : at + _FEWEST]))), None)
    if shape is None or (found := table(lines, at, shape, (), _FEWEST)) is None:
        return None
    return replace(found, names=shape.names)
