"""Lines that a text has said before, word for word and in a row: named where they first stand, then called by name.

Law: what is named stands in full where it is named, in one piece; putting it back where it is called gives
the text. A text that already speaks of names must not be said so.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import count, product
from string import ascii_uppercase

_SPEAKS = re.compile(r"^\[[A-Z]{1,9}(?:: the next \d+ lines| again)\]$", re.MULTILINE)
_FEWEST = 2
_CANDIDATES = 4

Place = tuple[int, int]


def said(rows: Sequence[str], shortest: int) -> list[str]:
    """The rows, runs of lines that were there before called by name if they have as many characters."""
    calls = _repeats(rows, shortest)
    names = dict(zip(sorted(set(calls.values())), _names(), strict=False))
    begins: dict[int, list[str]] = defaultdict(list)
    for (at, length), name in names.items():
        begins[at].append(f"[{name}: the next {length} lines]")
    return list(_written(rows, calls, names, begins))


def speaks_of_names(text: str) -> bool:
    """Whether a line of the text names or calls lines as we do."""
    return _SPEAKS.search(text) is not None


def _written(
    rows: Sequence[str], calls: dict[int, Place], names: dict[Place, str], begins: dict[int, list[str]]
) -> Iterator[str]:
    at = 0
    while at < len(rows):
        place = calls.get(at)
        if place:
            yield f"[{names[place]} again]"
            at += place[1]
        else:
            yield from begins.get(at, ())
            yield rows[at]
            at += 1


def _repeats(rows: Sequence[str], shortest: int) -> dict[int, Place]:
    """Where a run of lines begins that stood before: where that was, and its length."""
    calls: dict[int, Place] = {}
    shown = [True] * len(rows)
    seen: dict[tuple[str, str], list[int]] = defaultdict(list)
    at = 0
    while at + 1 < len(rows):
        known = seen[rows[at], rows[at + 1]]
        length, place = max(((_length(rows, shown, before, at), -before) for before in known), default=(0, 0))
        if length >= _FEWEST and length + sum(map(len, rows[at : at + length])) >= shortest:
            calls[at] = -place, length
            shown[at : at + length] = [False] * length
            at += length
            continue
        if len(known) < _CANDIDATES:
            known.append(at)
        at += 1
    return calls


def _length(rows: Sequence[str], shown: Sequence[bool], before: int, at: int) -> int:
    """How many lines from `at` on stand at `before` as well, where they are shown in full."""
    most = min(len(rows) - at, at - before)
    return next((n for n in range(most) if not shown[before + n] or rows[before + n] != rows[at + n]), most)


def _names() -> Iterator[str]:
    """A, B … Z, AA, AB …"""
    return ("".join(letters) for length in count(1) for letters in product(ascii_uppercase, repeat=length))
