"""Says a column once instead of in every row, where that is exact and pays.

Law: every decision is checked on all rows, so that the rows can be put back from what is said.
Costs are tokens of single values; the whole text is judged by whoever asked for it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from itertools import islice

from headroom_cli.compressors._json.bare import stands
from headroom_cli.compressors._json.columns import ABSENT, Column, Parts
from headroom_cli.compressors._json.derive import derive
from headroom_cli.compressors._json.steps import step, steps
from headroom_cli.compressors._json.values import Value

Size = Callable[[Value], int]
_TAIL = re.compile(r"[/?#&]|(?<=\d)[T ]\d\d:\d\d:\d\d[\w.:+-]*\Z", re.ASCII)
_ROWS = 5
_WORTH = 16
_PAYS = 48  # what an empty cell means costs a mark, a line of the legend, and readers: less is better said
_NEVER = 1 << 60
_DECIDES = 0.6
_SOURCES = 24
_GLANCE = 32
_ENTRY = 3
_WORDS = 6
_SHORT, _STEADY = 2, 3
_COMMON = 4
_FOLDER = 20  # a shorter beginning is found more surely where it stands in each cell
_LISTED = 0.7
_OFTEN = 0.7
_RUNS = 0.5
_USUAL = 0.6
_PLAIN = 1.2


def hoist(columns: Sequence[Column], breaks: set[int], size: Size, *, terse: bool = True) -> None:
    """Decide for each column of one shape how it is said; `breaks` are rows that begin a table.

    `size` is about how many tokens a value takes in a cell. `terse`: short words are listed by number, too.
    """
    for column in columns:
        column.constant = len(column.distinct) == 1 and ABSENT not in column.distinct
    derive(columns)
    _look_up([c for c in columns if c.visible and not c.loose], size, 0 if terse else _WORDS)
    for column in columns:
        if column.visible and column.listed is None and not column.loose:
            _shorten(column, breaks, size)


def _look_up(columns: Sequence[Column], size: Size, least: int) -> None:
    """Long columns that a shorter one decides, and long values that come again and again."""
    again = {c: Counter(c.values) for c in columns if len(c.values) >= _ROWS and c.repetitive}
    plain = {c: sum(size(v) * n for v, n in counts.items()) for c, counts in again.items()}
    listed = {c: sum(size(v) + _ENTRY for v in c.distinct) + len(c.values) for c in again}
    sources = [c for c in again if len(c.distinct) <= _DECIDES * len(c.values) and ABSENT not in c.distinct][:_SOURCES]
    used: set[Column] = set()
    for column in sorted(again, key=lambda c: -plain[c]):
        if column in used or plain[column] < 2 * _WORTH:
            continue
        able = [c for c in sources if c is not column and c.visible and c.listed is None]
        costs = [_by_cost(column, c, size) + max(0, plain[c] - listed[c]) for c in able]
        best = min(costs, default=_NEVER)
        rest = min(plain[column], _ditto_cost(column, size)) - _WORTH
        if best < min(rest, listed[column]):
            column.source = able[costs.index(best)]
            used.add(column.source)
        elif listed[column] < rest * _LISTED and plain[column] >= least * len(column.values):
            kept = [v for v in dict.fromkeys(column.values) if v is not ABSENT and v is not None]
            column.listed = {v: i + 1 for i, v in enumerate(kept)}


def _by_cost(column: Column, source: Column, size: Size) -> int:
    """Tokens of the list that would decide `column` by `source`; huge where it does not."""
    if len(column.distinct) > len(source.distinct):
        return _NEVER
    few = dict(zip(islice(source.values, _GLANCE), column.values, strict=False))
    if any(few[a] != b for a, b in zip(islice(source.values, _GLANCE), column.values, strict=False)):
        return _NEVER
    pairs = set(zip(source.values, column.values, strict=True))
    return sum(size(a) + size(b) for a, b in pairs) if len(pairs) == len(source.distinct) else _NEVER


def _ditto_cost(column: Column, size: Size) -> int:
    if ABSENT in column.distinct:
        return _NEVER
    return sum(size(b) for a, b in zip([ABSENT, *column.values], column.values, strict=False) if a != b)


def _shorten(column: Column, breaks: set[int], size: Size) -> None:
    """Leave out of the cells the usual value, what follows from the row above, or what all texts share."""
    if ABSENT not in column.distinct and len(column.values) >= _ROWS:
        usual, by_usual = _usual(column, size)
        by, by_step = _steady(column, breaks, size)
        if by_usual >= max(_PAYS, by_step):
            column.usual = usual
            return
        column.blank = by if by_step >= _PAYS else None
    column.parts = () if column.blank else _cut(column)


def _usual(column: Column, size: Size) -> tuple[Value, float]:
    """The value that most rows have, and what saying it once would spare."""
    usual, often = Counter(column.values).most_common(1)[0]
    worth = often * size(usual) * _PLAIN
    return usual, worth if often >= _USUAL * len(column.values) and size(usual) >= _SHORT else 0


def _steady(column: Column, breaks: set[int], size: Size) -> tuple[int | None, float]:
    """The step from most rows to the next, and what leaving the cells blank would spare; 0 where it is too rare."""
    values, rows = column.values, len(column.values) - len(breaks)
    glance = [step(values[i - 1], values[i]) for i in range(1, len(values), 1 + len(values) // _GLANCE)]
    if rows < max(1, 2 * len(breaks)) or 2 * glance.count(None) > len(glance):
        return None, 0
    column.steps = list(steps(values, breaks))
    by, often = Counter(column.steps).most_common(1)[0]
    worth = sum(map(size, values[:_GLANCE])) / min(len(values), _GLANCE)
    enough = by is not None and often > rows * (_OFTEN if by else _RUNS) and worth >= (_STEADY if by else _SHORT)
    return by, often * worth if enough else 0


def _cut(column: Column) -> Parts:
    """The folder that all texts begin with, or the end that all of them have, around the cell's own part."""
    words = [v for v in column.distinct if v is not ABSENT and v is not None]
    texts = [v for v in words if isinstance(v, str)]
    if len(texts) < len(words) or len(texts) < 2:  # noqa: PLR2004 - one value has everything in common
        return ()
    low, high = min(texts), max(texts)
    folder = low[: low.rfind("/", 0, len(_shared(low, high))) + 1]
    begin = folder if len(folder) >= _FOLDER and stands((folder,)) else ""
    end = _shared_end([text[len(begin) :] for text in texts])
    return tuple(part for part in (begin, None, end) if part != "") if begin or end else ()


def _shared(one: str, other: str) -> str:
    same = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    return one[:same]


def _shared_end(texts: list[str]) -> str:
    """What all texts end with, from a sign on that begins something."""
    turned = [text[::-1] for text in texts]
    shared = len(_shared(min(turned), max(turned)))
    found = _TAIL.search(texts[0], len(texts[0]) - shared)
    end = texts[0][found.start() :] if found else ""
    return end if len(end) >= _COMMON and stands((None, end)) else ""
