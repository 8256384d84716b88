"""Which lines of a log are still said at `balanced`, and what is said of those left out.

Kept are trouble, whatever is rare, the first and last of each template and the largest of its
numbers; the rest becomes counts. Law: an entry is kept or left out whole; every template that loses
lines says how many there were, so that a bound that was hit is seen there.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from headroom_cli.compressors import _asked
from headroom_cli.compressors._log.alarms import kind
from headroom_cli.compressors._log.cluster import Template
from headroom_cli.compressors._log.lines import Line

_FEW = 6
_RARE = 2
_FAR = 4.0
_TOLD = 3
_NAMED = 40
_NUMBER = re.compile(r"-?\d{1,18}(?:\.\d{1,18})?")


class Bounds(NamedTuple):
    """At most so many lines: of one kind of trouble; rare ones of one template; rare ones in words of their own."""

    trouble: int
    rare: int
    lone: int


class Thinned(NamedTuple):
    """What is left of a log: lines with notes of ours between, what to say of templates, line counts."""

    lines: list[Line | str]
    notes: dict[Template, str]
    shown: int
    total: int


class Census:
    """A log, counted once, to be thinned within one or another bound."""

    def __init__(self, lines: Sequence[Line], asked: frozenset[str] = frozenset()) -> None:
        self._lines = lines
        self._groups = _by_template(lines)
        self._told = {t: _told(_values(g, lines)) for t, g in self._groups.items()}
        self._always = {0, len(lines) - 1, *(i for i, line in enumerate(lines) if line.full)}
        self._trouble = _ranked((i for i, line in enumerate(lines) if line.bad), lines)
        alone = _ranked((i for i, line in enumerate(lines) if line.free and not line.full), lines)
        self._lone = [i for i, rank in alone if rank < _RARE]
        self._rare = [_rare(values) for g in self._groups.values() if (values := _values(g, lines))]
        for members in self._groups.values():
            self._always.update(members if len(members) <= _FEW else (members[0], members[-1]))
            self._always.update(_far(_values(members, lines)))
        self._always.update(_named([line.entry.text for line in lines], asked))

    def thin(self, bounds: Bounds) -> Thinned:
        """The log without its repetitions."""
        keep = self._always.union(self._lone[: bounds.lone], *(rare[: bounds.rare] for rare in self._rare))
        keep.update(i for i, rank in self._trouble if rank < bounds.trouble)
        notes = {t: _note(self._told[t], len(keep.intersection(g)), len(g)) for t, g in self._groups.items()}
        shown = _height(self._lines[i] for i in keep)
        return Thinned(list(_with_gaps(self._lines, keep)), notes, shown, _height(self._lines))


def _with_gaps(lines: Sequence[Line], keep: set[int]) -> Iterator[Line | str]:
    for shown, run in groupby(range(len(lines)), keep.__contains__):
        if shown:
            yield from (lines[i] for i in run)
        else:
            yield f"…{_height(lines[i] for i in run)}"


def _height(lines: Iterable[Line]) -> int:
    return sum(1 + line.entry.text.count("\n") for line in lines)


def _by_template(lines: Sequence[Line]) -> dict[Template, list[int]]:
    groups: dict[Template, list[int]] = defaultdict(list)
    for i, line in enumerate(lines):
        if line.said:
            groups[line.said.template].append(i)
    return groups


def _values(members: list[int], lines: Sequence[Line]) -> dict[int, tuple[str, ...]]:
    return {i: said.values for i in members if (said := lines[i].said)}


def _ranked(indexes: Iterable[int], lines: Sequence[Line]) -> list[tuple[int, int]]:
    """Each line with how many of its kind came before."""
    seen: Counter[str] = Counter()
    ranked = []
    for i in indexes:
        k = kind(lines[i].entry.text)
        ranked.append((i, seen[k]))
        seen[k] += 1
    return ranked


def _named(texts: Sequence[str], asked: frozenset[str]) -> list[int]:
    """The lines that hold a telling word of the question, as many as a reader would look at."""
    telling = _asked.telling(texts, asked)
    return [i for i, text in enumerate(texts) if telling and _asked.names(text, telling)][:_NAMED]


def _rare(values: dict[int, tuple[str, ...]]) -> list[int]:
    kinds = {i: kind(" ".join(v)) for i, v in values.items()}
    tally = Counter(kinds.values())
    return [i for i, k in kinds.items() if tally[k] <= _RARE]


def _far(values: dict[int, tuple[str, ...]]) -> set[int]:
    """The line with the largest number of each slot, where it is far from the usual."""
    far = set()
    for column in zip(*values.values(), strict=True):
        numbers = _numbers(column)
        if numbers and max(numbers) > _FAR * sorted(numbers)[len(numbers) // 2] > 0:
            far.add(list(values)[numbers.index(max(numbers))])
    return far


def _numbers(column: Sequence[str]) -> list[float]:
    """The column as numbers, empty unless all are."""
    return [float(w) for w in column] if all(map(_NUMBER.fullmatch, column)) else []


def _note(told: str, shown: int, total: int) -> str:
    """What to know of a template of which only some lines are shown."""
    return f" [{shown} of {total} shown{told}]" if shown < total else ""


def _told(values: dict[int, tuple[str, ...]]) -> str:
    slots = [_slot(column) for column in zip(*values.values(), strict=True)]
    return "".join(f"; value {n}: {s}" for n, s in enumerate(slots, 1) if s)


def _slot(column: Sequence[str]) -> str:
    """The common values of a slot with their counts, or the range of its numbers."""
    tally = Counter(column)
    common = tally.most_common(_TOLD)
    numbers = _numbers(column)
    if numbers and sum(times for _, times in common) * 2 < len(column):
        return f"{column[numbers.index(min(numbers))]}…{column[numbers.index(max(numbers))]}"
    if len(tally) * _TOLD > len(column):
        return ""
    told = ", ".join(f"{word} x{times}" for word, times in common)
    return told + (f" and {len(tally) - _TOLD} more" if len(tally) > _TOLD else "")
