"""Which rows of many a reader needs: the ends, alarms, rare values, extremes, changes, the odd lengths, what was asked.

Law: of each kind of alarm in a field that varies the first rows and the last are chosen, all where they
are few; a row that alone, or with few others, holds a word of the question is always chosen. The choice
depends on the rows and the question alone.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import islice, pairwise
from statistics import median

from headroom_cli.compressors._asked import names
from headroom_cli.compressors._json.columns import ABSENT, Path, by_field, spelled
from headroom_cli.compressors._json.values import Array, Object, Packed, Value

_LIKELY = (
    "abort alert corrupt crash critical denied emerg err exception exhaust fail fatal forbidden kill panic refused "
    "security severe time traceback unauthori vulnerab warn"
)
_STEMS = _LIKELY.split()
_ALARM = re.compile(
    r"err(?:or|s?\b)|fail|fatal|exception|critical|denied|security|time[d ]*-?out|panic|refused|abort|crash|forbidden"
    r"|unauthori[sz]ed|corrupt|kill|traceback|severe|emerg|alert|vulnerab|exhaust|warn",
    re.IGNORECASE,
)
_VARYING = re.compile(r"\b\w*?\d\w*")
_KIND = 200
_FIRST, _LAST, _FILL = 4, 2, 10
_FIELDS = 64
_MANY, _SOME = 6, 3
_ASKED = 0.1
_RARE_ROWS = 0.25
_RARE, _FEW, _CHANGES, _LONGEST = 0.02, 12, 10, 3
_TEXT, _OUTLIER = 30, 6

Fields = Mapping[Path, Sequence[Value]]


def alarming(texts: Collection[str]) -> set[str]:
    """Those of the texts that hold a word that a person would stop at."""
    joined = "\n".join(texts).lower()
    stems = [stem for stem in _STEMS if stem in joined]
    likely = [text for text in texts if any(stem in text.lower() for stem in stems)] if stems else []
    return {text for text in likely if _ALARM.search(text)}


def kind(text: str) -> str:
    """A text without what varies in texts of its kind: its words with digits."""
    return _VARYING.sub("0", text[:_KIND])


def fields(rows: Sequence[Value]) -> dict[Path, Sequence[Value]]:
    """The values of each field that varies, by its path, row by row; a list is the text in it."""
    return {path: values for path, values in _fields((), rows) if len(set(values)) > 1}


def chosen(count: int, columns: Fields, asked: frozenset[str]) -> list[int]:
    """The indexes of the rows to keep of `count`, in order; a single row between two is kept as well."""
    kept = {*range(_FIRST), *range(count - _LAST, count), *range(0, count, max(1, count // _FILL))}
    kept |= _named(columns, asked, count)
    for values in columns.values():
        kept.update(_alarms(values))
    for values in islice(columns.values(), _FIELDS):
        kept.update(_special(values))
    kept |= {i + 1 for i in kept if i + 2 in kept}
    return sorted(i for i in kept if 0 <= i < count)


def wordy(columns: Fields) -> bool:
    """Whether a field holds free text that differs from row to row: content, not noise."""
    for values in columns.values():
        words = [v for v in values if isinstance(v, str)]
        free = sum(map(len, words)) > _TEXT * len(values) and sum(" " in w for w in words) * 2 > len(values)
        if free and len({kind(w) for w in words}) * 2 > len(values):
            return True
    return False


def _fields(path: Path, values: Sequence[Value]) -> Iterator[tuple[Path, Sequence[Value]]]:
    values = [v.value if isinstance(v, Packed) else v for v in values]
    if any(isinstance(v, Object) and v.keys for v in values):
        rows = [v if isinstance(v, Object) else ABSENT for v in values]
        kinds = dict.fromkeys(row.keys for row in rows)
        keys = tuple(islice(dict.fromkeys(key for kind in kinds for key in kind), _FIELDS))
        for key, inner in zip(keys, by_field(keys, rows), strict=True):
            yield from _fields((*path, key), inner)
    elif arrays := _places(values):
        for i, inner in enumerate(zip(*arrays, strict=True), 1):
            yield (*path, str(i)), inner
    elif any(isinstance(v, Array) for v in values):
        yield path, [" ".join(_texts(v)) if isinstance(v, Array) else v for v in values]
    else:
        yield path, values


def _places(values: Sequence[Value]) -> list[tuple[Value, ...]]:
    """The items of values that are all arrays of one length; nothing where they are not."""
    items = [v.items for v in values if isinstance(v, Array)]
    alike = len(items) == len(values) and len({len(row) for row in items}) == 1 and len(items[0]) <= _FIELDS
    return items if alike else []


def _texts(value: Value) -> Iterator[str]:
    if isinstance(value, Packed):
        yield from _texts(value.value)
    elif isinstance(value, Object | Array):
        for child in value.values if isinstance(value, Object) else value.items:
            yield from _texts(child)
    elif isinstance(value, str):
        yield value


def _named(columns: Fields, asked: frozenset[str], count: int) -> set[int]:
    """The rows that hold a word of the question which few rows hold."""
    found: dict[str, set[int]] = {word: set() for word in asked}
    for values in columns.values() if asked else ():
        words = {v: text.lower() for v in set(values) if (text := spelled(v))}
        joined = "\n".join(words.values())
        for word in asked:
            if word in joined:
                hits = {v for v, text in words.items() if word in text and names(text, frozenset((word,)))}
                found[word].update(i for i, v in enumerate(values) if v in hits)
    return {i for rows in found.values() if len(rows) <= max(1, _ASKED * count) for i in rows}


def _alarms(values: Sequence[Value]) -> Iterator[int]:
    """Of each kind of alarm all rows, or the first and the last where they are many."""
    kinds = {text: kind(text) for text in alarming({v for v in values if isinstance(v, str)})}
    rows: dict[str, list[int]] = {}
    for i, value in enumerate(values) if kinds else ():
        if value in kinds:
            rows.setdefault(kinds[value], []).append(i)
    for alike in rows.values():
        if len(alike) < len(values):
            yield from alike if len(alike) <= _MANY else (*alike[:_SOME], alike[-1])


def _special(values: Sequence[Value]) -> Iterator[int]:
    known = Counter(values)
    if len(known) <= max(_FEW, len(values) // 10):
        yield from _rare(values, known)
    numbers = [float(v) for v in values if isinstance(v, bytes)]
    if len(numbers) == len(values):
        yield from _odd_numbers(numbers)
    elif len(known) > _FEW:
        yield from _odd_lengths(values)


def _rare(values: Sequence[Value], known: Counter[Value]) -> Iterator[int]:
    rare = {v for v, n in known.items() if n <= max(1, _RARE * len(values))}
    if sum(known[v] for v in rare) <= _RARE_ROWS * len(values):
        yield from (i for i, v in enumerate(values) if v in rare)
    changes = [i for i, (a, b) in enumerate(pairwise(values), 1) if a != b]
    if len(changes) <= _CHANGES:
        yield from (j for i in changes for j in (i - 1, i))


def _odd_numbers(numbers: Sequence[float]) -> Iterator[int]:
    yield numbers.index(min(numbers))
    yield numbers.index(max(numbers))
    middle = median(numbers)
    far = [abs(n - middle) for n in numbers]
    spread = median(far)
    odd = [i for i, n in enumerate(far) if n > _OUTLIER * spread > 0]
    yield from sorted(odd, key=lambda i: -far[i])[:_CHANGES]


def _odd_lengths(values: Sequence[Value]) -> Iterator[int]:
    lengths = [len(v) if isinstance(v, str) else 0 for v in values]
    usual = median(lengths)
    odd = sorted((i for i, n in enumerate(lengths) if n > 2 * usual), key=lambda i: -lengths[i])
    yield from odd[:_LONGEST]
