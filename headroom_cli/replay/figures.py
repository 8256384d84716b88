"""The figures of some requests, in the model's tokens and in money.

Law: arithmetic only. What would have been saved is the bill of the requests as they were less that of the same
requests shortened, each part at its own price: a token that would have been read from the cache is worth a cache
read. A figure that is against us is shown like any other. Where no price is known there is no money.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields

from headroom_cli.model import Level, Usage
from headroom_cli.replay.saving import Carried, Key, Saving
from headroom_cli.usage.counterfactual import shortened, whole
from headroom_cli.usage.prices import Price, Prices
from headroom_cli.usage.scale import Scale

_MILLION = 1_000_000
_BILLED = tuple(f.name for f in fields(Usage) if f.name != "reported")


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """`new` is what the provider did not read from its cache; by level what would have been saved of it, of all
    tokens, and of `billed`. `error` is how far estimated tokens may be off, as a share. `unpriced` are models without
    a known price, which are not in money.
    """

    requests: int
    unreported: int
    sent: int
    new: int
    output: int
    saved: Mapping[Level, int]
    saved_new: Mapping[Level, int]
    error: float = 0.0
    billed: float | None = None
    money: Mapping[Level, float] = field(default_factory=dict)
    unpriced: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Change:
    """Texts of one kind that would have been shortened, as `counterfactual` takes them."""

    kind: str
    before: int
    after: int
    billed_as: str


class Worth:
    """What tokens are in a model's own count and in money: by its prices, and by what its turns were counted as."""

    def __init__(self, prices: Prices, scales: Mapping[str, Scale]) -> None:
        self.prices = prices
        self._scales = scales
        self.ratios = {model: scale.ratio for model, scale in scales.items()}

    def figures(self, saving: Saving) -> Figures:
        """All figures of some requests."""
        usages = [one.usage for one in saving.used.values()]
        unpriced = {model for model, _ in saving.used if self.prices.find(model) is None}
        priced = len(unpriced) < len({model for model, _ in saving.used})
        billed = self._cost({key: one.usage for key, one in saving.used.items()})
        after = {level: self._after(carried) for level, carried in saving.carried.items()}
        sent, read = sum(map(whole, usages)), sum(usage.cache_read for usage in usages)
        return Figures(
            requests=saving.requests,
            unreported=saving.unreported,
            sent=sent,
            new=sent - read,
            output=sum(usage.output for usage in usages),
            saved={level: sent - sum(map(whole, after[level].values())) for level in after},
            saved_new={level: sent - read - sum(map(_new, after[level].values())) for level in after},
            error=self._error(saving),
            billed=billed if priced else None,
            money={level: billed - self._cost(after[level]) for level in after} if priced else {},
            unpriced=tuple(sorted(unpriced)),
        )

    def _error(self, saving: Saving) -> float:
        """Weighed by what was sent to each model."""
        weighed = [
            (whole(one.usage), self._scales.get(model, Scale()).error(model)) for (model, _), one in saving.used.items()
        ]
        return sum(size * error for size, error in weighed) / max(1, sum(size for size, _ in weighed))

    def _after(self, carried: Mapping[Key, Carried]) -> dict[Key, Usage]:
        return {
            (model, step): shortened(one.usage, model, _changes(one), self.ratios.get(model, 1.0))
            for (model, step), one in carried.items()
        }

    def _cost(self, usages: Mapping[Key, Usage]) -> float:
        priced = ((usage, self.prices.find(model), step) for (model, step), usage in usages.items())
        return sum(_cost(usage, price.at(step)) for usage, price, step in priced if price)


def _changes(one: Carried) -> Iterator[_Change]:
    return (_Change(kind, count, 0, part) for (kind, part), count in one.cuts.items())


def _cost(usage: Usage, price: Price) -> float:
    return sum((getattr(usage, name) * getattr(price, name) / _MILLION for name in _BILLED), 0.0)


def _new(usage: Usage) -> int:
    return whole(usage) - usage.cache_read
