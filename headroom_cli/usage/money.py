"""What the provider billed and what it would have billed without Headroom, in dollars.

Law: `counterfactual` says what would have been counted; here it is only priced, and a figure that is
against us is shown like any other. A request above a step of context is priced at that step, the
unshortened one at its own. What the provider told no usage of is in no figure.

Saved tokens are estimates, so `without` and what follows from it are; `billed` is as exact as prices are.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, replace

from headroom_cli.model import OURS, Usage
from headroom_cli.usage.counterfactual import less, unshortened
from headroom_cli.usage.prices import Price, Prices
from headroom_cli.usage.scale import Scale
from headroom_cli.usage.tally import Cut, Tally

_MILLION = 1_000_000
_BILLED = tuple(f.name for f in fields(Usage) if f.name != "reported")


@dataclass(frozen=True, slots=True, kw_only=True)
class Money:
    """USD. `net` is `without` less `billed`, `saved` less `retrievals`, and may be negative.

    `error` is how far `net` may be off for the tokens are estimates.
    """

    billed: float
    without: float
    saved: float
    retrievals: float
    net: float
    error: float


def bill(tallies: Iterable[Tally], prices: Prices, scales: Mapping[str, Scale]) -> Money | None:
    """The money of `tallies`; None when no model is priced."""
    bills = [_bill(t, price, scales.get(t.group.model, Scale())) for t, price in _priced(tallies, prices)]
    if not bills:
        return None
    return Money(**{f.name: sum(getattr(one, f.name) for one in bills) for f in fields(Money)})


def unpriced(tallies: Iterable[Tally], prices: Prices) -> tuple[str, ...]:
    """The models whose usage was reported and whose price is unknown."""
    models = {t.group.model for t in tallies if t.group.reported}
    return tuple(sorted(m for m in models if prices.find(m) is None))


def without(tally: Tally, scale: Scale) -> Usage:
    """What the provider would have counted for the tally's exchanges without Headroom."""
    return unshortened(less(tally.usage, tally.detour), tally.group.model, tally.cuts, scale.ratio)


def _priced(tallies: Iterable[Tally], prices: Prices) -> Iterator[tuple[Tally, Price]]:
    for tally in tallies:
        price = prices.find(tally.group.model)
        if price is not None and tally.group.reported:
            yield tally, price


def _bill(tally: Tally, price: Price, scale: Scale) -> Money:
    at = price.at(tally.group.context)
    billed, other = _cost(tally.usage, at), _cost(without(tally, scale), price.at(tally.group.unshortened))
    ours = [cut for cut in tally.cuts if cut.kind in OURS]
    carried = unshortened(Usage(), tally.group.model, map(_reversed, ours), scale.ratio)
    retrievals = _cost(tally.detour, at) + _cost(carried, at)
    saved = other - billed + retrievals
    return Money(
        billed=billed,
        without=other,
        saved=saved,
        retrievals=retrievals,
        net=other - billed,
        error=scale.error(tally.group.model) * abs(saved),
    )


def _reversed(cut: Cut) -> Cut:
    return replace(cut, before=cut.after, after=cut.before)


def _cost(usage: Usage, price: Price) -> float:
    return sum((getattr(usage, name) * getattr(price, name) / _MILLION for name in _BILLED), 0.0)
