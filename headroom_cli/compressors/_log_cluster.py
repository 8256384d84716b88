"""Lines that say the same become one template with slots, chosen so that the whole is fewest tokens.

Lines of equal shape (the same between all words) are one bucket. A bucket is split by the word that
pays most, again and again, as long as saying one more template costs less than saying the word in
each line; what is constant in a leaf is its template. What pays under no lens stays as it is.
Law: a function of these lines alone, no state; template and values put together are the line.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from headroom_cli.compressors._log_lenses import LENSES, Seen
from headroom_cli.tokens import count_many

Template = tuple[str, ...]
_FEWEST = 3
_SAMPLE = 96
_TRIED = 4
_DEEPEST = 10
_ID = 3
_MANY = 60
_OF_FEW = 12
_DIGIT = re.compile(r"\d")


class Said(NamedTuple):
    """A line as template (the texts around its slots) and the values of the slots."""

    template: Template
    values: tuple[str, ...]


class _Row(NamedTuple):
    index: int
    words: tuple[str, ...]


def cluster(lines: Sequence[str], toll: int = 40) -> list[Said | None]:
    """For each line how it is said by a template; None where no template pays.

    `toll` is what a template costs a reader, in tokens: the more, the fewer and the broader they are.
    """
    found: list[Said | None] = [None] * len(lines)
    left: Sequence[int] = range(len(lines))
    for lens in LENSES:
        left = _through(lens, lines, left, found, toll)
    return found


def _through(
    lens: Callable[[str], Seen | None], lines: Sequence[str], left: Iterable[int], found: list[Said | None], toll: int
) -> list[int]:
    """Fill `found` with what this lens can say; what another lens may try is given back, in order."""
    buckets: dict[tuple[str, ...], list[_Row]] = defaultdict(list)
    waiting = dict.fromkeys(left)
    for index in waiting:
        if seen := lens(lines[index]):
            buckets[seen.betweens].append(_Row(index, seen.words))
    scale = _Scale(buckets.values(), toll)
    for betweens, rows in buckets.items():
        strange = _strange(rows)
        for leaf in scale.leaves([row for row in rows if row.index not in strange], betweens):
            for row, said in zip(leaf, _said(betweens, leaf), strict=True):
                found[row.index] = said
                strange.add(row.index)
        for index in strange:
            del waiting[index]
    return list(waiting)


def _strange(rows: list[_Row]) -> set[int]:
    """Lines with one word where all others of their shape have one of a few: they stand as they are."""
    strange = set()
    for column in zip(*(row.words for row in rows), strict=True) if len(rows) >= _MANY else ():
        if 1 < len(set(column)) <= _OF_FEW:
            tally = Counter(column)
            strange |= {r.index for r, w in zip(rows, column, strict=True) if tally[w] == 1 and not _DIGIT.search(w)}
    return strange


def _said(betweens: tuple[str, ...], leaf: list[_Row]) -> Iterator[Said]:
    parts, slots = [betweens[0]], []
    for column, after in zip(zip(*(row.words for row in leaf), strict=True), betweens[1:], strict=True):
        if len(set(column)) == 1:
            parts[-1] += column[0] + after
        else:
            parts.append(after)
            slots.append(column)
    values: Iterable[tuple[str, ...]] = zip(*slots, strict=True) if slots else ((),) * len(leaf)
    run = _free_text(parts)
    if run < _FEWEST:
        return (Said(tuple(parts), v) for v in values)
    template = (*parts[:-run], "")
    return (Said(template, (*v[:-run], " ".join(v[-run:]))) for v in values)


def _free_text(parts: list[str]) -> int:
    """How many slots at the end are but words of one text."""
    run = 1
    while parts[-1] == "" and run < len(parts) - 1 and parts[-1 - run] == " ":
        run += 1
    return run


class _Scale:
    """What words cost in tokens, and with that where a bucket is worth splitting."""

    def __init__(self, buckets: Iterable[list[_Row]], toll: int) -> None:
        self._tolls = (toll / 4, toll)
        words = list({w for rows in buckets for row in rows for w in row.words})
        self._cost = dict(zip(words, count_many([f" {w}" for w in words]), strict=True))
        self._counted = {w for w in words if _DIGIT.search(w)}

    def leaves(self, rows: list[_Row], betweens: tuple[str, ...], depth: int = 0) -> Iterator[list[_Row]]:
        """The groups of a bucket that are worth a template each."""
        if len(rows) < _FEWEST:
            return
        frame = sum(1 for b in betweens if b.strip()) + _ID
        column = self._pivot(rows, frame) if depth < _DEEPEST else None
        if column is not None:
            for part in _parts(rows, column):
                yield from self.leaves(part, betweens, depth + 1)
        elif self._worth(rows, len(rows), frame) > 0:
            yield rows

    def _pivot(self, rows: list[_Row], frame: int) -> int | None:
        """The column to split by, None where no split pays; words tell lines apart before numbers do."""
        sample = rows[:: 1 + len(rows) // _SAMPLE]
        scale = len(rows) / len(sample)
        usual = self._worth(sample, len(rows), frame)
        for columns, toll in zip(self._promising(sample), self._tolls, strict=True):
            worths = {
                c: sum(max(0.0, self._worth(p, len(p) * scale, frame) - toll) for p in _parts(sample, c))
                for c in columns
            }
            if worths and max(worths.values()) > usual:
                return max(worths, key=worths.__getitem__)
        return None

    def _promising(self, sample: list[_Row]) -> tuple[list[int], list[int]]:
        """The columns that repeat most, of words and of what has digits."""
        plain, counted = [], []
        for i, column in enumerate(zip(*(row.words for row in sample), strict=True)):
            tally = Counter(column)
            if 1 < len(tally) < len(column):
                gain = sum((n - 1) * self._cost[w] for w, n in tally.items())
                (plain if self._counted.isdisjoint(tally) else counted).append((-gain, i))
        return [i for _, i in sorted(plain)[:_TRIED]], [i for _, i in sorted(counted)[:_TRIED]]

    def _worth(self, rows: list[_Row], lines: float, frame: int) -> float:
        """Tokens saved by one template for these rows, were they so many lines."""
        constant = slots = 0
        for column in zip(*(row.words for row in rows), strict=True):
            if len(set(column)) == 1:
                constant += self._cost[column[0]]
            else:
                slots += 1
        return lines * (constant + frame - _ID - 1) - (constant + frame + slots)


def _parts(rows: list[_Row], column: int) -> list[list[_Row]]:
    """Rows by their word in a column; rows whose word is rare there are one part, the last."""
    by_word: dict[str, list[_Row]] = defaultdict(list)
    for row in rows:
        by_word[row.words[column]].append(row)
    parts = [part for part in by_word.values() if len(part) >= _FEWEST]
    rare = [row for part in by_word.values() if len(part) < _FEWEST for row in part]
    return [*parts, rare] if rare else parts
