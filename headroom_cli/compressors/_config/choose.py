"""Which of many rows a reader needs: the ends, alarms, rare values, extremes, what was asked for.

Law: a row with a word of alarm or of the question is always kept; what is not kept is counted in its place.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from headroom_cli.compressors import _asked

_ALARM = re.compile(
    r"err(?:or|s?\b)|fail|fatal|exception|critical|denied|crash|panic|refused|timed? ?out|skip|warn", re.IGNORECASE
)
_FEW, _FIRST, _LAST = 40, 3, 2
_KINDS, _RARE = 12, 0.02
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")


def chosen(rows: Sequence[Sequence[str]], asked: frozenset[str]) -> list[int]:
    """The indexes of the rows to keep, in order: all where there are few."""
    if len(rows) <= _FEW:
        return [*range(len(rows))]
    kept = {*range(_FIRST), *range(len(rows) - _LAST, len(rows))}
    texts = [*map("\n".join, rows)]
    kept.update(at for at, text in enumerate(texts) if _ALARM.search(text) or (asked and _asked.names(text, asked)))
    for column in zip(*rows, strict=True):
        kept.update(_special(column))
    return sorted(kept)


def with_gaps(rows: Sequence[str], kept: Sequence[int]) -> list[str]:
    """The kept rows, and how many are not shown between them."""
    said: list[str] = []
    for before, at in pairwise([-1, *kept, len(rows)]):
        if at > before + 1:
            said.append(f"… {at - before - 1} rows left out")
        said += [rows[at]] if at < len(rows) else []
    return said


def _special(column: Sequence[str]) -> list[int]:
    """Rows with a value that few have where there are few values, or with the least or greatest number."""
    times = Counter(column)
    if len(times) <= _KINDS:
        return [at for at, value in enumerate(column) if times[value] <= max(1, _RARE * len(column))]
    if all(_NUMBER.fullmatch(value) for value in times):
        numbers = [*map(float, column)]
        return [numbers.index(min(numbers)), numbers.index(max(numbers))]
    return []
