"""Listings: file lists (find, glob, git ls-files), ls, ls -l, ls -R, drawn trees; what rows share is said once.

Law: the order of the rows is kept and every row can be given back exactly; of several forms the one
of fewest tokens is taken. From `balanced` on a long listing may leave out what `thin` says.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from headroom_cli.compressors import Compressed, NotMine, _asked
from headroom_cli.compressors._listing import forest, ls, names, paths, thin, tree
from headroom_cli.compressors._listing.forest import Item
from headroom_cli.compressors._noise import Noise
from headroom_cli.model import Block, Level
from headroom_cli.tokens import count_many

_MODE = re.compile(r"[-dl][-r][-w][-xsS][-r]")
_LISTS = re.compile(r"(?:^|[;&|(]) *(?:ls|find|fd|tree|du|git (?:ls-files|status|diff --name-only))\b", re.MULTILINE)
_FILE = re.compile(r"\w\.[A-Za-z]\w{0,9}\*?$|/$")
_FEWEST = 3
_ENOUGH = 0.6
_NEARLY_ALL = 0.9
_CERTAIN = 0.85
_RECURSIVE = "ls -R"
_LONG = 150
_WORTH = 0.85

_Found = tuple[list[Item], str, list[paths.Row]]


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
        body = block.text.rstrip("\n")
        end = block.text[len(body) :]
        rows = body.split("\n")
        found = _read(rows)
        forms = [form for form in _forms(rows, found) if form and len(form) < len(body)]
        long = level is not Level.LOSSLESS and len(rows) > _LONG
        thinner, gone = _thinned(found, block) if long else ("", 0)
        before, *after, thinned = count_many((body, *forms, thinner))
        best, form = min(zip(after, forms, strict=True), default=(before, ""))
        if thinner and thinned < min(best, before) * _WORTH:
            return Compressed(thinner + end, f"{gone:,} of {len(rows):,} rows")
        if best >= before:
            raise NotMine
        return Compressed(form + end)


def _is_listed(row: str) -> bool:
    return bool(paths.read(row).folder or ls.read(row) or tree.is_branch(row))


def _read(rows: Sequence[str]) -> _Found:
    """Folders in folders and how they were listed, else paths; of a long listing nothing."""
    if any(map(_MODE.match, rows)):
        return [], "", []
    if any("─" in row for row in rows):
        items, what = tree.items(rows) or ([], "")
    else:
        items, what = names.folders(rows) or [], _RECURSIVE
    return items, what, [] if items else [paths.read(row) for row in rows]


def _forms(rows: Sequence[str], found: _Found) -> Iterator[str | None]:
    """The forms worth trying for what was found."""
    items, what, read = found
    if items:
        yield forest.write(items, what)
    elif read:
        yield paths.by_folder(read)
        yield paths.by_affix(read)
        yield names.in_a_row(rows)
    else:
        yield from ls.by_letter(rows)


def _thinned(found: _Found, block: Block) -> tuple[str, int]:
    """What was found without what nobody wrote and what is told twice, and how many rows are gone."""
    items, what, read = found
    noise, asked = Noise(block), _asked.words(block)
    if not items:
        left, gone = thin.of_paths(read, noise, asked)
        return (gone and paths.by_folder(left)) or "", gone
    once = items if what == _RECURSIVE else thin.told_once(items, asked)
    twice = len(items) - len(once)
    kept, gone = thin.of_items(once, noise, asked)
    gone += twice
    return (gone and forest.write(kept, f"{what} without {twice:,} of these," if twice else what)) or "", gone


PLUGIN = _Listing()
