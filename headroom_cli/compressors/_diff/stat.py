"""Diffstats: rows ` path | 12 ++--` in padded columns, and the sum below them.

Law: a block of rows is shown without its padding only where the widest cells give the padding back;
where they do not, its first row keeps it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

_AMOUNT = re.compile(r"( *(?:\d+|Bin))((?: [+-]+| \d+ -> \d+ bytes)?)")
_SUM = re.compile(r" (\d+) files? changed(?:, (\d+) insertions?\(\+\))?(?:, (\d+) deletions?\(-\))?")
_SHORT = re.compile(r" \d+ files?, ")


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a diffstat, its first two cells with their padding."""

    path: str
    amount: str
    graph: str

    def __str__(self) -> str:
        return f"{self.path} | {self.amount}{self.graph}"


def row(text: str) -> Row | None:
    """A row as git prints it, or None."""
    path, bar, rest = text.rpartition(" | ")
    match = _AMOUNT.fullmatch(rest) if bar and path[:1] == " " and path[1:2].strip() else None
    return Row(path, match[1], match[2]) if match else None


def is_telling(text: str) -> bool:
    """Whether a row can be nothing but one of a diffstat."""
    found = row(text)
    return found is not None and found.graph != ""


def unpadded(rows: Sequence[str]) -> list[str] | None:
    """The rows without the padding of diffstats; None where that could not be undone."""
    made: list[str] = []
    for known, run in groupby(map(row, rows), lambda found: found is not None):
        found = list(run)
        block = [one for one in found if one]
        if not known:
            made += rows[len(made) : len(made) + len(found)]
        elif len({(len(one.path), len(one.amount)) for one in block}) > 1:
            return None
        else:
            made += _block(block)
    return made


def _block(block: Sequence[Row]) -> Iterator[str]:
    bare = [Row(one.path.rstrip(" "), one.amount.lstrip(" "), one.graph) for one in block]
    paths, amounts = max(len(one.path) for one in bare), max(len(one.amount) for one in bare)
    explained = (paths, amounts) == (len(block[0].path), len(block[0].amount))
    yield str(bare[0] if explained else block[0])
    yield from map(str, bare[1:])


def short_sum(text: str) -> str:
    """The sum below a diffstat in short, empty where the row is none as git writes it."""
    match = _SUM.fullmatch(text)
    if match is None or long_sum(match[1], match[2], match[3]) != text:
        return ""
    signs = " ".join(f"{sign}{count}" for sign, count in (("+", match[2]), ("-", match[3])) if count)
    return f" {match[1]} file{_s(match[1])}, {signs}" if signs else ""


def long_sum(files: str, added: str | None, gone: str | None) -> str:
    """The sum as git writes it."""
    more = f", {added} insertion{_s(added)}(+)" if added else ""
    less = f", {gone} deletion{_s(gone)}(-)" if gone else ""
    return f" {files} file{_s(files)} changed{more}{less}"


def is_short(text: str) -> bool:
    """Whether a row would be taken for a sum in short."""
    return _SHORT.match(text) is not None


def _s(count: str) -> str:
    return "" if count == "1" else "s"
