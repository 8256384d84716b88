"""The step from one value of a column to the next: none, a number, or seconds between two times.

Law: where `step(a, b)` is n, `stepped(a, n)` is b, spelled as it was.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from headroom_cli.compressors._json.values import Value

_WHOLE = re.compile(rb"0|-?[1-9][0-9]{0,17}")
_TIME = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d", re.ASCII)
_LENGTH = len("2000-01-01T00:00:00")


def steps(values: Sequence[Value], breaks: set[int]) -> Iterator[int | None]:
    """The step to each value from the one above; None where there is none, or no row above."""
    for i, value in enumerate(values):
        yield None if i in breaks or not i else step(values[i - 1], value)


def step(above: Value, value: Value) -> int | None:
    """0 for the same value, the difference of two whole numbers, the seconds between two times."""
    if above == value:
        return 0
    if isinstance(above, bytes) and isinstance(value, bytes):
        return int(value) - int(above) if _WHOLE.fullmatch(above) and _WHOLE.fullmatch(value) else None
    if isinstance(above, str) and isinstance(value, str) and above[_LENGTH:] == value[_LENGTH:]:
        return _seconds(above, value)
    return None


def _seconds(above: str, value: str) -> int | None:
    if above[10:11] != value[10:11] or not (_TIME.match(above) and _TIME.match(value)):
        return None
    try:
        gap = datetime.fromisoformat(value[:_LENGTH]) - datetime.fromisoformat(above[:_LENGTH])
    except ValueError:
        return None
    return gap.days * 86400 + gap.seconds


def stepped(above: Value, by: int) -> Value:
    """The value that comes `by` after the one above."""
    if isinstance(above, bytes) and by:
        return str(int(above) + by).encode()
    if isinstance(above, str) and by:
        moved = datetime.fromisoformat(above[:_LENGTH]) + timedelta(seconds=by)
        return moved.isoformat(above[10]) + above[_LENGTH:]
    return above
