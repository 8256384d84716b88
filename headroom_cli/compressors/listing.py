"""Listings: file lists (find, glob, git ls-files), ls -l, ls -R, drawn trees; what rows share is said once.

Law: the order of the rows is kept and every row can be given back exactly; of several forms the one
of fewest tokens is taken. Nothing is left out at any level.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from headroom_cli.compressors import Compressed, NotMine
from headroom_cli.compressors._listing import forest, ls, names, paths, tree
from headroom_cli.model import Block, Level
from headroom_cli.tokens import count_many

_MODE = re.compile(r"^[-dl][-r][-w][-xsS][-r]", re.MULTILINE)
_LISTS = re.compile(r"(?:^|[;&|(]) *(?:ls|find|fd|tree|du|git (?:ls-files|status|diff --name-only))\b", re.MULTILINE)
_FILE = re.compile(r"\w\.[A-Za-z]\w{0,9}\*?$|/$")
_FEWEST = 3
_ENOUGH = 0.6
_NEARLY_ALL = 0.9
_CERTAIN = 0.85


class _Listing:
    def score(self, block: Block) -> float:
        rows = [row for row in block.text[:2048].split("\n")[:-1] if row]
        listed = sum(map(_is_listed, rows))
        if listed >= max(_FEWEST, _ENOUGH * len(rows)):
            return _CERTAIN
        named = sum(names.is_name(row) or names.is_heading(row) for row in rows)
        if len(rows) < _FEWEST or listed + named < _NEARLY_ALL * len(rows):
            return 0.0
        asked = any(isinstance(said, str) and _LISTS.search(said) for said in block.arguments.values())
        if asked or (names.is_heading(rows[0]) and "\n\n" in block.text):
            return _CERTAIN
        return _ENOUGH if sum(_FILE.search(row) is not None for row in rows) * 2 > len(rows) else 0.0

    def compress(self, block: Block, level: Level) -> Compressed:
        del level
        body = block.text.rstrip("\n")
        end = block.text[len(body) :]
        forms = [form + end for form in _forms(body.split("\n")) if form and len(form) < len(body)]
        before, *after = count_many((block.text, *forms))
        best = min(zip(after, forms, strict=True), default=(before, ""))
        if best[0] >= before:
            raise NotMine
        return Compressed(best[1])


def _is_listed(row: str) -> bool:
    return bool(paths.read(row).folder or ls.read(row) or tree.is_branch(row))


def _forms(rows: Sequence[str]) -> Iterator[str | None]:
    """The forms that the signs in the rows make worth trying."""
    text = "\n".join(rows)
    if _MODE.search(text):
        yield from ls.by_letter(rows)
    elif "─" in text:
        if drawn := tree.items(rows):
            yield forest.write(drawn[1], drawn[0])
    else:
        if "/" in text:
            read = [paths.read(row) for row in rows]
            yield paths.by_folder(read)
            yield paths.by_affix(read)
        if ":\n" in text and (items := names.folders(rows)):
            yield forest.write(items, "ls -R")
        yield names.in_a_row(rows)


PLUGIN = _Listing()
