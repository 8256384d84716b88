"""Times of consecutive log lines, each said by the end in which it differs from the one before.

Law: `put_back(before, end_of(before, now)) == now`; an end starts at a field, so that `46` after
`06:55:41` is the second 46 and never half a number; with another minute the hour is said, too.
"""

from __future__ import annotations

import re
from functools import lru_cache

_FIELD = re.compile(r"(?<!\d)\d+")
_PACKED = "000000"
_ZEROS = str.maketrans("123456789", "000000000")
_MINUTE = re.compile("(?<=(?<!:)00:)00:00")
_PLAIN = re.compile(r"[\d:.,]*$")


def end_of(before: str, now: str) -> str | None:
    """The changed end of `now`, empty if nothing changed; None where it has to be said in full."""
    if now == before:
        return ""
    if len(now) != len(before):
        return None
    for cut in _cuts(now.translate(_ZEROS)):
        if now.startswith(before[:cut]):
            return now[cut:]
    return None


def put_back(before: str, end: str) -> str:
    """The time whose changed end is given."""
    return before[: len(before) - len(end)] + end


@lru_cache(maxsize=64)
def _cuts(shape: str) -> tuple[int, ...]:
    """Where an end may start, last first: at a field of the plain tail; six digits are hour, minute, second.

    It never starts at the minute: an hour that stands rows above is not found by a reader.
    """
    plain = _PLAIN.search(shape)
    first = plain.start() if plain else len(shape)
    found: list[int] = []
    for field in _FIELD.finditer(shape, first):
        if field[0] == _PACKED and ":" not in shape:
            found += (field.start(), field.end() - 2)
        elif not _MINUTE.match(shape, field.start()):
            found.append(field.start())
    return tuple(reversed(found))
