"""Listings: file lists (find, glob, git ls-files), ls -l, ls -R, drawn trees; what rows share is said once.

Law: the order of the rows is kept and every row can be given back exactly; of several forms the one
of fewest tokens is taken. Nothing is left out at any level.
"""

from __future__ import annotations

from headroom_cli.compressors import Compressed, NotMine, _ls, _names, _paths, _tree
from headroom_cli.model import Block, Level
from headroom_cli.tokens import count_many

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
        forms = [form for form in _forms(block.text.split("\n")) if form and len(form) < len(block.text)]
        before, *after = count_many((block.text, *forms))
        best = min(zip(after, forms, strict=True), default=(before, ""))
        if best[0] >= before:
            raise NotMine
        return Compressed(best[1])


def _is_listed(row: str) -> bool:
    return bool(_paths.read(row).folder or _ls.read(row) or _tree.is_branch(row))


def _forms(rows: list[str]) -> list[str | None]:
    paths = [_paths.read(row) for row in rows]
    return [
        _paths.by_folder(paths),
        _paths.by_affix(paths),
        _ls.by_letter(rows, dated=True),
        _ls.by_letter(rows, dated=False),
        _tree.by_indent(rows),
        _names.by_heading(rows),
    ]


PLUGIN = _Listing()
