"""Long listings (ls -l): mode, links, owner, group and date become a letter where many rows share them.

Law: names, sizes and the order of the rows stay; the columns' padding follows from the cells of a
block of rows, or is said where it does not; a row that is not certainly ls's stays as it came.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from string import ascii_lowercase

_ROW = re.compile(
    r"([-dlbcps][-rwxsStT]{9}[.+@]?) ( *\d+) (\S+ +)(\S+)( +\d+) "
    r"([A-Z][a-z]{2} [ \d]\d (?: \d{4}|\d\d:\d\d)|[ \d]\d [ \d]\d (?: \d{4}|\d\d:\d\d)|\d{4}-\d\d-\d\d \d\d:\d\d) (.+)"
)
_CODED = re.compile(r"[a-z]{1,2} |\[columns ")
_FEWEST = 3


@dataclass(frozen=True, slots=True)
class Entry:
    """A row of a long listing: its cells, and how wide its padded columns are (links; owner; group and size)."""

    mode: str
    links: str
    owner: str
    group: str
    size: str
    date: str
    name: str
    widths: tuple[int, int, int]


def read(row: str) -> Entry | None:
    """A row as ls -l prints it, or None."""
    match = _ROW.fullmatch(row)
    if match is None:
        return None
    mode, links, owner, group, size, date, name = match.groups()
    widths = len(links), len(owner), len(group) + len(size)
    return Entry(mode, links.strip(), owner.strip(), group, size.strip(), date, name, widths)


def by_letter(rows: Sequence[str], *, dated: bool) -> str | None:
    """The listing with a letter for what rows share, the date with it when `dated`; None when it cannot be."""
    entries = [read(row) for row in rows]
    known = [entry for entry in entries if entry]
    letters = _letters([_shared(entry, dated=dated) for entry in known])
    if (
        len(known) < _FEWEST
        or not letters
        or any(not e and _CODED.match(r) for e, r in zip(entries, rows, strict=True))
    ):
        return None
    what = "mode links owner group date" if dated else "mode links owner group"
    legend = (f"{letter} {shared}" for shared, letter in letters.items())
    row = "size name" if dated else "size date name"
    head = (f"[ls -l, a letter for {what}:", *legend, f"then rows: letter {row}]")
    return "\n".join((*head, *_coded(rows, entries, letters, dated=dated)))


def plain_widths(block: Sequence[Entry]) -> tuple[int, int, int]:
    """How wide ls makes the columns of a block that is there whole."""
    group, size = max(len(e.group) for e in block), max(len(e.size) for e in block)
    return max(len(e.links) for e in block), max(len(e.owner) for e in block) + 1, group + 1 + size


def _shared(entry: Entry, *, dated: bool) -> str:
    date = f" {entry.date}" if dated else ""
    return f"{entry.mode} {entry.links} {entry.owner} {entry.group}{date}"


def _letters(shared: Sequence[str]) -> dict[str, str]:
    names = [*ascii_lowercase, *(a + b for a in ascii_lowercase for b in ascii_lowercase)]
    distinct = dict.fromkeys(shared)
    return dict(zip(distinct, names, strict=False)) if len(distinct) <= len(names) else {}


def _coded(
    rows: Sequence[str], entries: Sequence[Entry | None], letters: dict[str, str], *, dated: bool
) -> Iterator[str]:
    pairs = zip(rows, entries, strict=True)
    after: tuple[int, int, int] | None = None
    for widths, run in groupby(pairs, lambda pair: pair[1].widths if pair[1] else None):
        block = list(run)
        found = [entry for _, entry in block if entry]
        if not found:
            yield from (row for row, _ in block)
        elif after or widths != plain_widths(found):
            yield f"[columns {' '.join(map(str, widths or ()))}]"
        yield from (_row(entry, letters[_shared(entry, dated=dated)], dated=dated) for entry in found)
        after = widths


def _row(entry: Entry, letter: str, *, dated: bool) -> str:
    date = "" if dated else f"{entry.date} "
    return f"{letter} {entry.size} {date}{entry.name}"
