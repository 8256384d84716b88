"""The step from one value of a column to the next: none, a number, or seconds between two times.

Law: where `step(a, b)` is n, `stepped(a, n)` is b, spelled as it was.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import TypeAlias

from headroom_cli.compressors._json.values import Value

_WHOLE = re.compile(rb"0|-?[1-9][0-9]{0,17}")
_TIME = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d", re.ASCII)
_LENGTH = len("2000-01-01T00:00:00")
_BEGIN = datetime(2000, 1, 1)  # noqa: DTZ001 - only differences count
_Place: TypeAlias = "tuple[str, int] | None"


def steps(values: Sequence[Value], breaks: set[int]) -> Iterator[int | None]:
    """The step to each value from the one above; None where there is none, or no row above."""
    places = [_place(value) for value in values]
    for i, value in enumerate(values):
        yield None if i in breaks or not i else _between(values[i - 1], value, places[i - 1], places[i])


def step(above: Value, value: Value) -> int | None:
    """0 for the same value, the difference of two whole numbers, the seconds between two times."""
    return 0 if above == value else _between(above, value, _place(above), _place(value))


def _between(above: Value, value: Value, one: _Place, other: _Place) -> int | None:
    if above == value:
        return 0
    return other[1] - one[1] if one and other and one[0] == other[0] else None


def _place(value: Value) -> _Place:
    """Where a value is on its own line of numbers or times, and what tells that line from others."""
    if isinstance(value, bytes):
        return ("", int(value)) if _WHOLE.fullmatch(value) else None
    if not isinstance(value, str) or not _TIME.match(value):
        return None
    try:
        since = datetime.fromisoformat(value[:_LENGTH]) - _BEGIN
    except ValueError:
        return None
    return value[_LENGTH - 9] + value[_LENGTH:], since.days * 86400 + since.seconds


def stepped(above: Value, by: int) -> Value:
    """The value that comes `by` after the one above."""
    if isinstance(above, bytes) and by:
        return str(int(above) + by).encode()
    if isinstance(above, str) and by:
        moved = datetime.fromisoformat(above[:_LENGTH]) + timedelta(seconds=by)
        return moved.isoformat(above[10]) + above[_LENGTH:]
    return above
