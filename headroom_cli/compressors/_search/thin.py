"""Which hits may go where there are very many: of files that nobody wrote nearly all, of others what is beyond a share.

Law: every file stays with its number of hits and its first one, and so does what the question names.
Definitions go last; what stood around a hit goes with it. Findings of a linter are no hits: they stay.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from typing import NamedTuple

from headroom_cli.compressors import _asked
from headroom_cli.compressors._noise import Noise
from headroom_cli.compressors._search.rows import SEPARATOR, Results, Row
from headroom_cli.model import Block

_LONG = 80
_SLACK = 1.2
_WIDE = 300
_LEAST = 2
_DEFINITION = re.compile(
    r"\s*(?:(?:export|default|pub(?:\([a-z]+\))?|public|private|protected|internal|static|abstract|final|async|unsafe"
    r"|inline|virtual|override) +)*(?:def|class|function|func|fn|type|interface|struct|enum|trait|impl|module|namespace"
    r"|protocol|record|#define|macro_rules!)\b"
)
_FINDING = re.compile(r"(?:\d+: )?(?:\[?[A-Z]{1,4}\d{2,5}\b| ?(?:error|warning|note)\b)")  # of a linter, not a search
_PARTING = Row(None, "", "", SEPARATOR)


class Thinned(NamedTuple):
    """What is left of results, what to say beside the names of files, and what is gone in a few words."""

    results: Results
    notes: Mapping[str, str]
    omitted: str


def thin(results: Results, block: Block, most: int) -> Thinned | None:
    """The results with about `most` hits; None where nothing may go."""
    rows = results.rows
    hits = [at for at, row in enumerate(rows) if row.sign == ":"]
    findings = sum(_FINDING.match(rows[at].text) is not None for at in hits)
    if len(rows) <= _LONG or findings * 2 >= len(hits):
        return None
    stay = _Choice(rows, hits, block).made(most)
    if len(stay) == len(hits):
        return None
    left = Counter(rows[at].file for at in stay)
    all_of = Counter(rows[at].file for at in hits)
    notes = {file: f" [{left[file]} of {n} hits]" for file, n in all_of.items() if file and left[file] < n}
    kept = list(_with_context(rows, stay))
    return Thinned(results._replace(rows=kept), notes, f"{len(hits) - len(stay):,} of {len(hits):,} hits")


class _Choice:
    """Which hits stay."""

    def __init__(self, rows: Sequence[Row], hits: Sequence[int], block: Block) -> None:
        self._rows = rows
        self._noise = Noise(block)
        told = {at: f"{rows[at].file} {rows[at].text}" for at in hits}
        telling = _asked.telling(list(told.values()), _asked.words(block))
        self._always = {at for at in hits if _asked.names(told[at], telling)}
        self._files: dict[str, list[int]] = defaultdict(list)
        for at in hits:
            self._files[rows[at].file or ""].append(at)
        asked = _asked.words(replace(block, arguments={}))
        self._named = {file for file in self._files if not asked.isdisjoint(_names(file))}

    def made(self, most: int) -> set[int]:
        """The hits that stay."""
        ordinary = {file: self._ordinary(file, one) for file, one in self._files.items()}
        counts = [len(one) for one in ordinary.values()]
        share = _share(counts, most) if sum(counts) > most * _SLACK else max(counts)
        stay = set(self._always)
        for file, one in ordinary.items():
            stay.add(self._files[file][0])
            stay.update(one if file in self._named else sorted(one, key=self._rank)[:share])
        return stay

    def _ordinary(self, file: str, one: Sequence[int]) -> list[int]:
        """The hits that somebody wrote."""
        if self._noise.has(file) and file not in self._named:
            return []
        return [at for at in one if len(self._rows[at].text) <= _WIDE]

    def _rank(self, at: int) -> tuple[bool, int]:
        return _DEFINITION.match(self._rows[at].text) is None, at


def _names(file: str) -> frozenset[str]:
    """How a person would name a file: with and without what follows the dot."""
    name = re.split(r"[/\\]", file.lower())[-1]
    return frozenset({name, name.partition(".")[0]})


def _share(counts: Sequence[int], most: int) -> int:
    """How many hits of each file may stay so that together they are no more than that."""
    left, share = most, 0
    for at, count in enumerate(sorted(counts)):
        share = left // (len(counts) - at)
        if count > share:
            break
        left -= count
    return max(share, _LEAST)


def _with_context(rows: Sequence[Row], stay: set[int]) -> Iterator[Row]:
    """The hits that stay with what stands around them, parted where they were."""
    parted = begun = False
    for file, run in groupby(range(len(rows)), lambda at: rows[at].file):
        if file is None:
            others = [rows[at] for at in run]
            parted |= _PARTING in others
            yield from (row for row in others if row != _PARTING)
        elif kept := _near(rows, list(run), stay):
            if parted and begun:
                yield _PARTING
            yield from (rows[at] for at in kept)
            parted, begun = False, True


def _near(rows: Sequence[Row], run: Sequence[int], stay: set[int]) -> list[int]:
    """The rows of a run whose nearest hit stays."""
    hits = [at for at in run if rows[at].sign == ":"]
    kept, n = [], 0
    for at in run:
        while n + 1 < len(hits) and abs(hits[n + 1] - at) < abs(hits[n] - at):
            n += 1
        if not hits or hits[n] in stay:
            kept.append(at)
    return kept
