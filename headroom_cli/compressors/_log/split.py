"""Where lines of one shape are worth parting: by the word that pays most, again and again.

Lines are worth a template when saying that once costs less than saying its words in each line; they are
parted as long as this saves more than the toll of one more template. Law: a function of the words alone.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import NamedTuple, TypeVar

from headroom_cli.compressors._log.lenses import Words
from headroom_cli.tokens import count_many

_FEWEST = 3
_SMALL = 8
_SAMPLE = 96
_TRIED = 2
_DEEPEST = 10
_ID = 3
_ONCE = 3  # what a word costs that stands nowhere else, about
_WITH_DIGITS = re.compile(r"^.*\d.*$", re.MULTILINE)


_Member = TypeVar("_Member")


class Part(NamedTuple):
    """Lines worth a template: their places in the bucket, their words by column, and which columns vary."""

    places: Sequence[int]
    columns: Sequence[Words]
    varies: Sequence[bool]


class Scale:
    """What words cost in tokens, and with that where lines are worth parting."""

    def __init__(self, buckets: Iterable[Sequence[Words]], toll: int) -> None:
        tally = Counter(chain.from_iterable(chain.from_iterable(b for b in buckets if len(b) >= _FEWEST)))
        words = [word for word, times in tally.items() if times > 1]
        self._cost = dict(zip(words, count_many([f" {word}" for word in words]), strict=True))
        self._counted = frozenset(_WITH_DIGITS.findall("\n".join(words)))
        self._tolls = (toll / 4, toll)

    def parts(self, words: Sequence[Words], places: Sequence[int], betweens: Sequence[str]) -> Iterator[Part]:
        """The groups of a bucket's lines that are worth a template each."""
        frame = sum(1 for between in betweens if between.strip()) + _ID
        todo: list[tuple[Sequence[int], Sequence[int], int]] = [(places, range(len(betweens) - 1), _DEEPEST)]
        while todo:
            group, live, depth = todo.pop()
            pivot, varying = self._pivot(words, group, live, frame) if len(group) >= _SMALL and depth else (None, live)
            if pivot is None:
                yield from self._part(words, group, frame)
            else:
                todo += ((one, varying, depth - 1) for one in _groups(group, [words[n][pivot] for n in group]))

    def _part(self, words: Sequence[Words], group: Sequence[int], frame: int) -> Iterator[Part]:
        if len(group) < _FEWEST:
            return
        columns = list(zip(*(words[n] for n in group), strict=True))
        varies = [len(set(column)) > 1 for column in columns]
        frame += sum(
            self._cost.get(column[0], _ONCE) for column, varied in zip(columns, varies, strict=True) if not varied
        )
        if _saved(len(group), frame, sum(varies)) > 0:
            yield Part(group, columns, varies)

    def _pivot(
        self, words: Sequence[Words], group: Sequence[int], live: Sequence[int], frame: int
    ) -> tuple[int | None, Sequence[int]]:
        """The column to part by, None where that does not pay, and the columns that vary; words before numbers."""
        sample = [words[n] for n in group[:: 1 + len(group) // _SAMPLE]]
        columns = list(zip(*sample, strict=True))
        varying = {i: columns[i] for i in live if len(set(columns[i])) > 1}
        frame += sum(self._cost.get(column[0], _ONCE) for i, column in enumerate(columns) if i not in varying)
        cells = list(zip(*varying.values(), strict=True))
        scale = len(group) / len(sample)
        whole = self._worth(cells, len(group), frame)
        for promising, toll in zip(self._promising(varying, scale), self._tolls, strict=True):
            worths = {i: self._worth_parted(varying[i], cells, scale, frame, toll) for i in promising}
            if worths and max(worths.values()) > whole:
                return max(worths, key=worths.__getitem__), list(varying)
        return None, live

    def _promising(self, varying: Mapping[int, Words], scale: float) -> tuple[list[int], list[int]]:
        """The columns that repeat most, of words and of what has digits."""
        plain, counted = [], []
        for i, column in varying.items():
            tally = Counter(column)
            gain = sum((n - 1) * self._cost[word] for word, n in tally.items() if n > 1)
            if gain and self._counted.isdisjoint(tally):
                plain.append((-gain, i))
            elif gain * scale > self._tolls[1]:
                counted.append((-gain, i))
        return [i for _, i in sorted(plain)[:_TRIED]], [i for _, i in sorted(counted)[:_TRIED]]

    def _worth_parted(self, column: Words, cells: Sequence[Words], scale: float, frame: int, toll: float) -> float:
        """Tokens saved by templates for each group of lines, were there `scale` times as many."""
        return sum(max(0.0, self._worth(one, len(one) * scale, frame) - toll) for one in _groups(cells, column))

    def _worth(self, cells: Sequence[Words], lines: float, frame: int) -> float:
        """Tokens saved by one template for these lines, were they so many."""
        slots = 0
        for column in zip(*cells, strict=True):
            if len(set(column)) == 1:
                frame += self._cost.get(column[0], _ONCE)
            else:
                slots += 1
        return _saved(lines, frame, slots)


def _saved(lines: float, frame: int, slots: int) -> float:
    return lines * (frame - _ID - 1) - (frame + slots)


def _groups(members: Sequence[_Member], column: Sequence[str]) -> list[list[_Member]]:
    """The members with the same word in a column; those with words that are rare there are one group, the last."""
    by_word: dict[str, list[_Member]] = defaultdict(list)
    for member, word in zip(members, column, strict=True):
        by_word[word].append(member)
    groups = [group for group in by_word.values() if len(group) >= _FEWEST]
    rare = [member for group in by_word.values() if len(group) < _FEWEST for member in group]
    return [*groups, rare] if rare else groups
