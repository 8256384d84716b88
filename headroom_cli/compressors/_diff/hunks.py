"""Hunks: the lines of a diff behind their `@@` head.

Law: the lines of a hunk are never touched. Its lengths are left out where counting the lines gives them
back; a hunk with less context is the one that git makes with a smaller `-U`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby

_HEAD = re.compile(r"@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@(.*)", re.DOTALL)
_SIGNS = (" ", "+", "-", "\\")
_FUNCTION = re.compile(r"[ -][A-Za-z_$]")
_LONGEST_SECTION = 80
_FEWEST = 4  # lines between two changes that are worth a head of their own


@dataclass(frozen=True, slots=True)
class Hunk:
    """A hunk: where it begins in the old and the new file, what git says of its place, its lines.

    `bare`: its end can be seen without the lengths, and the lengths follow from the lines.
    """

    head: str
    old: int
    new: int
    section: str
    rows: tuple[str, ...]
    bare: bool = True

    @property
    def shown(self) -> str:
        """The head without lengths."""
        return f"@@ -{self.old} +{self.new} @@{self.section}"

    @property
    def deaf(self) -> bool:
        """Whether the head would be taken for one whose lengths were left out, wrongly."""
        return not self.bare and self.head == self.shown


def read(rows: Sequence[str], at: int) -> Hunk | None:
    """The hunk whose head is the row at `at`, or None."""
    match = _HEAD.fullmatch(rows[at]) if rows[at].startswith("@@ -") else None
    if match is None:
        return None
    old, old_length, new, new_length, section = match.groups()
    end = _end(rows, at + 1, int(old_length or 1), int(new_length or 1))
    hunk = Hunk(rows[at], int(old), int(new), section, tuple(rows[at + 1 : end]))
    bare = end - at - 1 == _seen(rows, at + 1) and _head(hunk) == rows[at]
    return replace(hunk, bare=bare)


def narrowed(hunk: Hunk, keep: int) -> list[Hunk]:
    """The hunk with `keep` lines of context around its changes: one hunk or several."""
    wanted = _unbroken(_wanted(hunk.rows, keep))
    if all(wanted):
        return [hunk]
    made = []
    section = hunk.section
    old, new, at = hunk.old, hunk.new, 0
    for kept, run in groupby(wanted):
        rows = hunk.rows[at : at + len(list(run))]
        if kept:
            part = Hunk("", old, new, section, rows)
            made.append(replace(part, head=_head(part)))
        section = _function(rows) or section
        old, new, at = old + _count(rows, "-"), new + _count(rows, "+"), at + len(rows)
    return made


def _end(rows: Sequence[str], at: int, old: int, new: int) -> int:
    """Where the lines that the lengths promise end, or the text does, or what is no line of a hunk begins."""
    while at < len(rows) and (old > 0 or new > 0 or rows[at].startswith("\\")):
        sign = rows[at][:1] or " "
        if sign not in _SIGNS:
            break
        old -= sign in " -"
        new -= sign in " +"
        at += 1
    return at


def _seen(rows: Sequence[str], at: int) -> int:
    """How many rows look like lines of a hunk from `at` on."""
    end = next((end for end in range(at, len(rows)) if not rows[end].startswith(_SIGNS)), len(rows))
    return end - at


def _head(hunk: Hunk) -> str:
    old, new = (_range(start, _count(hunk.rows, sign)) for start, sign in ((hunk.old, "-"), (hunk.new, "+")))
    return f"@@ -{old} +{new} @@{hunk.section}"


def _range(start: int, length: int) -> str:
    return str(start) if length == 1 else f"{start},{length}"


def _count(rows: Sequence[str], sign: str) -> int:
    return sum((row[:1] or " ") in (" ", sign) for row in rows)


def _wanted(rows: Sequence[str], keep: int) -> list[bool]:
    """For each line whether it is a change or within `keep` lines of one."""
    far = [keep + 1] * (len(rows) + 1)
    for at, row in enumerate(rows):
        far[at] = 0 if row.startswith(("+", "-")) else far[at - 1] + (not row.startswith("\\"))
    for at in range(len(rows) - 1, -1, -1):
        far[at] = min(far[at], far[at + 1] + (not rows[at].startswith("\\")))
    return [distance <= keep for distance in far[:-1]]


def _unbroken(wanted: Sequence[bool]) -> list[bool]:
    """A gap between two changes that is no longer than the head it would cost is no gap."""
    made: list[bool] = []
    for kept, run in groupby(wanted):
        length = len(list(run))
        inner = made and len(made) + length < len(wanted)
        made += [kept or bool(inner and length < _FEWEST)] * length
    return made


def _function(rows: Sequence[str]) -> str:
    """What git would say of a place below these lines: the last one that looks like a heading."""
    found = next((row for row in reversed(rows) if _FUNCTION.match(row)), "")
    return f" {found[1 : _LONGEST_SECTION + 1].rstrip()}" if found else ""
