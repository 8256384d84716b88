"""Columns made of other columns: equal to one, or its text with something around.

Law: what is derived is checked on every row. Where nearly all rows agree the column is loose: the
others keep their own cell.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice

from headroom_cli.compressors._json.bare import stands
from headroom_cli.compressors._json.columns import ABSENT, Column, Parts, path_word, spelled
from headroom_cli.compressors._json.values import Value

Words = Sequence[str | None]
Source = tuple[Column, Words]
_TRIED = 64
_AGREE = 0.8
_LEAST = 5
_SAME = 0.5


def derive(columns: Sequence[Column]) -> None:
    """Set `parts` of the columns that others decide; short columns first, so that long ones are said by them."""
    texts = [(c, [spelled(v) for v in c.values]) for c in columns if not c.constant and ABSENT not in c.distinct]
    texts.sort(key=lambda pair: sum(len(word or "") for word in pair[1]))
    sources: dict[tuple[Value, ...], Source] = {}
    for column, words in texts:
        values = tuple(column.values)
        if values in sources:
            column.parts = (sources[values][0],)
            continue
        made = _made(column, words, list(islice(sources.values(), _TRIED)))
        if not made and None not in words and stands((None, path_word(column))):
            sources[values] = column, words


def _made(column: Column, words: Words, sources: list[Source]) -> bool:
    """Whether the column could be said by others, and now is."""
    for parts in dict.fromkeys(_candidates(words, sources)):
        agreeing = _agreeing(parts, column)
        if agreeing == len(column.values) or _nearly_all(agreeing, column):
            column.parts, column.loose = parts, agreeing < len(column.values)
            return True
    return False


def _candidates(words: Words, sources: list[Source]) -> Iterator[Parts]:
    """How the text of a few rows could be made, the longest pieces first."""
    for row in dict.fromkeys((0, len(words) // 2, len(words) - 1)):
        text = words[row] or ""
        near = [(s, piece) for s, ws in sources if (piece := ws[row] or "") in text and (piece[1:] or piece == text)]
        near.sort(key=lambda pair: -len(pair[1]))
        if text and near:
            yield from (tuple(_split(text, near, last=last)) for last in (False, True))


def _split(text: str, near: list[tuple[Column, str]], *, last: bool) -> Iterator[str | Column | None]:
    for i, (column, piece) in enumerate(near):
        before, found, after = text.rpartition(piece) if last else text.partition(piece)
        if found:
            yield from _split(before, near[i + 1 :], last=last)
            yield column
            yield from _split(after, near[i:], last=last)
            return
    if text:
        yield text


def filled(column: Column, parts: Parts) -> Iterator[Value]:
    """What the parts make of each row; a copy keeps the kind of its values unless the column is all text."""
    only = parts[0] if len(parts) == 1 else None
    if isinstance(only, Column) and not all(isinstance(v, str) for v in column.distinct):
        return iter(only.values)
    texts = [[p] * len(column.values) if isinstance(p, str) else map(spelled, p.values) for p in parts if p is not None]
    return ("".join(row) for row in zip(*texts, strict=True))


def _agreeing(parts: Parts, column: Column) -> int:
    """How many rows are as the parts say."""
    if not stands(parts):
        return 0
    return sum(a == b for a, b in zip(filled(column, parts), column.values, strict=True))


def _nearly_all(agreeing: int, column: Column) -> bool:
    """Whether the rows agree, and would not do so by always having the same value."""
    if agreeing < max(_LEAST, _AGREE * len(column.values)):
        return False
    return Counter(column.values).most_common(1)[0][1] < _SAME * len(column.values)
