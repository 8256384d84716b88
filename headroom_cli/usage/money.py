"""What the provider billed and what it would have billed without Headroom, in dollars.

Law: a saving is worth what the same request's own tokens were billed as, never more, and never less
than nothing is hidden:

- billed is the provider's own usage times the price of each of its figures.
- A token saved in a block that the provider read for the first time (`fresh`) would have been billed
  like the new tokens of the same request: as a cache write where writes were reported, else as input.
- A token saved in a block that it had read before would have been read from the cache again where
  reads were reported; where none were, the prefix was read anew, and it is priced as a new one.
- What the model fetched back is taken off, at the mean price of a new token in the same record.
- A request above a step of context is priced at that step; that the unshortened one might have been
  above a dearer step is not counted. A request whose usage was not reported saves nothing.

Saved tokens are estimates (`tokens.factor`), so `saved` and `net` are; `billed` is as exact as prices are.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields

from headroom_cli import tokens
from headroom_cli.model import Usage
from headroom_cli.usage.prices import Price, Prices
from headroom_cli.usage.tally import Cut, Tally

_MILLION = 1_000_000
_BILLED = tuple(f.name for f in fields(Usage) if f.name != "reported")


@dataclass(frozen=True, slots=True, kw_only=True)
class Money:
    """USD. `net` is `saved` less `retrievals` and may be negative."""

    billed: float
    saved: float
    retrievals: float
    net: float


def bill(tallies: Iterable[Tally], fetched: int, prices: Prices) -> Money | None:
    """The money of `tallies`, `fetched` tokens (o200k) of retrievals in it; None when no model is priced."""
    priced = list(_priced(tallies, prices))
    if not priced:
        return None
    saved = sum(_saved(t, price) for t, price in priced)
    retrievals = fetched * _mean_new(priced)
    return Money(
        billed=sum(_billed(t.usage, price) for t, price in priced),
        saved=saved,
        retrievals=retrievals,
        net=saved - retrievals,
    )


def unpriced(tallies: Iterable[Tally], prices: Prices) -> tuple[str, ...]:
    """The models whose usage was reported and whose price is unknown."""
    models = {t.group.model for t in tallies if t.group.reported}
    return tuple(sorted(m for m in models if prices.find(m) is None))


def saved_tokens(tally: Tally, cut: Cut) -> float:
    """About how many of the model's own tokens a cut saved; nothing where no usage was reported."""
    return (cut.before - cut.after) * tokens.factor(tally.group.model, cut.kind) if tally.group.reported else 0.0


def _priced(tallies: Iterable[Tally], prices: Prices) -> Iterator[tuple[Tally, Price]]:
    for tally in tallies:
        price = prices.find(tally.group.model)
        if price is not None and tally.group.reported:
            yield tally, price.at(tally.group.context)


def _billed(usage: Usage, price: Price) -> float:
    return sum((getattr(usage, name) * _rate(price, name) for name in _BILLED), 0.0)


def _saved(tally: Tally, price: Price) -> float:
    return sum(saved_tokens(tally, cut) * _rate(price, _billed_as(tally, cut)) for cut in tally.cuts)


def _billed_as(tally: Tally, cut: Cut) -> str:
    return tally.group.new_as if cut.fresh else tally.group.old_as


def _mean_new(priced: Iterable[tuple[Tally, Price]]) -> float:
    """What one o200k token costs that is new to the provider, in the mean over all new tokens."""
    weighed = [(_new(t.usage), _rate(p, t.group.new_as) * tokens.factor(t.group.model)) for t, p in priced]
    whole = sum(weight for weight, _ in weighed)
    return sum(weight * rate for weight, rate in weighed) / whole if whole else 0.0


def _new(usage: Usage) -> int:
    return usage.input + usage.cache_write_5m + usage.cache_write_1h


def _rate(price: Price, name: str) -> float:
    rate: float = getattr(price, name) / _MILLION
    return rate
