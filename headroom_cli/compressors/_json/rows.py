"""Which rows of a document's arrays and maps are kept: of each long one, and of many short ones under one key.

Law: the choice is `choice`'s; what is not kept is summed up, rows of short arrays once for all of them.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from headroom_cli.compressors._json.choice import chosen, fields, wordy
from headroom_cli.compressors._json.summary import summary
from headroom_cli.compressors._json.values import Array, Object, Row, Value

_MOST = 0.65
_TEXTS = 5
_FEW, _ARRAYS, _TOGETHER = 4, 5, 4


class Pick(NamedTuple):
    """The indexes of the rows kept of one container, and what the others are like."""

    kept: Sequence[int]
    summary: str


def picks(found: Iterable[Row], asked: frozenset[str], most: int) -> dict[Row, Pick]:
    """What is kept of the containers that lose rows; one of up to `most` rows loses none by itself."""
    picked: dict[Row, Pick] = {}
    short: dict[str, dict[Array, None]] = {}
    for value in found:
        if len(value.values) > most and (isinstance(value, Array) or _rows_alike(value)):
            keys = value.keys if isinstance(value, Object) else ()
            if pick := _picked(value.values, keys, asked, most):
                picked[value] = pick
        elif isinstance(value, Object):
            for key, array in zip(value.keys, value.values, strict=True):
                if isinstance(array, Array) and _FEW < len(array.items) <= most and isinstance(array.items[0], Object):
                    short.setdefault(key, {})[array] = None
    for key, arrays in short.items():
        many = len(arrays) >= _ARRAYS and sum(len(a.items) for a in arrays) > _TOGETHER * most
        if many and not _tree(key, arrays):
            picked |= _together(list(arrays), asked, most)
    return picked


def _picked(rows: Sequence[Value], keys: Sequence[str], asked: frozenset[str], most: int) -> Pick | None:
    columns = fields(rows) | ({("key",): keys} if keys else {})
    if len(rows) <= _TEXTS * most and wordy(columns):
        return None
    kept = chosen(len(rows), columns, asked)
    if len(kept) >= _MOST * len(rows):
        return None
    return Pick(kept, summary(columns, sorted(set(range(len(rows))).difference(kept))))


def _together(arrays: list[Array], asked: frozenset[str], most: int) -> dict[Row, Pick]:
    """What is kept of short arrays alike, chosen as if they were one; the first of them tells of all other rows."""
    pick = _picked([row for array in arrays for row in array.items], (), asked, most)
    if pick is None:
        return {}
    found: dict[Row, Pick] = {}
    begin, told = 0, f"here and in the like: {pick.summary}"
    for array in arrays:
        end = begin + len(array.items)
        inside = pick.kept[bisect_left(pick.kept, begin) : bisect_left(pick.kept, end)]
        if len(inside) < len(array.items):
            found[array], told = Pick([i - begin for i in inside], told), ""
        begin = end
    return found


def _tree(key: str, arrays: Iterable[Array]) -> bool:
    """Whether the rows hold rows under the same key: names in a tree are what one asks it for."""
    return any(isinstance(row, Object) and key in row.keys for array in arrays for row in array.items)


def _rows_alike(value: Object) -> bool:
    """Whether the members are rows by their keys: all objects, or none of them nested."""
    nested = [isinstance(v, Object) for v in value.values]
    return all(nested) or not any(isinstance(v, Object | Array) for v in value.values)
