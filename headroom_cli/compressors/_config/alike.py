"""Neighbours alike (items of a list, elements, members of a map): one of them with gaps, and a row each.

Law: the gaps filled from a row give the lines that stood there, and the work is linear in the lines. A
block is a line with all that stands deeper below it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from headroom_cli.compressors._config.lines import Line, head, read

BETWEEN = " | "
_FEWEST = 3
_MOST_GAPS = 24
_TOLL, _TOLL_AGAIN = 120, 40

Block = Sequence[Line]
Row = Sequence[str]


@dataclass(frozen=True, slots=True)
class Form:
    """A block with gaps; `gaps` has a name for each value of its lines, empty where it is the same in all."""

    block: Block
    gaps: Sequence[str]

    def names(self) -> list[str]:
        """The gaps' names, each once, in order."""
        return [*filter(None, dict.fromkeys(self.gaps))]

    def lines(self) -> list[str]:
        """The lines, with their gaps in braces."""
        said = (f"{{{gap}}}" if gap else value for gap, value in zip(self.gaps, _values(self.block), strict=True))
        return [line.filled([next(said) for _ in line.values]) for line in self.block]

    def row(self, block: Block) -> Row:
        """What fills the gaps to give a block; empty where nothing does."""
        if any(a.fixed != b.fixed for a, b in zip(self.block, block, strict=True)):
            return ()
        own: dict[str, str] = {}
        for gap, first, value in zip(self.gaps, _values(self.block), _values(block), strict=True):
            if value != (own.setdefault(gap, value) if gap else first) or (gap and "|" in value):
                return ()
        return tuple(own.values())


@dataclass(frozen=True, slots=True)
class Run:
    """Blocks alike that follow each other: their form, a row for each, and the line after them."""

    form: Form
    rows: Sequence[Row]
    end: int


class Text:
    """Lines taken apart, and where the block of each ends: at the next line that stands no deeper."""

    def __init__(self, lines: Sequence[str]) -> None:
        self._lines = lines
        distinct = {line: read(line) for line in dict.fromkeys(lines)}
        self._known = [distinct[line] for line in lines]
        shapes: dict[Sequence[str], int] = {}
        self._shapes = [shapes.setdefault(line.fixed, len(shapes)) for line in self._known]
        self._ends = _ends(lines)
        self._sizes = [0, *accumulate(len(line) + 1 for line in lines)]
        self._tried: set[int] = set()

    def run(self, at: int, form: Form | None) -> Run | None:
        """The run that begins at a line, of the form that was used last or of its own, where it is shorter."""
        size = self._ends[at] - at
        if not self._lines[at]:
            return None
        run = self._of(form, at, _TOLL_AGAIN) if form and len(form.block) == size else None
        if run is None and at not in self._tried:
            starts = self._starts(at, size)
            self._tried.update(starts)
            own = _form([self._block(start, size) for start in starts]) if len(starts) >= _FEWEST else None
            run = self._of(own, at, _TOLL + sum(map(len, own.lines()))) if own else None
        return run

    def _of(self, form: Form, at: int, toll: int) -> Run | None:
        """The blocks of a form from a line on, where they outweigh its toll."""
        size, end = len(form.block), at
        rows: list[Row] = []
        while end < len(self._lines) and self._ends[end] == end + size and (row := form.row(self._block(end, size))):
            rows.append(row)
            end += size
        said = sum(len(value) + len(BETWEEN) for row in rows for value in row)
        return Run(form, rows, end) if self._sizes[end] - self._sizes[at] > said + toll else None

    def _starts(self, at: int, size: int) -> range:
        """Where the blocks begin that are fixed in the same parts as that of a line, and follow it."""
        after = at + size
        while after + size <= len(self._lines) and self._ends[after] == after + size and self._is_like(at, after, size):
            after += size
        return range(at, after, size)

    def _is_like(self, one: int, other: int, size: int) -> bool:
        below = self._shapes[one + 1 : one + size] == self._shapes[other + 1 : other + size]
        return below and self._first(one, size).fixed == self._first(other, size).fixed

    def _first(self, at: int, size: int) -> Line:
        return head(self._lines[at]) if size > 1 else self._known[at]

    def _block(self, start: int, size: int) -> Block:
        return [self._first(start, size), *self._known[start + 1 : start + size]]


def _form(blocks: Sequence[Block]) -> Form | None:
    """The first block with a gap for what differs, one for all values that are the same in each block."""
    names = [name for line in blocks[0] for name in line.names]
    columns = [*zip(*map(_values, blocks), strict=True)]
    found: dict[Row, str] = {}
    for name, column in zip(names, columns, strict=True):
        if column not in found and len(set(column)) > 1 and len(found) <= _MOST_GAPS:
            again = sum(known.rstrip("0123456789") == name for known in found.values())
            found[column] = f"{name}{again + 1}" if again else name
    gaps = [found.get(column, "") for column in columns]
    form = Form(blocks[0], gaps)
    clear = len(found) <= _MOST_GAPS and len(set(found.values())) == len(found)
    said = "\n".join(form.lines())
    clear = clear and all(said.count(f"{{{name}}}") == gaps.count(name) for name in found.values())
    return form if found and clear else None


def _values(block: Block) -> list[str]:
    return [value for line in block for value in line.values]


def _ends(lines: Sequence[str]) -> list[int]:
    """Where each line's block ends; an empty line is one by itself."""
    ends = [at + 1 for at in range(len(lines))]
    waiting: list[tuple[int, int]] = []
    for at, line in enumerate(lines):
        if line.strip():
            indent = len(line) - len(line.lstrip())
            while waiting and waiting[-1][0] >= indent:
                ends[waiting.pop()[1]] = at
            waiting.append((indent, at))
    for _, at in waiting:
        ends[at] = len(lines)
    return ends
