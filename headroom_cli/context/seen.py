"""What the conversation has already shown, so that it need not be said again.

Law: a reference names lines that stand earlier in the same conversation, verbatim or in a form of ours that
is no reference, so a chain is never deeper than one. The view is a persistent value: adding to it leaves
every earlier view as it was, and equal conversations have equal views.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from enum import IntEnum

from immutables import Map, MapMutation

_RUN = 2  # lines that must agree before a run is looked at
_RUN_IN_SHORT = 8  # the same where the lines do not stand verbatim, so that a reader has to look for them
_RUN_OF_OWN = 6  # the same within one text: code that says a few lines twice is read as it is
_WORTH = 110  # characters a run must have to be worth a reference
_WORTH_ALIKE = 60  # the same where the reference before it has the same source, which need not be named again
_PLACES = 3  # where the same lines stand, the latest ones

Pair = tuple[str, str]


class Form(IntEnum):
    """How a text stands in view: as it is, in short but whole, with parts left out, or said by reference."""

    VERBATIM = 0
    WHOLE = 1
    PARTIAL = 2
    REFERRED = 3


@dataclass(frozen=True, slots=True)
class Source:
    """A text that stands in view: how a reader finds it, and its lines (`first` is line one's number).

    `time` counts the texts of this label: the same file may have been read before, with other lines.
    `ordered`: where it is not verbatim, a reader can still tell where a line of it would stand.
    """

    label: str
    first: int
    lines: tuple[str, ...]
    time: int = 1
    form: Form = Form.VERBATIM
    ordered: bool = True

    def same(self, other: Source | None) -> bool:
        """Whether both are the same text, in whatever form."""
        return other is not None and (self.label, self.time) == (other.label, other.time)


Place = tuple[Source, int, int]  # a source, the index of a line in it, where the shown range around it ends


@dataclass(frozen=True, slots=True)
class Piece:
    """Lines `start` to `end` (half open) of a text; with a `source` they stand there from `at` on."""

    start: int
    end: int
    source: Source | None = None
    at: int = 0

    @property
    def again(self) -> bool:
        """Whether it is the line above it again and again; its source is then the text itself."""
        return self.at == self.start - 1


@dataclass(frozen=True, slots=True)
class View:
    """All that a conversation has shown.

    `runs`: two lines to the latest places where they stand; `wholes`: the key of a text to where it first
    stood; `times`: how many texts a label names; `latest`: the last text of a label that was not said by
    reference; `told`: whether the words of references have been explained.
    """

    runs: Map[Pair, tuple[Place, ...]] = field(default_factory=Map)
    wholes: Map[str, Source] = field(default_factory=Map)
    times: Map[str, int] = field(default_factory=Map)
    latest: Map[str, Source] = field(default_factory=Map)
    told: bool = False


def show(view: View, source: Source, verbatim: Iterable[tuple[int, int]], key: str = "") -> View:
    """The view after `source` was shown in its form, and the given ranges of it verbatim.

    With a `key`, the whole text of that key was shown, in whatever form.
    """
    source = replace(source, time=view.times.get(source.label, 0) + 1)
    runs = view.runs.mutate()
    if source.form in {Form.WHOLE, Form.PARTIAL} and source.ordered:
        _stand(runs, source, 0, len(source.lines))
    for start, end in verbatim:
        _stand(runs, replace(source, form=Form.VERBATIM), start, end)
    return replace(
        view,
        runs=runs.finish(),
        wholes=view.wholes.set(key, source) if key and key not in view.wholes else view.wholes,
        times=view.times.set(source.label, source.time),
        latest=view.latest if source.form is Form.REFERRED else view.latest.set(source.label, source),
    )


def kept(lines: Sequence[str], said: Sequence[str]) -> list[tuple[int, int]]:
    """The ranges of `lines`, of two lines at least, that stand one after another in `said`."""
    places: dict[Pair, int] = {}
    for at in range(len(said) - 1):
        places.setdefault((said[at], said[at + 1]), at)
    found, at = [], 0
    while at < len(lines) - 1:
        begin = places.get((lines[at], lines[at + 1]))
        length = 1 if begin is None else _same(lines, at, said, begin)
        found += [] if begin is None else [(at, at + length)]
        at += length
    return found


def _same(one: Sequence[str], at: int, other: Sequence[str], begin: int) -> int:
    """How many lines are the same from there on."""
    most = min(len(one) - at, len(other) - begin)
    return next((n for n in range(most) if one[at + n] != other[begin + n]), most)


def pieces(view: View, source: Source, *, own: bool = True) -> list[Piece]:
    """The lines of a text cut into runs that are in view and runs that are not, in order, without gaps.

    `own`: what stands further up in the text itself is in view as well.
    """
    lines = source.lines
    cut: list[Piece] = []
    at = 0
    for piece in _references(view, source, _Own(source) if own else None):
        if piece.start > at:
            cut.append(Piece(at, piece.start))
        cut.append(piece)
        at = piece.end
    return [*cut, Piece(at, len(lines))] if at < len(lines) else cut


def _stand(runs: MapMutation[Pair, tuple[Place, ...]], source: Source, start: int, end: int) -> None:
    """Take in the lines from `start` to `end` as places to refer to."""
    for at in range(start, end - _RUN + 1):
        pair = _pair(source.lines, at)
        runs[pair] = (*runs.get(pair, ())[1 - _PLACES :], (source, at, end))


def _references(view: View, source: Source, own: _Own | None) -> Iterator[Piece]:
    """The runs worth a reference, left to right, each as long as its source agrees."""
    lines, at, last = source.lines, 0, None
    while at <= len(lines) - _RUN:
        pair = lines[at], lines[at + 1]
        places = view.runs.get(pair, ()) + (own.places(pair, at) if own else ())
        length, found = _longest(source, at, places) if places else (0, None)
        if not (length and found and _is_worth(piece := Piece(at, at + length, found[0], found[1]), source, last)):
            at += max(1, length - _RUN + 1)
            continue
        yield piece
        if own:
            own.pause(at, at + length)
        last = last if _repeats(piece, source) else found[0]
        at += length


def _longest(source: Source, at: int, places: tuple[Place, ...]) -> tuple[int, Place | None]:
    """The place that agrees longest, the first of them where several do."""
    return max(((_agreement(source, at, place), place) for place in places), key=_first)


def _is_worth(piece: Piece, source: Source, last: Source | None) -> bool:
    """Whether a reference is shorter than the lines; it needs no name where the one before has the same source."""
    nameless = _repeats(piece, source) or (piece.source and piece.source.same(last))
    return sum(map(len, source.lines[piece.start : piece.end])) >= (_WORTH_ALIKE if nameless else _WORTH)


def _repeats(piece: Piece, source: Source) -> bool:
    return piece.source is source and piece.again


def _first(pair: tuple[int, Place]) -> int:
    return pair[0]


def _agreement(source: Source, at: int, place: Place) -> int:
    """How many lines agree, before the shown range of the place ends; 0 where it is not to be leaned on."""
    there, begin, bound = place
    least, most = _least(source, at, there, begin), min(len(source.lines) - at, bound - begin)
    # Most places agree in two lines and no more, so the least is looked at in one go.
    if least > most or source.lines[at : at + least] != there.lines[begin : begin + least]:
        return 0
    length = least
    while length < most and source.lines[at + length] == there.lines[begin + length]:
        length += 1
    return length


def _least(source: Source, at: int, there: Source, begin: int) -> int:
    """How many lines must agree before a place is leaned on."""
    if there is source:
        return 0 if begin == at - 1 else _RUN_OF_OWN
    if there.form is Form.VERBATIM:
        return 0
    return _RUN_IN_SHORT if there.label == source.label else sys.maxsize


class _Own:
    """Lines of the text itself that stand verbatim above the one that is looked at, stretch by stretch."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._runs: dict[Pair, tuple[int, int]] = {}
        self._ends: list[int] = []
        self._start = 0

    def places(self, pair: Pair, at: int) -> tuple[Place, ...]:
        """Where the two lines at `at` stood before; they are known from then on."""
        begin, stretch = self._runs.setdefault(pair, (at, len(self._ends)))
        if at > self._start and pair[0] == self._source.lines[at - 1]:  # the line above, again and again
            return ((self._source, at - 1, len(self._source.lines)),)
        if begin == at:
            return ()
        return ((self._source, begin, self._ends[stretch] if stretch < len(self._ends) else at),)

    def pause(self, start: int, end: int) -> None:
        """The lines from `start` to `end` are said by reference."""
        self._ends.append(start)
        self._start = end


def _pair(lines: Sequence[str], at: int) -> Pair:
    return lines[at], lines[at + 1]
