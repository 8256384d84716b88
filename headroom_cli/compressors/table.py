"""Tables in plain text: CSV, markdown, psql and mysql, columns kept apart by blanks (ps, df, kubectl, dpkg …).

Law: at `lossless` every line can be drawn again from the cells and the layout that is said. From
`balanced` on, a table of many rows keeps those that a reader can use, and counts the others.
"""

from __future__ import annotations

import re
from itertools import chain

from headroom_cli.compressors import Compressed, NotMine
from headroom_cli.compressors._asked import words
from headroom_cli.compressors._reads import was_read
from headroom_cli.compressors._table.grid import Table
from headroom_cli.compressors._table.notation import exactly
from headroom_cli.compressors._table.parts import parts
from headroom_cli.compressors._table.thin import kept, thinned
from headroom_cli.model import Block, Level
from headroom_cli.tokens import count, count_many

_LOOK = 2048
_ENOUGH = 0.6
_CERTAIN = 0.97
_CLEARLY = 0.6
_OURS = re.compile(r"^\[table of ", re.MULTILINE)


class _Tables:
    def score(self, block: Block) -> float:
        if was_read(block):
            return 0.0
        lines = block.text[:_LOOK].split("\n")[: -1 if len(block.text) > _LOOK else None]
        tabled = sum(part.end - part.start for part in parts(lines) if isinstance(part, Table))
        filled = sum(bool(line.strip()) for line in lines)
        return _CERTAIN if tabled and tabled >= _ENOUGH * filled else 0.0

    def compress(self, block: Block, level: Level) -> Compressed:
        if _OURS.search(block.text):
            raise NotMine
        asked = words(block)
        lines = block.text.split("\n")
        said = [_said(part, lines, asked if level is not Level.LOSSLESS else None) for part in parts(lines)]
        text = "\n".join(chain.from_iterable(lines for lines, _, _ in said))
        before, after = count_many((block.text, text))
        if after >= before or len(text) > len(block.text):
            raise NotMine
        left, of = (sum(column) for column in list(zip(*said, strict=True))[1:])
        return Compressed(text, f"{left} of {of} rows" if left else "")


PLUGIN = _Tables()


def _said(part: list[str] | Table, lines: list[str], asked: frozenset[str] | None) -> tuple[list[str], int, int]:
    """The lines that say a part, how many rows they leave out, and of how many."""
    if not isinstance(part, Table):
        return part, 0, 0
    source = lines[part.start : part.end]
    rows = len(part.cells)
    found = kept(part, asked) if asked is not None else []
    if 0 < len(found) < rows:
        short = thinned(part, found)
        if _cost(short) <= _CLEARLY * _cost(source):
            return short, rows - len(found), rows
    return min(source, exactly(part), key=_cost), 0, 0


def _cost(lines: list[str]) -> int:
    return count("\n".join(lines))
