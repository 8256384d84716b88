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

from headroom_cli.compressors._log.lenses import LENSES, Seen
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
    number: int
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
    shown: dict[str, Seen | None] = {}
    for index in waiting:
        if (line := lines[index]) not in shown:
            shown[line] = lens(line)
        if seen := shown[line]:
            buckets[seen.betweens].append(_Row(index, seen.words))
    scale = _Scale(buckets.values(), toll)
    for betweens, rows in buckets.items():
        strange = _strange(rows)
        for leaf in scale.leaves([row for row in rows if row.number not in strange], betweens):
            for row, said in zip(leaf, _said(betweens, leaf), strict=True):
                found[row.number] = said
                strange.add(row.number)
        for index in strange:
            del waiting[index]
    return list(waiting)


def _strange(rows: list[_Row]) -> set[int]:
    """Lines with one word where all others of their shape have one of a few: they stand as they are."""
    strange = set()
    for column in zip(*(row.words for row in rows), strict=True) if len(rows) >= _MANY else ():
        if 1 < len(set(column)) <= _OF_FEW:
            tally = Counter(column)
            strange |= {r.number for r, w in zip(rows, column, strict=True) if tally[w] == 1 and not _DIGIT.search(w)}
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
        words = list(set[str]().union(*(row.words for rows in buckets for row in rows)))
        self._cost = dict(zip(words, count_many([f" {w}" for w in words]), strict=True))
        self._counted = {w for w in words if _DIGIT.search(w)}
        self._tolls = (toll / 4, toll)

    def leaves(self, rows: list[_Row], betweens: tuple[str, ...], depth: int = 0) -> Iterator[list[_Row]]:
        """The groups of a bucket that are worth a template each."""
        if len(rows) < _FEWEST:
            return
        frame = sum(1 for b in betweens if b.strip()) + _ID
        column = self._pivot(rows, frame) if len(rows) > _FEWEST and depth < _DEEPEST else None
        if column is not None:
            for part in _parts([row.words[column] for row in rows]):
                yield from self.leaves([rows[at] for at in part], betweens, depth + 1)
        elif self._worth([row.words for row in rows], len(rows), frame) > 0:
            yield rows

    def _pivot(self, rows: list[_Row], frame: int) -> int | None:
        """The column to split by, None where no split pays; words tell lines apart before numbers do."""
        sample = [row.words for row in rows[:: 1 + len(rows) // _SAMPLE]]
        scale = len(rows) / len(sample)
        columns = list(zip(*sample, strict=True))
        varying = {i: column for i, column in enumerate(columns) if len(set(column)) > 1}
        frame += sum(self._cost[column[0]] for i, column in enumerate(columns) if i not in varying)
        cells = list(zip(*varying.values(), strict=True))
        usual = self._worth(cells, len(rows), frame)
        for promising, toll in zip(self._promising(varying, scale), self._tolls, strict=True):
            worths = {i: self._split_worth(varying[i], cells, scale, frame, toll) for i in promising}
            if worths and max(worths.values()) > usual:
                return max(worths, key=worths.__getitem__)
        return None

    def _promising(self, varying: dict[int, tuple[str, ...]], scale: float) -> tuple[list[int], list[int]]:
        """The columns that repeat most, of words and of what has digits."""
        plain, counted = [], []
        for i, column in varying.items():
            tally = Counter(column)
            gain = sum((n - 1) * self._cost[w] for w, n in tally.items() if n > 1)
            if gain and self._counted.isdisjoint(tally):
                plain.append((-gain, i))
            elif gain * scale > self._tolls[1]:
                counted.append((-gain, i))
        return [i for _, i in sorted(plain)[:_TRIED]], [i for _, i in sorted(counted)[:_TRIED]]

    def _split_worth(
        self, column: Sequence[str], cells: list[tuple[str, ...]], scale: float, frame: int, toll: float
    ) -> float:
        parts = ([cells[at] for at in part] for part in _parts(column))
        return sum(max(0.0, self._worth(part, len(part) * scale, frame) - toll) for part in parts)

    def _worth(self, rows: list[tuple[str, ...]], lines: float, frame: int) -> float:
        """Tokens saved by one template for these rows, were they so many lines."""
        slots = 0
        for column in zip(*rows, strict=True):
            if len(set(column)) == 1:
                frame += self._cost[column[0]]
            else:
                slots += 1
        return lines * (frame - _ID - 1) - (frame + slots)


def _parts(column: Sequence[str]) -> list[list[int]]:
    """Where each word stands in a column; all words that are rare there are one part, the last."""
    by_word: dict[str, list[int]] = defaultdict(list)
    for at, word in enumerate(column):
        by_word[word].append(at)
    parts = [part for part in by_word.values() if len(part) >= _FEWEST]
    rare = [at for part in by_word.values() if len(part) < _FEWEST for at in part]
    return [*parts, rare] if rare else parts
