"""What the conversation has already shown, so that it need not be said again.

Law: a reference names lines that stand verbatim earlier in the same conversation, never another
reference, so a chain is never deeper than one. The view is a persistent value: adding to it leaves
every earlier view as it was, and equal conversations have equal views.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from immutables import Map

_RUN = 3  # lines that must agree before a run is looked at
_WORTH = 160  # characters a run must have to be worth a reference

Trigram = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Source:
    """A text that stands in view: how a reader finds it, and its lines (`first` is line one's number).

    `time` counts the texts of this label: the same file may have been read before, with other lines.
    """

    label: str
    first: int
    lines: tuple[str, ...]
    time: int = 1


@dataclass(frozen=True, slots=True)
class Piece:
    """Lines `start` to `end` (half open) of a text; with a `source` they stand there from `at` on."""

    start: int
    end: int
    source: Source | None = None
    at: int = 0


@dataclass(frozen=True, slots=True)
class View:
    """All that a conversation has shown.

    `runs`: three lines to where they stand (source, index) and where the verbatim range around them
    ends; `wholes`: the key of a text to where it first stood; `times`: how many texts a label names.
    """

    runs: Map[Trigram, tuple[Source, int, int]] = field(default_factory=Map)
    wholes: Map[str, Source] = field(default_factory=Map)
    times: Map[str, int] = field(default_factory=Map)


def show(view: View, source: Source, ranges: Iterable[tuple[int, int]], key: str = "") -> View:
    """The view after the given ranges of `source` were shown verbatim.

    With a `key`, the whole text of that key was shown, in whatever form.
    """
    source = replace(source, time=view.times.get(source.label, 0) + 1)
    runs = view.runs.mutate()
    for start, end in ranges:
        for at in range(start, end - _RUN + 1):
            runs[_trigram(source.lines, at)] = (source, at, end)
    wholes = view.wholes.set(key, source) if key and key not in view.wholes else view.wholes
    return View(runs.finish(), wholes, view.times.set(source.label, source.time))


def pieces(view: View, lines: Sequence[str]) -> list[Piece]:
    """The text cut into runs that are in view and runs that are not, in order, without gaps."""
    cut: list[Piece] = []
    at = 0
    for piece in _references(view, lines):
        if piece.start > at:
            cut.append(Piece(at, piece.start))
        cut.append(piece)
        at = piece.end
    return [*cut, Piece(at, len(lines))] if at < len(lines) else cut


def _references(view: View, lines: Sequence[str]) -> Iterator[Piece]:
    """The runs worth a reference, left to right, each as long as its source agrees."""
    at = 0
    while at <= len(lines) - _RUN:
        found = view.runs.get(_trigram(lines, at))
        end = at + _agreement(lines, at, *found) if found else at
        if found and sum(map(len, lines[at:end])) >= _WORTH:
            yield Piece(at, end, found[0], found[1])
            at = end
        else:
            at = max(at + 1, end - _RUN + 1)


def _agreement(lines: Sequence[str], at: int, source: Source, there: int, bound: int) -> int:
    """How many lines agree, before the range that the source shows verbatim ends."""
    length = 0
    most = min(len(lines) - at, bound - there)
    while length < most and lines[at + length] == source.lines[there + length]:
        length += 1
    return length


def _trigram(lines: Sequence[str], at: int) -> Trigram:
    return lines[at], lines[at + 1], lines[at + 2]
