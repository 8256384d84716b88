"""Which rows of many a reader needs: the ends, alarms, rare values, extremes, changes, the odd lengths.

Law: a row that holds a word of alarm in a field that varies is always chosen. The choice depends on
the rows alone, and what is not chosen can be summed up in a line.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice, pairwise
from statistics import median

from headroom_cli.compressors._json.values import Array, Object, Value

_ALARM = re.compile(
    r"err(?:or|s?\b)|fail|fatal|exception|critical|denied|security|time[d ]*-?out|panic|refused|abort|crash|forbidden"
    r"|unauthori[sz]ed|corrupt|kill|traceback|severe|emerg|alert|vulnerab|exhaust|warn",
    re.IGNORECASE,
)
_VARYING = re.compile(r"[0-9a-fA-F]*\d[0-9a-fA-F]*")
_FIRST, _LAST, _FILL = 5, 3, 16
_FIELDS = 64
_RARE_ROWS = 0.25
_RARE, _FEW, _CHANGES, _LONGEST = 0.02, 12, 10, 3
_TEXT, _OUTLIER = 30, 6

Path = tuple[str, ...]


def alarming(text: str) -> bool:
    """Whether a text holds a word that a person would stop at."""
    return _ALARM.search(text) is not None


def fields(rows: Sequence[Value]) -> dict[Path, dict[int, Value]]:
    """The plain values of each field that varies, by its path and the index of the row."""
    found: dict[Path, dict[int, Value]] = {}
    for i, row in enumerate(rows):
        for path, value in _leaves(row, ()):
            found.setdefault(path, {})[i] = value
    return {p: values for p, values in found.items() if len(values) < len(rows) or len(set(values.values())) > 1}


def chosen(count: int, columns: dict[Path, dict[int, Value]]) -> list[int]:
    """The indexes of the rows to keep of `count`, in order."""
    kept = {*range(_FIRST), *range(count - _LAST, count), *range(0, count, max(1, count // _FILL))}
    for values in columns.values():
        kept.update(i for i, v in values.items() if isinstance(v, str) and alarming(v))
    for values in islice(columns.values(), _FIELDS):
        kept.update(_special([values.get(i) for i in range(count)]))
    return sorted(i for i in kept if 0 <= i < count)


def wordy(columns: dict[Path, dict[int, Value]]) -> bool:
    """Whether a field holds free text that differs from row to row: content, not noise."""
    for values in columns.values():
        words = [v for v in values.values() if isinstance(v, str)]
        if words and sum(map(len, words)) > _TEXT * len(values) and sum(" " in w for w in words) * 2 > len(values):
            kinds = {_VARYING.sub("0", w) for w in words}
            if len(kinds) * 2 > len(values):
                return True
    return False


def _leaves(value: Value, path: Path) -> Iterator[tuple[Path, Value]]:
    if isinstance(value, Object):
        for key, child in zip(value.keys, value.values, strict=True):
            yield from _leaves(child, (*path, key))
    elif isinstance(value, Array):
        yield path, " ".join(str(v) for item in value.items for _, v in _leaves(item, ()) if isinstance(v, str))
    else:
        yield path, value


def _special(values: list[Value]) -> Iterator[int]:
    known = Counter(values)
    if len(known) <= max(_FEW, len(values) // 10):
        yield from _rare(values, known)
    numbers = [float(v) for v in values if isinstance(v, bytes)]
    if len(numbers) == len(values):
        yield from _odd_numbers(numbers)
    elif len(known) > _FEW:
        yield from _odd_lengths(values)


def _rare(values: list[Value], known: Counter[Value]) -> Iterator[int]:
    rare = {v for v, n in known.items() if n <= max(1, _RARE * len(values))}
    if sum(known[v] for v in rare) <= _RARE_ROWS * len(values):
        yield from (i for i, v in enumerate(values) if v in rare)
    changes = [i for i, (a, b) in enumerate(pairwise(values), 1) if a != b]
    if len(changes) <= _CHANGES:
        yield from (j for i in changes for j in (i - 1, i))


def _odd_numbers(numbers: list[float]) -> Iterator[int]:
    yield numbers.index(min(numbers))
    yield numbers.index(max(numbers))
    middle = median(numbers)
    spread = median(abs(n - middle) for n in numbers)
    odd = [i for i, n in enumerate(numbers) if abs(n - middle) > _OUTLIER * spread > 0]
    yield from odd if len(odd) <= _CHANGES else ()


def _odd_lengths(values: list[Value]) -> Iterator[int]:
    lengths = [len(v) if isinstance(v, str) else 0 for v in values]
    usual = median(lengths)
    odd = sorted((i for i, n in enumerate(lengths) if n > 2 * usual), key=lambda i: -lengths[i])
    yield from odd[:_LONGEST]
