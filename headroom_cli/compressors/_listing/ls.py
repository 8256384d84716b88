"""Long listings (ls -l): a letter stands for the mode, and what all rows have in common is said once.

Law: names, sizes and the order of the rows stay; the columns' padding follows from the cells of a
block of rows, or is said where it does not; a row that is not certainly ls's stays as it came.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from string import ascii_lowercase

_DATE = (
    r"(?:[A-Z][a-z]{2} [ \d]\d (?: \d{4}|\d\d:\d\d)|[ \d]\d [ \d]\d (?: \d{4}|\d\d:\d\d)"
    r"|\d{4}-\d\d-\d\d \d\d:\d\d(?::\d\d\.\d{9} [+-]\d{4})?)"
)
_ROW = re.compile(
    rf"([-dlbcps][-rwxsStT]{{9}}[.+@]?) ( *\d+) (\S+ +)(\S+)( +\d+(?:\.\d)?[KMGT]?) ({_DATE}) (.+)", re.DOTALL
)
_DATED = re.compile(rf"{_DATE} ")
_CODED = re.compile(r"[a-z]{1,2}\d* |\[columns ")
_FEWEST = 3
_OFTEN = 3
_KINDS = {"d": "d", "-": "f", "l": "l"}


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


def by_letter(rows: Sequence[str]) -> Iterator[str]:
    """The listing with a letter for the mode, and one with a letter for mode and date; where they can be."""
    entries = [read(row) for row in rows]
    known = [entry for entry in entries if entry]
    if len(known) < _FEWEST or any(not e and _CODED.match(r) for e, r in zip(entries, rows, strict=True)):
        return
    for dated in (False, True):
        code = _Code(known, dated=dated)
        if code.letters and (dated or not any(_DATED.match(entry.name) for entry in known)):
            yield "\n".join((code.header(), *_coded(rows, entries, code)))


def plain_widths(block: Sequence[Entry]) -> tuple[int, int, int]:
    """How wide ls makes the columns of a block that is there whole."""
    group, size = max(len(e.group) for e in block), max(len(e.size) for e in block)
    return max(len(e.links) for e in block), max(len(e.owner) for e in block) + 1, group + 1 + size


class _Code:
    """How the rows are said: whose they all are, which date is not said, and what the letters stand for."""

    def __init__(self, entries: Sequence[Entry], *, dated: bool) -> None:
        owners = {(entry.owner, entry.group) for entry in entries}
        self._owners = owners.pop() if len(owners) == 1 else ()
        date, times = Counter(entry.date for entry in entries).most_common(1)[0]
        self._usual = date if times >= _OFTEN and not dated else ""
        self._dated = dated
        self.letters: Mapping[str, str] = _letters([self._shared(entry) for entry in entries])

    def header(self) -> str:
        """What a reader must know."""
        owners = "; owner of all: {}, group: {}".format(*self._owners) if self._owners else ""
        date = f"; {self._usual} where no other date is said" if self._usual else ""
        legend = ", ".join(f"{letter} {shared}" for shared, letter in self.letters.items())
        columns = f"letter, links if not 1, size, {'' if self._dated else 'date, '}name"
        return f"[ls -l{owners}{date}; {legend}; rows: {columns}]"

    def row(self, entry: Entry) -> str:
        """A row in the code."""
        links = "" if entry.links == "1" else entry.links
        date = "" if self._dated or entry.date == self._usual else f"{entry.date} "
        return f"{self.letters[self._shared(entry)]}{links} {entry.size} {date}{entry.name}"

    def _shared(self, entry: Entry) -> str:
        owners = "" if self._owners else f" {entry.owner} {entry.group}"
        return f"{entry.mode}{owners}{f' {entry.date}' if self._dated else ''}"


def _letters(shared: Sequence[str]) -> dict[str, str]:
    """A letter for each, none at all where they are too many; d, f and l are for folders, files and links."""
    kinds = dict(_KINDS)
    letters: dict[str, str] = {}
    free = (a + b for a in ("", *ascii_lowercase) for b in ascii_lowercase if a + b not in _KINDS.values())
    for one in dict.fromkeys(shared):
        letters[one] = kinds.pop(one[0], "") or next(free, "")
    return letters if all(letters.values()) else {}


def _coded(rows: Sequence[str], entries: Sequence[Entry | None], code: _Code) -> Iterator[str]:
    pairs = zip(rows, entries, strict=True)
    after: tuple[int, int, int] | None = None
    for widths, run in groupby(pairs, lambda pair: pair[1].widths if pair[1] else None):
        block = list(run)
        found = [entry for _, entry in block if entry]
        if not found:
            yield from (row for row, _ in block)
        elif after or widths != plain_widths(found):
            yield f"[columns {' '.join(map(str, widths or ()))}]"
        yield from map(code.row, found)
        after = widths
