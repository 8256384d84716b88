"""The bill without Headroom: what the provider would have counted for the unshortened requests.

Law: the provider's own figures decide. A request is counted in four parts, in the order of its text:
read from the cache, written to it for an hour, written for five minutes, neither. A block that was
shortened stands in one of the four, and the tokens it would have had more would have stood there too:
same breakpoints, same hits, same misses. So a token that was saved behind the boundary of the cache is
worth a new one, before it only a cache read, and after the cache has expired all are new again.

Where a block stands is measured when its turn is first sent: between the end of the request before and
that of this one, both as reported. Where the one before is not known, it is the share of this request
before the middle of the turn. Later requests leave it where it is, so what the
provider says it read settles each block exactly, unless half a turn lies between two breakpoints. A
turn that was counted anew (the cache expired, earlier thinking was dropped) is measured anew, and the
lower figure is believed, which makes it a read sooner.

What fetching originals costs would not have been billed at all: the requests whose only purpose it was,
with the answers that asked (`detour`), and in all later ones the originals themselves and the tool's
definition, which are edits of nothing into something.

Parts and counts are exact; how many tokens of the model a saved one is (`tokens.factor`) is an estimate.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, fields, replace
from typing import Any, Protocol

from headroom_cli import tokens
from headroom_cli.model import OURS, Edit, Exchange, Usage

PARTS = ("cache_read", "cache_write_1h", "cache_write_5m", "input")
_FIGURES = tuple(f.name for f in fields(Usage) if f.name != "reported")
_TURNS = 10_000
_LEAST_MEASURED = 300  # tokens of a turn, less of which say little of what a token is
_ODD = 2.0  # times as many tokens as estimated: something other than the texts was counted


class Change(Protocol):
    """What became of one block or of many alike: tokens (o200k) before and after, and where they were counted."""

    @property
    def kind(self) -> str: ...
    @property
    def before(self) -> int: ...
    @property
    def after(self) -> int: ...
    @property
    def billed_as(self) -> str: ...


@dataclass(slots=True)
class _Known:
    """What is known of a turn: where its middle stands, how the request that it ended was counted."""

    place: float | None = None
    model: str = ""
    usage: Usage = field(default_factory=Usage)


class Boundaries:
    """Where the turns of all conversations stand, in the provider's tokens; the last `size` are remembered."""

    def __init__(self, size: int = _TURNS) -> None:
        self._size = size
        self._turns: dict[str, _Known] = {}

    def settle(self, exchange: Exchange) -> Exchange:
        """The exchange with its edits told where the provider counted them, and its detour; they come in order."""
        if not exchange.usage.reported:
            return exchange
        first = less(exchange.usage, exchange.detour)
        previous = self._of(exchange.previous)
        begins = whole(previous.usage) if previous.model == exchange.model else 0
        settled = replace(exchange, edits=tuple(self._settled(edit, first, begins) for edit in exchange.edits))
        return self._ended(settled, previous, first) if exchange.turn else settled

    def _settled(self, edit: Edit, usage: Usage, begins: int) -> Edit:
        """`begins`: where the last turn does, where that is known."""
        size = whole(usage)
        measured = (begins + size) / 2 if edit.fresh and 0 < begins < size else size * (1 - edit.tail)
        turn = self._of(edit.turn)
        place = measured if turn.place is None else turn.place
        part = _part(usage, place)
        if part != "cache_read" or turn.place is None:
            turn.place = min(place, measured)
        return replace(edit, billed_as=part)

    def _ended(self, exchange: Exchange, previous: _Known, first: Usage) -> Exchange:
        """What a request's last turn tells beside its edits."""
        this = self._of(exchange.turn)
        this.model, this.usage = exchange.model, first
        if exchange.fetching:
            detour = replace(exchange.usage, output=previous.usage.output)
            previous.usage = replace(previous.usage, output=0)  # told once, however often this is tried
            return replace(exchange, detour=detour, edits=tuple(replace(e, billed_as="") for e in exchange.edits))
        if previous.model != exchange.model or exchange.legs > 1:
            return exchange
        return _measured(exchange, whole(first) - whole(previous.usage) - previous.usage.output)

    def _of(self, name: str) -> _Known:
        if not name:
            return _Known()
        if name not in self._turns:
            self._turns[name] = _Known()
            if len(self._turns) > self._size:
                self._turns.pop(next(iter(self._turns)))
        return self._turns[name]


def whole(usage: Usage) -> int:
    """All tokens that the provider was given to read, cached or not."""
    return sum(getattr(usage, part) for part in PARTS)


def less(usage: Usage, part: Usage) -> Usage:
    """The usage without a part of it."""
    rest: dict[str, Any] = {name: getattr(usage, name) - getattr(part, name) for name in _FIGURES}
    return replace(usage, **rest)


def saved(model: str, change: Change) -> float:
    """About how many of the model's own tokens a change saved."""
    return (change.before - change.after) * tokens.factor(model, change.kind)


def unshortened(usage: Usage, model: str, changes: Iterable[Change], scale: float = 1.0) -> Usage:
    """What the provider would have counted had it been sent everything; changes that are not settled say nothing.

    `usage` is without its detour, `scale` how far the model's tokens are from their usual estimate.
    """
    return _moved(usage, ((change.billed_as, scale * saved(model, change)) for change in changes))


def shortened(usage: Usage, model: str, changes: Iterable[Change], scale: float = 1.0) -> Usage:
    """The other way: what it would have counted with the changes, where `usage` is of a request without."""
    return _moved(usage, ((change.billed_as, -scale * saved(model, change)) for change in changes))


def _part(usage: Usage, place: float) -> str:
    end = 0
    for part in PARTS:
        end += getattr(usage, part)
        if place < end:
            return part
    return next((part for part in reversed(PARTS) if getattr(usage, part)), "input")


def _measured(exchange: Exchange, counted: int) -> Exchange:
    """What the turn was taken to be beside what it was, where the two are of the same texts."""
    fresh = [edit for edit in exchange.edits if edit.fresh and edit.kind not in OURS]
    plain = exchange.size - sum(edit.after for edit in fresh)
    estimated = plain * tokens.factor(exchange.model)
    estimated += sum(edit.after * tokens.factor(exchange.model, edit.kind) for edit in fresh)
    if not exchange.size or estimated < _LEAST_MEASURED or not estimated / _ODD < counted < estimated * _ODD:
        return exchange
    return replace(exchange, estimated=estimated, counted=counted)


def _moved(usage: Usage, by: Iterable[tuple[str, float]]) -> Usage:
    moves = dict.fromkeys(PARTS, 0.0)
    for part, count in by:
        if part:
            moves[part] += count
    parts: dict[str, Any] = {part: getattr(usage, part) + round(count) for part, count in moves.items()}
    return replace(usage, **parts)
