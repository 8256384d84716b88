"""The lines of one template: what is usual among their values, which of them are rare, which far from the usual.

Law: decided from the values alone; of a number the largest is far when it is several times the middle one.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from headroom_cli.compressors._log.alarms import kind

RARE = 2
_FAR = 4.0
_TOLD = 3
_NUMBER = re.compile(r"-?\d{1,18}(?:\.\d{1,18})?")


class Group:
    """Members are numbers of lines, in order; `rows` are their values."""

    def __init__(self, members: Sequence[int], rows: Sequence[tuple[str, ...]]) -> None:
        columns = list(zip(*rows, strict=True))
        numbers = [_numbers(column) for column in columns]
        slots = map(_slot, columns, numbers)
        self.members = members
        self.told = "".join(f"; value {n}: {slot}" for n, slot in enumerate(slots, 1) if slot)
        self.far = {members[far] for one in numbers if (far := _far(one)) is not None}
        kinds = [kind(" ".join(row)) for row in rows] if columns else []
        tally = Counter(kinds)
        self.rare = [member for member, k in zip(members, kinds, strict=False) if tally[k] <= RARE]

    def note(self, shown: int) -> str:
        """What to know of the template when only so many lines are shown."""
        return f" [{shown} of {len(self.members)} shown{self.told}]" if shown < len(self.members) else ""


def _numbers(column: Sequence[str]) -> list[float]:
    """The column as numbers, empty unless all are."""
    return [float(word) for word in column] if all(map(_NUMBER.fullmatch, column)) else []


def _far(numbers: Sequence[float]) -> int | None:
    """Where the largest of the numbers is, if it is far from the usual."""
    if not numbers or not max(numbers) > _FAR * sorted(numbers)[len(numbers) // 2] > 0:
        return None
    return numbers.index(max(numbers))


def _slot(column: Sequence[str], numbers: Sequence[float]) -> str:
    """The common values of a slot with their counts, or the range of its numbers."""
    tally = Counter(column)
    common = tally.most_common(_TOLD)
    repeats = len(tally) * _TOLD <= len(column)
    if numbers and not (repeats and sum(times for _, times in common) * 2 >= len(column)):
        return f"{column[numbers.index(min(numbers))]}…{column[numbers.index(max(numbers))]}"
    told = ", ".join(f"{word} x{times}" for word, times in common) if repeats else ""
    return told + (f" and {len(tally) - _TOLD} more" if told and len(tally) > _TOLD else "")
