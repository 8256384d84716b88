"""Which lines of a log are still said at `balanced`, and what is said of those left out.

Kept are trouble, whatever is rare, the first and last of each template, the largest of its numbers
and what the question names; the rest becomes counts. Law: an entry is kept or left out whole; every template that loses
lines says how many there were, so that a bound that was hit is seen there.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from headroom_cli.compressors import _asked
from headroom_cli.compressors._log.alarms import kind
from headroom_cli.compressors._log.cluster import Template
from headroom_cli.compressors._log.group import RARE, Group
from headroom_cli.compressors._log.lines import Line

_FEW = 6
_NAMED = 40


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
        self._heights = [1 + line.entry.text.count("\n") for line in lines]
        self._groups = _by_template(lines)
        self._trouble = _ranked((i for i, line in enumerate(lines) if line.bad), lines)
        alone = _ranked((i for i, line in enumerate(lines) if line.free and not line.full), lines)
        self._lone = [i for i, rank in alone if rank < RARE]
        self._always = {0, len(lines) - 1, *(i for i, line in enumerate(lines) if line.full)}
        self._always.update(_named([line.entry.text for line in lines], asked))
        for group in self._groups.values():
            all_of = group.members
            self._always.update(group.far, all_of if len(all_of) <= _FEW else (all_of[0], all_of[-1]))

    def thin(self, bounds: Bounds) -> Thinned:
        """The log without its repetitions."""
        rare = (group.rare[: bounds.rare] for group in self._groups.values())
        keep = self._always.union(self._lone[: bounds.lone], *rare)
        keep.update(i for i, rank in self._trouble if rank < bounds.trouble)
        notes = {t: group.note(len(keep.intersection(group.members))) for t, group in self._groups.items()}
        shown = sum(self._heights[i] for i in keep)
        return Thinned(list(self._with_gaps(keep)), notes, shown, sum(self._heights))

    def _with_gaps(self, keep: set[int]) -> Iterator[Line | str]:
        for shown, run in groupby(range(len(self._lines)), keep.__contains__):
            if shown:
                yield from (self._lines[i] for i in run)
            else:
                yield f"…{sum(self._heights[i] for i in run)}"


def _by_template(lines: Sequence[Line]) -> dict[Template, Group]:
    members: dict[Template, list[int]] = defaultdict(list)
    rows: dict[Template, list[tuple[str, ...]]] = defaultdict(list)
    for i, line in enumerate(lines):
        if said := line.said:
            members[said.template].append(i)
            rows[said.template].append(said.values)
    return {template: Group(numbers, rows[template]) for template, numbers in members.items()}


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
