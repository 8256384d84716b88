"""Says a column once instead of in every row, where that is exact and pays.

Law: every decision is checked on all rows, so that the rows can be put back from what is said.
Costs are tokens of single values; the whole text is judged by whoever asked for it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import islice

from headroom_cli.compressors._json.bare import opens, safe
from headroom_cli.compressors._json.columns import ABSENT, Column, Parts, path_word, spelled
from headroom_cli.compressors._json.steps import steps
from headroom_cli.compressors._json.values import Value

Size = Callable[[Value], int]
_HOUR = re.compile(r"(?<=\d\d-\d\d)[T ]\d\d:\d\d:\d\d[\w.:+-]*\Z", re.ASCII)
_SAMPLE = 6
_WORTH = 16
_NEVER = 1 << 60
_DECIDES = 0.6
_SOURCES = 24
_TRIED = 64
_ENTRY = 3
_SHORT, _STEADY = 2, 3
_COMMON = 4
_LISTED = 0.7
_OFTEN = 0.7


def hoist(columns: Sequence[Column], breaks: set[int], size: Size) -> None:
    """Decide for each column of one shape how it is said; `breaks` are rows that begin a table.

    `size` is about how many tokens a value takes in a cell.
    """
    for column in columns:
        column.constant = len(column.distinct) == 1 and ABSENT not in column.distinct
    _derive(columns)
    _look_up([c for c in columns if c.visible], size)
    for column in columns:
        if column.visible and column.listed is None:
            _cut(column)
            _leave_blank(column, breaks, size)


def _derive(columns: Sequence[Column]) -> None:
    """Columns whose text is other columns' text with something around; short ones first."""
    texts = [(c, [spelled(v) for v in c.values]) for c in columns if not c.constant]
    whole = [(c, [t for t in ts if t is not None]) for c, ts in texts if None not in ts]
    sources: dict[tuple[Value, ...], tuple[Column, list[str]]] = {}
    for column, words in sorted(whole, key=lambda pair: sum(map(len, pair[1]))):
        values = tuple(column.values)
        if values in sources:
            column.parts = (sources[values][0],)
        elif parts := _template(column, words, list(islice(sources.values(), _TRIED))):
            column.parts = parts
        elif safe(path_word(column)):
            sources[values] = column, words


def _template(column: Column, words: list[str], sources: list[tuple[Column, list[str]]]) -> Parts:
    if not all(isinstance(v, str) for v in column.distinct):
        return ()
    sample = range(0, len(words), max(1, len(words) // _SAMPLE))
    near = [(s, ws) for s, ws in sources if all(len(ws[i]) > 1 and ws[i] in words[i] for i in sample)]
    near.sort(key=lambda pair: -len(pair[1][0]))
    for last in (False, True):
        parts = tuple(_split(words[0], near, last=last))
        if any(isinstance(p, Column) for p in parts) and _fits(parts, words, dict(near)):
            return parts
    return ()


def _split(text: str, near: list[tuple[Column, list[str]]], *, last: bool) -> Iterator[str | Column | None]:
    for i, (column, words) in enumerate(near):
        before, found, after = text.rpartition(words[0]) if last else text.partition(words[0])
        if found:
            yield from _split(before, near[i + 1 :], last=last)
            yield column
            yield from _split(after, near[i:], last=last)
            return
    if text:
        yield text


def _fits(parts: Parts, words: list[str], near: dict[Column, list[str]]) -> bool:
    if not all(safe(p) for p in parts if isinstance(p, str)) or (isinstance(parts[0], str) and opens(parts[0])):
        return False
    lists = [[p] * len(words) if isinstance(p, str) else near[p] for p in parts if p is not None]
    return ["".join(row) for row in zip(*lists, strict=True)] == words


def _look_up(columns: Sequence[Column], size: Size) -> None:
    """Long columns that a shorter one decides, and long values that come again and again."""
    sources = [c for c in columns if len(c.distinct) <= _DECIDES * len(c.values)][:_SOURCES]
    used: set[Column] = set()
    for column in sorted(columns, key=lambda c: -_total(c.values, size)):
        plain = _total(column.values, size)
        if column in used or len(column.distinct) * 3 > len(column.values) * 2 or plain < 2 * _WORTH:
            continue
        able = [c for c in sources if c is not column and c.visible and c.listed is None]
        best = min(((_by_cost(column, c, size), i) for i, c in enumerate(able)), default=(plain, 0))
        listed = sum(size(v) + _ENTRY for v in column.distinct) + len(column.values)
        rest = min(plain, _ditto_cost(column, size)) - _WORTH
        if best[0] < min(rest, listed):
            column.source = able[best[1]]
            used.add(able[best[1]])
        elif listed < rest * _LISTED:
            kept = [v for v in dict.fromkeys(column.values) if v is not ABSENT]
            column.listed = {v: i + 1 for i, v in enumerate(kept)}


def _by_cost(column: Column, source: Column, size: Size) -> int:
    """Tokens of the list that would decide `column` by `source`; huge where it does not."""
    count = len(source.distinct)
    if ABSENT in source.distinct or len(column.distinct) > count:
        return _NEVER
    pairs = set(zip(source.values, column.values, strict=True))
    return sum(size(a) + size(b) for a, b in pairs) if len(pairs) == count else _NEVER


def _total(values: Sequence[Value], size: Size) -> int:
    return sum(map(size, values))


def _ditto_cost(column: Column, size: Size) -> int:
    if ABSENT in column.distinct:
        return _NEVER
    return sum(size(b) for a, b in zip([ABSENT, *column.values], column.values, strict=False) if a != b)


def _cut(column: Column) -> None:
    """Leave the folder that all values share, or the hour that all times share, out of the cells."""
    words = [v for v in column.distinct if v is not ABSENT and v is not None]
    strings = [v for v in words if isinstance(v, str)]
    if len(strings) < len(words) or len(strings) < 2:  # noqa: PLR2004 - one value has everything in common
        return
    low, high = min(strings), max(strings)
    folder = low[: low.rfind("/", 0, len(_shared(low, high))) + 1]
    hour = _shared_hour(strings)
    if len(folder) >= _COMMON and safe(folder) and not opens(folder):
        column.parts = (folder, None)
    elif hour:
        column.parts = (None, hour)


def _shared(one: str, other: str) -> str:
    same = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    return one[:same]


def _shared_hour(strings: list[str]) -> str:
    """The time of day that all times share, with its `T`."""
    hours = {found[0] if (found := _HOUR.search(text)) else "" for text in strings}
    return hours.pop() if len(hours) == 1 else ""


def _leave_blank(column: Column, breaks: set[int], size: Size) -> None:
    """Say a value only where it is not the one above, or not a step from it, if that is rare."""
    rows = len(column.values) - len(breaks)
    if ABSENT in column.distinct or rows < 2 * len(breaks) or rows < 1:
        return
    worth = _total(column.values, size) / len(column.values)
    delta, often = Counter(steps(column.values, breaks)).most_common(1)[0]
    if delta is not None and often > rows * (_OFTEN if delta else 0.5) and worth >= (_STEADY if delta else _SHORT):
        column.blank = delta
