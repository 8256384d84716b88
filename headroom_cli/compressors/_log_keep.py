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

from headroom_cli.compressors._log_alarms import kind
from headroom_cli.compressors._log_cluster import Said, Template
from headroom_cli.compressors._log_lines import Line

_FEW = 6
_RARE = 2
_FAR = 4.0
_TOLD = 3
_NUMBER = re.compile(r"-?\d{1,18}(?:\.\d{1,18})?")


class Bounds(NamedTuple):
    """At most so many lines: of one kind of trouble; rare ones of one template; rare ones without template."""

    trouble: int
    rare: int
    lone: int


class Thinned(NamedTuple):
    """What is left of a log: lines with notes of ours between, what to say of templates, line counts."""

    lines: list[Line | str]
    notes: dict[Template, str]
    shown: int
    total: int


def thin(lines: Sequence[Line], bounds: Bounds) -> Thinned:
    """The log without its repetitions."""
    groups = _by_template(lines)
    keep = _kept(lines, groups, bounds)
    notes = {t: _note([s for i in g if (s := lines[i].said)], len(keep.intersection(g))) for t, g in groups.items()}
    return Thinned(list(_with_gaps(lines, keep)), notes, _height(lines[i] for i in keep), _height(lines))


def _kept(lines: Sequence[Line], groups: dict[Template, list[int]], bounds: Bounds) -> set[int]:
    alone = (i for i, line in enumerate(lines) if line.said is None and not line.full)
    bad = (i for i, line in enumerate(lines) if line.bad)
    keep = {0, len(lines) - 1, *(i for i, line in enumerate(lines) if line.full)}
    keep.update(_first_of_kinds(bad, lines, bounds.trouble), _first_of_kinds(alone, lines, _RARE)[: bounds.lone])
    for members in groups.values():
        keep |= _of_template(members, lines, bounds.rare)
    return keep


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


def _first_of_kinds(indexes: Iterable[int], lines: Sequence[Line], most: int) -> list[int]:
    """The first so many lines of each kind."""
    seen: Counter[str] = Counter()
    chosen = []
    for i in indexes:
        seen[k := kind(lines[i].entry.text)] += 1
        if seen[k] <= most:
            chosen.append(i)
    return chosen


def _of_template(members: list[int], lines: Sequence[Line], most: int) -> set[int]:
    values = {i: said.values for i in members if (said := lines[i].said)}
    ends = members if len(members) <= _FEW else (members[0], members[-1])
    return {*ends, *_rare(values)[:most], *_far(values)}


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
    return [float(w) for w in column] if all(_NUMBER.fullmatch(w) for w in column) else []


def _note(said: Sequence[Said], shown: int) -> str:
    """What to know of a template of which only some lines are shown."""
    if shown == len(said):
        return ""
    slots = [_slot(column) for column in zip(*(s.values for s in said), strict=True)]
    told = "; ".join(f"{n}. {s}" for n, s in enumerate(slots, 1) if s)
    return f" [{shown} of {len(said)} shown{': ' if told else ''}{told}]"


def _slot(column: Sequence[str]) -> str:
    """The common values of a slot with their counts, or the range of its numbers."""
    tally = Counter(column)
    if len(tally) * _TOLD <= len(column):
        common = " ".join(f"{w} ({n})" for w, n in tally.most_common(_TOLD))
        return common + (f" +{len(tally) - _TOLD} others" if len(tally) > _TOLD else "")
    numbers = _numbers(column)
    return f"{column[numbers.index(min(numbers))]}…{column[numbers.index(max(numbers))]}" if numbers else ""
