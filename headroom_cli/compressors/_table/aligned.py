"""Columns that blanks keep apart: ps, df, kubectl, docker, dpkg, pip and all that print as they do.

Law: columns are kept apart where nearly all lines have a blank and the line of names has one too; a
line is taken apart there only if it is drawn again just so.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from headroom_cli.compressors._table.grid import Cells, Table, below, is_rule, table

_TITLE = re.compile(r"(?:# ?|%|\d)?[A-Z][\w %/.#:()+-]*")
_TITLES = re.compile(r"\s*(?:# ?|%)?[A-Z][\w %/.#:()+-]*\Z")
_CAPITALS = re.compile(r"[^a-z]*")
_DASHES = re.compile(r"\S+")
_FEWEST = 2
_FEW, _PLENTY = 2, 3
_REACH = 400
_ODD, _SEVERAL = 30, 8  # one row of so many may stand out of its columns, one of several at any rate

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Column:
    """Cells begin at `start`, or end at `end` if `right`; no cell of the column stands before `start`."""

    start: int
    end: int
    right: bool


@dataclass(frozen=True, slots=True)
class Aligned:
    """Lines are filled with blanks up to `width`; 0 where they end with their last word.

    `rule`: what a rule under the names is drawn with, as long in each column as its widest cell.
    """

    columns: tuple[Column, ...]
    width: int = 0
    rule: str = ""

    def cells(self, line: str) -> Cells | None:
        """The cells of a line, None where this layout does not draw it."""
        for cells in (self.cut(line), tuple(line.split(None, len(self.columns) - 1))):
            if len(cells) == len(self.columns) and self.row(cells) == line:
                return cells
        return None

    def cut(self, line: str) -> Cells:
        """What stands in the place of each column."""
        starts = [column.start for column in self.columns]
        return tuple([line[a:b].strip(" ") for a, b in zip(starts, [*starts[1:], len(line)], strict=True)])

    def row(self, cells: Cells) -> str:
        """The line of a row; a cell that is too long pushes the next one on by a blank."""
        line = ""
        for column, cell in zip(self.columns, cells, strict=True):
            if cell:
                at = column.end - len(cell) if column.right else column.start
                line = f"{line} {cell}" if line and at <= len(line) else line.ljust(at) + cell
        return line.ljust(self.width)

    def head(self, names: Cells) -> str:
        """The line of names."""
        return self.row(names)

    def words(self, rows: Sequence[Cells]) -> str:
        """The layout as a said table names it."""
        gap = self._gap([max(map(len, column)) for column in zip(*rows, strict=True)])
        at = " ".join(f"-{c.end}" if c.right else str(c.start) for c in self.columns)
        said = [f"columns {gap} apart" if gap else f"columns at {at}", f"to {self.width}" if self.width else ""]
        return ", ".join(filter(None, [*said, f"names over {self.rule}" if self.rule else ""]))

    def _gap(self, widest: Sequence[int]) -> int:
        """The blanks between the widest cells of neighbours, if that is how all columns are placed; or 0."""
        starts = [column.start for column in self.columns]
        gaps = {b - a - w for a, b, w in zip(starts, starts[1:], widest, strict=False)}
        even = len(gaps) == 1 and not starts[0] and not any(column.right for column in self.columns)
        return max(0, gaps.pop()) if even else 0


def read(lines: Sequence[str], at: int) -> Table | None:
    """The table whose names are the line `at`."""
    head, sample = lines[at], below(lines, at + 1)
    if len(sample) < _FEWEST or is_rule(head):
        return None
    spans = [found.span() for found in _DASHES.finditer(lines[at + 1])] if is_rule(lines[at + 1]) else []
    ruled = len(spans) > 1 or (bool(spans) and lines[at + 1].startswith("+++-"))
    if not (ruled or (_TITLES.match(head) and len(head.split()) > 1)):
        return None
    layout = Aligned(_columns(head, sample, spans), _width([head, *sample]))
    names = layout.cut(head)
    if len(names) < (_FEW if ruled or _CAPITALS.fullmatch(head, 0, _REACH) else _PLENTY):
        return None
    if not ruled and not all(map(_TITLE.fullmatch, names[not names[0] :])):
        return None
    found = table(lines, at, layout, names, _FEWEST)
    return _unruled(found, layout, lines[at + 1]) if found and ruled else found


def _unruled(found: Table, layout: Aligned, rule: str) -> Table:
    """The table without the rule under its names, if it is drawn as long as the widest cells."""
    widest = [max(map(len, column)) for column in zip(*found.drawn, strict=True)]
    if not found.headed or found.rows[0] != rule or layout.row(tuple(rule[0] * width for width in widest)) != rule:
        return found
    return replace(found, layout=replace(layout, rule=rule[0]), rows=found.rows[1:])


def _columns(head: str, sample: Sequence[str], spans: list[Span]) -> tuple[Column, ...]:
    """Where the columns stand; `spans` are those that a rule tells, if it tells more than one."""
    width = min(_REACH, max(map(len, [head, *sample])))
    rows = [line[:width].ljust(width) for line in (head, *sample)]
    spans = spans if len(spans) > 1 else _spans(rows)
    ends = [0, *(end for _, end in spans)]
    columns = []
    for (start, end), before in zip(spans, ends, strict=False):
        cells = [cell for row in rows if (cell := row[start:end]).strip()]
        right = end < ends[-1] and sum(c[0] != " " for c in cells) < sum(c[-1] != " " for c in cells)
        columns.append(Column(before if right else start, end, right))
    return tuple(columns)


def _spans(rows: Sequence[str]) -> list[Span]:
    """Where the columns stand, the names being the first row: each with a name and something in it."""
    odd = max(len(rows) // _ODD, len(rows) >= _SEVERAL)
    blank = [column[0] == " " and column.count(" ") >= len(rows) - odd for column in zip(*rows, strict=True)]
    edges = [i for i, (a, b) in enumerate(pairwise([True, *blank, True])) if a != b]
    spans: list[Span] = []
    for start, end in zip(edges[::2], edges[1::2], strict=True):
        named = bool(rows[0][start:end].strip())
        filled = any(row[start:end].strip() for row in rows[1:])
        apart = not spans or start - spans[-1][1] > 1
        if spans and not (named and (filled or apart)):
            spans[-1] = spans[-1][0], end
        else:
            spans.append((start, end))
    return spans


def _width(lines: Sequence[str]) -> int:
    """The length of most lines that end with a blank; 0 where none does."""
    lengths = Counter(len(line) for line in lines if line.endswith(" "))
    return lengths.most_common(1)[0][0] if lengths else 0
