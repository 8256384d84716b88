"""Rows of search results, read: in which file, at which line, a hit or what stands around it.

Law: nothing is lost by reading; a row that is not certainly a result is a row of no file.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

SEPARATOR = "--"
_HIT = re.compile(r"((?:[A-Za-z]:[\\/])?[^\s:#][^\s:]*):(?!:)(?:([1-9]\d{0,8}):)?")
_CONTEXT = re.compile(r"-(?:([1-9]\d{0,8})-)?")
_CLOCK = re.compile(r"[^\s:]*\d:\d\d?:\d\d?(?!\d*:)")
_NUMBERED = re.compile(r"([1-9]\d{0,8})([:-])")
_PATH = re.compile(r"[./\\]|^[A-Z]\w*$")
_HEADING = re.compile(r"[^\s:]*[./\\][^\s:]*")
_BINARY = re.compile(r"(grep: )([^\s{}]+)(: binary file matches)|(Binary file )([^\s{}]+)( matches)")
_LIKE_BINARY = re.compile(r"grep: .+: binary file matches|Binary file .+ matches", re.DOTALL)
_MOST_DASHES = 24
_ENOUGH = 0.6


class Row(NamedTuple):
    """A row: `sign` tells a hit (:) from what is around it (-); `number` may be empty.

    `file` is empty where only one file was searched, and None where the row is no result: then `text` is all of it.
    """

    file: str | None
    number: str
    sign: str
    text: str

    @property
    def told(self) -> str:
        """The row without its file."""
        return f"{self.number}{self.sign}{self.text}"


class Results(NamedTuple):
    """The rows, and how they were printed: `grep` the path in front of each, `rg` above them, `one` nowhere."""

    how: str
    rows: list[Row]

    @property
    def is_sure(self) -> bool:
        """Whether most of the rows are results."""
        told = [row for row in self.rows if row.text not in {"", SEPARATOR} and not frame(row.text)]
        return sum(row.file is not None for row in told) >= _ENOUGH * len(told)


def read(rows: Sequence[str]) -> Results:
    """The rows of a search, by the way of printing that fits."""
    by_path = Results("grep", _with_paths(rows))
    if by_path.is_sure:
        return by_path
    return Results("rg", _under_headings(rows)) if "" in rows else Results("one", _of_one_file(rows))


def tells_of_binary(text: str) -> bool:
    """Whether a row tells of a hit in a binary file."""
    return _LIKE_BINARY.fullmatch(text) is not None


def frame(text: str) -> tuple[str, str] | None:
    """What stands around the path in a row that tells of a binary file, if the path is one word."""
    match = _BINARY.fullmatch(text)
    return (match[1] or match[4], match[3] or match[6]) if match else None


def _with_paths(rows: Sequence[str]) -> list[Row]:
    hits = [_hit(row) for row in rows]
    paths = {hit.file for hit in hits if hit.file}
    return [hit if hit.file else _context(hit.text, paths) for hit in hits]


def _hit(row: str) -> Row:
    match = _HIT.match(row) if ":" in row else None
    if match is None or not _PATH.search(match[1]) or _CLOCK.match(row):
        return _other(row)
    return Row(match[1], match[2] or "", ":", row[match.end() :])


def _context(row: str, paths: set[str]) -> Row:
    """A `path-line-text` row; a path may hold dashes, so only one that has a hit is believed."""
    at = row.find("-")
    for _ in range(_MOST_DASHES):
        if at < 1:
            break
        if row[:at] in paths and (match := _CONTEXT.match(row, at)):
            return Row(row[:at], match[1] or "", "-", row[match.end() :])
        at = row.find("-", at + 1)
    return _other(row)


def _of_one_file(rows: Sequence[str]) -> list[Row]:
    return [_numbered(row, "") or _other(row) for row in rows]


def _under_headings(rows: Sequence[str]) -> list[Row]:
    """The rows below their headings; a heading stands first, or after rows and one empty row."""
    found: list[Row] = []
    last, file = "", None
    for at, row in enumerate(rows):
        if _is_heading(rows, at) and row != last:
            last = file = row
        elif not (_is_heading(rows, at + 1) and rows[at + 1] != last):
            numbered = _numbered(row, file) if file is not None else None
            file = file if numbered or row == SEPARATOR else None
            found.append(numbered or _other(row))
    return found


def _is_heading(rows: Sequence[str], at: int) -> bool:
    first = at == 0 or (at > 1 and not rows[at - 1])
    fits = first and at + 1 < len(rows) and _NUMBERED.match(rows[at + 1])
    return bool(fits and _HEADING.fullmatch(rows[at]))


def _numbered(row: str, file: str) -> Row | None:
    match = _NUMBERED.match(row)
    return Row(file, match[1], match[2], row[match.end() :]) if match else None


def _other(row: str) -> Row:
    return Row(None, "", "", row)
