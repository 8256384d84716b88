"""Lock files (npm, yarn, pnpm, Cargo, uv, poetry, Pipfile, composer, Gemfile, go.sum, pins): a row a package.

Law: at `lossless` the file can be put back from its rows, hashes in full. From `balanced` on, hashes
and what follows from name and version are left out; names, versions, dependencies and markers never.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from headroom_cli.compressors import Compressed, NotMine, _asked
from headroom_cli.compressors._lock import sums
from headroom_cli.compressors._lock.files import Lock, is_like_a_row, read, tool, written
from headroom_cli.compressors._lock.rows import Package, row
from headroom_cli.compressors._lock.thin import Thin
from headroom_cli.compressors._lock.usual import name, starred, usual
from headroom_cli.model import Block, Level
from headroom_cli.tokens import count_many

_LOOK = 2048
_CERTAIN = 0.98
_FEWEST = 3
_SUM = re.compile(r"^\S+ v\S+ h1:[A-Za-z0-9+/]{43}=$", re.MULTILINE)
_SUMMED = "[go.sum, a row a module: module version hash /go.mod hash, then its next version]"
_SUMMED_BARE = (
    "[go.sum without hashes: module version; module version/go.mod … are versions of which only go.mod is hashed]"
)
_WORD = re.compile(r"[a-z_][\w.-]*\w")


class _LockFile:
    def score(self, block: Block) -> float:
        start = block.text[:_LOOK]
        return _CERTAIN if _SUM.search(start) or tool(start) else 0.0

    def compress(self, block: Block, level: Level) -> Compressed:
        said = _summed(block, level) if _SUM.search(block.text) else _listed(block, level)
        before, after = count_many((block.text, said.text))
        if after >= before or len(said.text) >= len(block.text):
            raise NotMine
        return said


def _summed(block: Block, level: Level) -> Compressed:
    asked = _asked.words(block)
    pieces = sums.read(block.text)
    if any(isinstance(piece, str) and " h1:" in piece for piece in pieces):
        raise NotMine
    rows, left = [_SUMMED if level is Level.LOSSLESS else _SUMMED_BARE], 0
    for piece in pieces:
        if isinstance(piece, str):
            rows.append(piece)
        elif level is Level.LOSSLESS or _is_asked(piece[0][1], asked):
            rows.append(sums.hashed(piece))
        else:
            rows += sums.bare(piece)
            left += len(piece)
    return Compressed("\n".join(rows), f"{left:,} hashes" if left else "")


def _listed(block: Block, level: Level) -> Compressed:
    title = tool(block.text)
    lock = read(title, block.text) if title else Lock("", ())
    packages = [piece for piece in lock.pieces if isinstance(piece, Package)]
    if len(packages) < _FEWEST or any(isinstance(piece, str) and is_like_a_row(piece) for piece in lock.pieces):
        raise NotMine
    common, asked = usual(packages), _asked.words(block)
    if level is Level.LOSSLESS:
        return Compressed(f"{_head(lock, common)}\n{written(lock, lambda package: row(starred(package, common)))}")
    thin = Thin(common, bare=level is Level.AGGRESSIVE)

    def said(package: Package) -> str:
        return row(package if _is_asked(name(package), asked) else thin.package(starred(package, common)))

    text = written(lock, said)
    if not (omitted := thin.omitted()):
        raise NotMine
    return Compressed(f"{_thin_head(lock, common)}\n{text}", omitted)


def _head(lock: Lock, common: Mapping[str, str]) -> str:
    stars = "".join(f"; {key} * is {sign}" for key, sign in common.items())
    return (
        f'[{lock.title}, a row a package: "- name version; field value; …", a field alone is true, '
        f"{{name value, …}} a map, [item, …] a list{stars}; {lock.layout}]"
    )


def _thin_head(lock: Lock, common: Mapping[str, str]) -> str:
    stars = "".join(f"; {key} not said is {sign}" for key, sign in common.items())
    notes = f"{stars}{lock.archives}"
    return f'[{lock.title}, a row a package: "- name version; field value; …", a field alone is true{notes}]'


def _is_asked(package: str, asked: frozenset[str]) -> bool:
    words = {word for word in _WORD.findall(package.lower()) if len(word) >= _FEWEST}
    return bool(words) and words <= asked


PLUGIN = _LockFile()
