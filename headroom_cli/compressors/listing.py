"""Listings: file lists (find, glob, git ls-files), ls -l, ls -R, drawn trees; what rows share is said once.

Law: the order of the rows is kept and every row can be given back exactly; of several forms the one
of fewest tokens is taken. Nothing is left out at any level.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from headroom_cli.compressors import Compressed, NotMine
from headroom_cli.compressors._listing import ls, names, paths, tree
from headroom_cli.model import Block, Level
from headroom_cli.tokens import count_many

_MODE = re.compile(r"^[-dl][-r][-w][-xsS][-r]", re.MULTILINE)
_FEWEST = 3
_ENOUGH = 0.6
_CERTAIN = 0.85


class _Listing:
    def score(self, block: Block) -> float:
        rows = [row for row in block.text[:2048].split("\n")[:-1] if row]
        listed = sum(_is_listed(row) for row in rows)
        named = ".:" in rows and " " not in rows[-1]
        return _CERTAIN if named or listed >= max(_FEWEST, _ENOUGH * len(rows)) else 0.0

    def compress(self, block: Block, level: Level) -> Compressed:
        del level
        forms = [form for form in _forms(block.text) if form and len(form) < len(block.text)]
        before, *after = count_many((block.text, *forms))
        best = min(zip(after, forms, strict=True), default=(before, ""))
        if best[0] >= before:
            raise NotMine
        return Compressed(best[1])


def _is_listed(row: str) -> bool:
    return bool(paths.read(row).folder or ls.read(row) or tree.is_branch(row))


def _forms(text: str) -> Iterator[str | None]:
    """The forms that the signs in the text make worth trying."""
    rows = text.split("\n")
    if "/" in text:
        read = [paths.read(row) for row in rows]
        yield paths.by_folder(read)
        yield paths.by_affix(read)
    if _MODE.search(text):
        yield ls.by_letter(rows, dated=True)
        yield ls.by_letter(rows, dated=False)
    if "─" in text:
        yield tree.by_indent(rows)
    if "/" in text and ":\n" in text:
        yield names.by_heading(rows)


PLUGIN = _Listing()
