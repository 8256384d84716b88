"""The bill without Headroom: what the provider would have counted for the unshortened request.

Law: the provider's own figures decide. A request is counted in four parts, in the order of its text:
read from the cache, written to it for an hour, written for five minutes, neither. A block that was
shortened stands in one of the four, and the tokens it would have had more would have stood there too:
same breakpoints, same hits, same misses. So a token that was saved behind the boundary of the cache is
worth a new one, before it only a cache read, and after the cache has expired all are new again.

Where a block stands is measured when its turn is first sent: the request's tokens as reported, less the
share of the request behind the middle of that turn. Later requests leave it where it is, so what the
provider reports it read settles each block exactly, unless half a turn lies between two breakpoints. A
turn that was counted anew (the cache expired, earlier thinking was dropped) is measured anew, and the
lower figure is believed, which makes it a read sooner.

Parts and counts are exact; how many tokens of the model a saved one is (`tokens.factor`) is an estimate.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any, Protocol

from headroom_cli import tokens
from headroom_cli.model import Edit, Exchange, Usage

PARTS = ("cache_read", "cache_write_1h", "cache_write_5m", "input")
_TURNS = 10_000


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


class Boundaries:
    """Where the turns of all conversations stand, in the provider's tokens; the last `size` are remembered."""

    def __init__(self, size: int = _TURNS) -> None:
        self._size = size
        self._places: dict[str, float] = {}

    def settle(self, exchange: Exchange) -> Exchange:
        """The exchange with each of its edits told where the provider counted it; exchanges come in order."""
        if not exchange.usage.reported:
            return exchange
        return replace(exchange, edits=tuple(self._settled(edit, exchange.usage) for edit in exchange.edits))

    def _settled(self, edit: Edit, usage: Usage) -> Edit:
        measured = whole(usage) * (1 - edit.tail)
        place = self._places.get(edit.turn, measured)
        part = _part(usage, place)
        if part != "cache_read" or edit.turn not in self._places:
            self._note(edit.turn, min(place, measured))
        return replace(edit, billed_as=part)

    def _note(self, turn: str, place: float) -> None:
        self._places[turn] = place
        if len(self._places) > self._size:
            self._places.pop(next(iter(self._places)))


def whole(usage: Usage) -> int:
    """All tokens that the provider was given to read, cached or not."""
    return sum(getattr(usage, part) for part in PARTS)


def saved(model: str, change: Change) -> float:
    """About how many of the model's own tokens a change saved."""
    return (change.before - change.after) * tokens.factor(model, change.kind)


def unshortened(usage: Usage, model: str, changes: Iterable[Change]) -> Usage:
    """What the provider would have counted had it been sent everything; changes that are not settled say nothing."""
    return _moved(usage, ((change.billed_as, saved(model, change)) for change in changes))


def shortened(usage: Usage, model: str, changes: Iterable[Change]) -> Usage:
    """The other way: what it would have counted with the changes, where `usage` is of a request without."""
    return _moved(usage, ((change.billed_as, -saved(model, change)) for change in changes))


def _part(usage: Usage, place: float) -> str:
    end = 0
    for part in PARTS:
        end += getattr(usage, part)
        if place < end:
            return part
    return next((part for part in reversed(PARTS) if getattr(usage, part)), "input")


def _moved(usage: Usage, by: Iterable[tuple[str, float]]) -> Usage:
    moves = dict.fromkeys(PARTS, 0.0)
    for part, count in by:
        if part:
            moves[part] += count
    parts: dict[str, Any] = {part: max(0, getattr(usage, part) + round(count)) for part, count in moves.items()}
    return replace(usage, **parts)
