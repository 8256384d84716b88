"""Lines that say the same become one template with slots, chosen so that the whole is fewest tokens.

Lines of equal shape (the same between all words) are one bucket, and `split` parts it into what is worth
a template each; what is constant in a part is its template. What pays under no lens stays as it is.
Law: a function of these lines alone, no state; template and values put together are the line.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from headroom_cli.compressors._log.lenses import LENSES, Seen, Words
from headroom_cli.compressors._log.split import Part, Scale

Template = tuple[str, ...]
_FREE = 3
_MANY = 60
_OF_FEW = 12
_DIGIT = re.compile(r"\d")


class Said(NamedTuple):
    """A line as template (the texts around its slots) and the values of the slots."""

    template: Template
    values: tuple[str, ...]


class _Bucket(NamedTuple):
    """Lines of one shape: their numbers, and the words of each."""

    numbers: list[int]
    words: list[Words]


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
    lens: Callable[[str], Seen | None], lines: Sequence[str], left: Sequence[int], found: list[Said | None], toll: int
) -> list[int]:
    """Fill `found` with what this lens can say; what another lens may try is given back, in order."""
    buckets = _buckets(lens, lines, left)
    scale = Scale((bucket.words for bucket in buckets.values()), toll)
    apart: set[int] = set()
    for betweens, (numbers, words) in buckets.items():
        strange = _strange(words)
        apart.update(numbers[place] for place in strange)
        places = [n for n in range(len(words)) if n not in strange] if strange else range(len(words))
        for part in scale.parts(words, places, betweens):
            for place, said in zip(part.places, _said(betweens, part), strict=True):
                found[numbers[place]] = said
    return [number for number in left if found[number] is None and number not in apart]


def _buckets(
    lens: Callable[[str], Seen | None], lines: Sequence[str], left: Iterable[int]
) -> dict[tuple[str, ...], _Bucket]:
    buckets: dict[tuple[str, ...], _Bucket] = defaultdict(lambda: _Bucket([], []))
    shown: dict[str, Seen | None] = {}
    for number in left:
        if (line := lines[number]) not in shown:
            shown[line] = lens(line)
        if seen := shown[line]:
            betweens, words = seen
            bucket = buckets[betweens]
            bucket.numbers.append(number)
            bucket.words.append(words)
    return buckets


def _strange(words: Sequence[Words]) -> set[int]:
    """Lines with one word where all others of their shape have one of a few: they stand as they are."""
    strange: set[int] = set()
    for column in zip(*words, strict=True) if len(words) >= _MANY else ():
        if 1 < len(set(column)) <= _OF_FEW:
            tally = Counter(column)
            strange.update(n for n, word in enumerate(column) if tally[word] == 1 and not _DIGIT.search(word))
    return strange


def _said(betweens: tuple[str, ...], part: Part) -> Iterator[Said]:
    pieces, slots = [betweens[0]], []
    for column, varies, after in zip(part.columns, part.varies, betweens[1:], strict=True):
        if varies:
            pieces.append(after)
            slots.append(column)
        else:
            pieces[-1] += column[0] + after
    values: Iterable[tuple[str, ...]] = zip(*slots, strict=True) if slots else ((),) * len(part.places)
    run = _free_text(pieces)
    if run < _FREE:
        template = tuple(pieces)
        return (Said(template, v) for v in values)
    broad = (*pieces[:-run], "")
    return (Said(broad, (*v[:-run], " ".join(v[-run:]))) for v in values)


def _free_text(pieces: list[str]) -> int:
    """How many slots at the end are but words of one text."""
    run = 1
    while pieces[-1] == "" and run < len(pieces) - 1 and pieces[-1 - run] == " ":
        run += 1
    return run
