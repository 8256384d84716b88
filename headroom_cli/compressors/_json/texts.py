"""Long texts inside rows, cut to what is likely to be read: the more such texts, the shorter each.

Law: what is cut is counted where it stood. The beginning and the end stay, lines of alarm, lines that the
question names, and what stands around the words that the row itself points at. A diff stays whole, and so
does one of many texts that holds a word of the question which few of them hold.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from itertools import groupby

from headroom_cli.compressors._asked import names
from headroom_cli.compressors._json.choice import alarming, kind
from headroom_cli.compressors._json.values import Object, Value, containers

_LONG, _BUDGET, _WHOLE = 300, 6_500, 24_000
_FEW = 4
_ASKED = 0.1
_DIFF = re.compile(r"@@ |diff |--- ")
_POINT, _AROUND = 8, 2
_ALARMS = 5
_LINES, _LINE, _AGAIN, _SHOWN = 40, 8, 6, 2


class Rooms:
    """How much room the long texts under each key of a document have; `weight` is what all of it weighs."""

    def __init__(self, root: Value, asked: frozenset[str]) -> None:
        self.weight = 0
        texts: dict[str, dict[str, None]] = {}
        for value, _ in containers(root):
            row = value.values if isinstance(value, Object) else value.items
            self.weight += weight(row)
            if isinstance(value, Object) and any(type(v) is str and len(v) > _LONG for v in row):
                for key, text in zip(value.keys, row, strict=True):
                    if isinstance(text, str) and len(text) > _LONG:
                        texts.setdefault(key, {})[text] = None
        self._asked = asked
        self._rooms = {key: _room(found) for key, found in texts.items()}
        self._telling = {key: _telling(found, asked) for key, found in texts.items() if len(found) > _FEW}

    def cut(self, key: str, text: str, row: Sequence[Value]) -> str:
        """A text under a key, cut to its room; `row` are the values beside it."""
        if len(text) <= _LONG or _DIFF.match(text) or names(text, self._telling.get(key, frozenset())):
            return text
        lines, room = text.split("\n"), self._rooms.get(key, _WHOLE)
        kept = _without_noise(lines, self._asked)
        if sum(len(lines[i]) + 1 for i in kept) > room:
            points = {v for v in row if isinstance(v, str) and _POINT <= len(v) < _LONG and v in text}
            kept = _around(lines, points) or _ends(lines, room)
        shorter = _woven(lines, kept) if kept else _middle_out(text, room)
        return shorter if len(shorter) < len(text) else text


def weight(values: Iterable[Value]) -> int:
    """About what plain values weigh; links are mostly made of other fields, and then cost nothing to say."""
    texts = [v for v in values if type(v) is str]
    return sum(map(len, texts)) - sum(len(text) for text in texts if text.startswith("http"))


def _room(texts: Collection[str]) -> int:
    """The room of each of so many texts, such that the longest give way first; a few may take as much as all."""
    if len(texts) <= _FEW:
        return _WHOLE
    left, lengths = _BUDGET, sorted(map(len, texts))
    for n, length in enumerate(lengths):
        share = left // (len(lengths) - n)
        if length > share:
            return max(_LONG, share)
        left -= length
    return _WHOLE


def _telling(texts: Collection[str], asked: frozenset[str]) -> frozenset[str]:
    """The words of the question that few of the texts hold."""
    most = max(1, _ASKED * len(texts))
    lower = [text.lower() for text in texts] if asked else []
    return frozenset(word for word in asked if 0 < sum(word in text for text in lower) <= most)


def _without_noise(lines: Sequence[str], asked: frozenset[str]) -> Collection[int]:
    """The lines less those that say what others said; all, where most say something of their own."""
    if len(lines) < _LINES:
        return range(len(lines))
    rows: dict[str, list[int]] = {}
    for i, line in enumerate(lines):
        rows.setdefault(kind(line), []).append(i)
    again = [alike for alike in rows.values() if len(alike) >= _AGAIN and len(lines[alike[0]]) >= _LINE]
    if 2 * sum(map(len, again)) < len(lines):
        return range(len(lines))
    telling = _telling(lines, asked)
    gone = {i for alike in again for i in alike[_SHOWN:-1] if not names(lines[i], telling)}
    return [i for i in range(len(lines)) if i not in gone]


def _around(lines: Sequence[str], points: Iterable[str]) -> set[int]:
    """The lines that hold one of the points, and some around each."""
    found = {i for i, line in enumerate(lines) if any(point in line for point in points)}
    return {j for i in found for j in range(i - _AROUND, i + _AROUND + 1) if 0 <= j < len(lines)}


def _ends(lines: Sequence[str], room: int) -> set[int]:
    """The first and last lines that have room, and lines of alarm between."""
    first = _fitting(lines, 2 * room // 3)
    last = _fitting(lines[::-1], room // 3)
    if not first:
        return set()
    alarms = alarming([line for line in lines[first : len(lines) - last] if len(line) <= room])
    between = [i for i in range(first, len(lines) - last) if lines[i] in alarms]
    return {*range(first), *range(len(lines) - last, len(lines)), *between[:_ALARMS]}


def _fitting(lines: Sequence[str], room: int) -> int:
    """How many lines have room, from the first on."""
    for n, line in enumerate(lines):
        room -= len(line) + 1
        if room < 0:
            return n
    return len(lines)


def _woven(lines: Sequence[str], kept: Collection[int]) -> str:
    """The lines kept, and how many are left out between."""
    said: list[str] = []
    for stays, run in groupby(range(len(lines)), set(kept).__contains__):
        indexes = list(run)
        said += [lines[i] for i in indexes] if stays else [f"…{len(indexes)} lines"]
    return "\n".join(said)


def _middle_out(text: str, room: int) -> str:
    first, last = 2 * room // 3, room // 3
    return f"{text[:first]}\n…{len(text) - first - last} characters\n{text[-last:]}"
