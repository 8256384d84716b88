"""Search results: `path:line:text` rows of grep, ripgrep, linters; each path is said once for its run of rows.

Law: rows keep their order and their text; only the path in front of a row moves to a heading, and a
row that is not certainly a result stays as it is. Nothing is left out at any level.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from headroom_cli.compressors import Compressed, NotMine
from headroom_cli.model import Block, Level
from headroom_cli.tokens import count_many

_HIT = re.compile(r"((?:[A-Za-z]:[\\/])?[^\s:#][^\s:]*):(?!:)(?=(\d+:)?)")
_LOOKS_LIKE_PATH = re.compile(r"[./\\]|^[A-Z]\w*$")
_UNDER_A_HEADING = re.compile(r"\d+[:-]|[:-]")
_SEPARATOR = "--"
_CLOSE = "##"
_MOST_DASHES = 24
_FLAT = '[search results; "## path" heads the rows of a file]'
_NESTED = '[search results; "# folder/" and "## name" head the rows of a file]'
_FEWEST = 2
_ENOUGH = 0.6


@dataclass(frozen=True, slots=True)
class _Row:
    """A row of the text: `path` is empty where it is no result, then `rest` is the whole row."""

    path: str
    rest: str


class _Search:
    def score(self, block: Block) -> float:
        rows = block.text[:2048].split("\n")[:-1]
        told = [row for row in rows if row and row != _SEPARATOR]
        results = [row for row in _read(told) if row.path]
        if len(results) < max(_FEWEST, _ENOUGH * len(told)):
            return 0.0
        numbered = sum(row.rest[0].isdigit() for row in results)
        return 0.9 if numbered > len(results) / 2 else 0.6

    def compress(self, block: Block, level: Level) -> Compressed:
        del level
        rows = block.text.split("\n")
        if "\x1b" in block.text or any(row.startswith("#") for row in rows):
            raise NotMine
        read = _read(rows)
        forms = [_form(_FLAT, _flat(read)), _form(_NESTED, _nested(read))]
        before, *after = count_many((block.text, *forms))
        best = min(range(len(forms)), key=after.__getitem__)
        if after[best] >= before or len(forms[best]) >= len(block.text):
            raise NotMine
        return Compressed(forms[best])


def _read(rows: list[str]) -> list[_Row]:
    hits = [_hit(row) for row in rows]
    paths = {hit.path for hit in hits if hit.path}
    return [hit if hit.path else _context(hit.rest, paths) for hit in hits]


def _hit(row: str) -> _Row:
    match = _HIT.match(row) if ":" in row else None
    if match is None or not _LOOKS_LIKE_PATH.search(match[1]):
        return _Row("", row)
    return _Row(match[1], row[match.end() :] if match[2] else row[match.end() - 1 :])


def _context(row: str, paths: set[str]) -> _Row:
    """A `path-line-text` row; a path may hold dashes, so only one that has a hit is believed."""
    at = row.find("-")
    for _ in range(_MOST_DASHES):
        if at < 1:
            break
        if row[:at] in paths:
            return _Row(row[:at], _context_rest(row, at))
        at = row.find("-", at + 1)
    return _Row("", row)


def _context_rest(row: str, at: int) -> str:
    numbered = re.match(r"\d+-", row[at + 1 : at + 10])
    return row[at + 1 :] if numbered else row[at:]


def _flat(rows: Iterable[_Row]) -> Iterator[str]:
    said = ""
    for row in rows:
        if row.path and row.path != said:
            yield f"{_CLOSE} {row.path}"
            said = row.path
        elif not row.path and said and _would_be_taken_in(row.rest):
            yield _CLOSE
            said = ""
        yield row.rest


def _nested(rows: Iterable[_Row]) -> Iterator[str]:
    said = ""
    for row in _flat(rows):
        if not row.startswith(f"{_CLOSE} "):
            yield row
            continue
        folder, name = _split(row.removeprefix(f"{_CLOSE} "))
        if folder != said:
            yield f"# {folder}"
            said = folder
        yield f"{_CLOSE} {name}"


def _split(path: str) -> tuple[str, str]:
    at = max(path.rfind("/"), path.rfind("\\")) + 1
    return path[:at], path[at:]


def _would_be_taken_in(row: str) -> bool:
    return row != _SEPARATOR and _UNDER_A_HEADING.match(row) is not None


def _form(header: str, rows: Iterable[str]) -> str:
    return "\n".join((header, *rows))


PLUGIN = _Search()
