"""Totals to the figures that a person sees: arithmetic only.

Law: what the provider reported is passed on as it is, what is estimated is named so, and a figure
that is against us is shown like any other. Tokens that went on are the provider's own count; what
the agent sent is that plus what was saved, and saved tokens are an estimate: o200k counts times the
factor of model and kind, times what the provider's counts have shown since. What would have been
without Headroom is told in `counterfactual`, its price in `money`. Only requests whose usage the
provider reported count in tokens and money; the others are counted as `unreported`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from functools import reduce
from itertools import groupby
from typing import Any

from headroom_cli import tokens
from headroom_cli.model import OURS, Usage
from headroom_cli.usage import counterfactual
from headroom_cli.usage.counterfactual import less, whole
from headroom_cli.usage.money import Money, bill, unpriced, without
from headroom_cli.usage.prices import Prices
from headroom_cli.usage.scale import Scale
from headroom_cli.usage.tally import Cut, Tally, Totals, milliseconds

ESTIMATES = (
    "tokens.sent", "tokens.saved", "tokens.saved_new", "kinds.saved", "kinds.saved_new", "retrievals.tokens",
    "tokens.cache_read_without", "tokens.unreported_saved",
    "money.without", "money.saved", "money.retrievals", "money.net",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Tokens:
    """Tokens of the model; `sent` is what the agent sent, `went_on` what the provider was sent.

    `saved` is the difference. `saved_new` is how many more would have been new to the provider, not
    read from its cache, without Headroom: what fetching originals took is off. `cache_read_without` is
    the share of the input that would have been read from the cache. `error` is how far a saved token
    is off in the mean, as a share. `unreported` counts the requests that were not just passed on and
    of which the provider told no usage; `unreported_saved` is what was saved of them, in no other figure.
    """

    sent: int
    went_on: int
    saved: int
    saved_new: int
    input: int
    cache_read: int
    cache_write: int
    output: int
    cache_read_without: float
    error: float
    unreported: int
    unreported_saved: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """What one kind of content saved.

    `blocks`, `before` and `after` (o200k) are of blocks new to the provider, so that a block is
    counted once though every later request carries it; `lossless` is the share of their savings
    that left nothing out. `saved` and `saved_new` are as in Tokens.
    """

    kind: str
    blocks: int
    before: int
    after: int
    lossless: float
    saved: int
    saved_new: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Retrieved:
    """How often the model asked for an original, and about how many tokens it was given."""

    hits: int
    misses: int
    tokens: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """One session, or many: the figures, none of them rounded but tokens.

    `outcomes` counts requests by Exchange.outcome, `reasons` those not rewritten by their reason.
    `added_ms` is the median and the 95th percentile of what Headroom took, at most 5 % off.
    `subscribed` counts the requests of agents that are logged in with a subscription. `money` is None
    when no price is known; `unpriced` names the models of which none is.
    """

    requests: int
    outcomes: Mapping[str, int]
    reasons: Mapping[str, int]
    tokens: Tokens
    kinds: tuple[Kind, ...]
    retrievals: Retrieved
    added_ms: tuple[float, float]
    subscribed: int
    money: Money | None
    unpriced: tuple[str, ...]
    prices: str
    events: Mapping[str, int]


def summarise(totals: Totals, prices: Prices) -> Summary:
    """The figures of `totals` at `prices`."""
    tallies = totals.tallies
    return Summary(
        requests=sum(t.exchanges for t in tallies),
        outcomes=_count((outcome, n) for outcome, _, _, n in _fates(tallies)),
        reasons=_count((reason, n) for outcome, reason, _, n in _fates(tallies) if outcome != "rewritten"),
        tokens=_tokens(tallies, totals.scales),
        kinds=tuple(_kinds(tallies, totals.scales)),
        retrievals=_retrieved(totals),
        added_ms=(_percentile(tallies, 0.5), _percentile(tallies, 0.95)),
        subscribed=sum(t.exchanges for t in tallies if t.group.subscribed),
        money=bill(tallies, prices, totals.scales),
        unpriced=unpriced(tallies, prices),
        prices=prices.source,
        events=dict(totals.events),
    )


def split(totals: Totals, by: str) -> dict[str, Totals]:
    """The totals by a field of Group, in order of name; what befell a proxy belongs to none."""
    names = sorted({getattr(t.group, by) for t in totals.tallies})
    return {name: _part(totals, by, name) for name in names}


def as_json(summary: Summary) -> dict[str, Any]:
    """The figures under their names, for programs; `estimates` names those that are estimated."""
    return {"version": 1, **asdict(summary), "estimates": list(ESTIMATES)}


def _part(totals: Totals, by: str, name: str) -> Totals:
    return Totals(
        tallies=tuple(t for t in totals.tallies if getattr(t.group, by) == name),
        retrievals=tuple(r for r in totals.retrievals if getattr(r, by, None) == name),
        scales=totals.scales,
    )


def _fates(tallies: Iterable[Tally]) -> Iterator[tuple[str, str, bool, int]]:
    return ((*fate, n) for tally in tallies for fate, n in tally.fates.items())


def _count(named: Iterable[tuple[str, int]]) -> dict[str, int]:
    counted: Counter[str] = Counter()
    for name, n in named:
        counted[name] += n
    return {name: n for name, n in sorted(counted.items(), key=lambda item: (-item[1], item[0])) if name}


def _tokens(tallies: tuple[Tally, ...], scales: Mapping[str, Scale]) -> Tokens:
    reported = [t for t in tallies if t.group.reported]
    used = _total(t.usage for t in reported)
    other = _total(without(t, _scale(t, scales)) for t in reported)
    saved = round(sum(_saved(t, cut, scales) for t, cut in _edits(reported)))
    return Tokens(
        sent=whole(used) + saved,
        went_on=whole(used),
        saved=saved,
        saved_new=_new(other) - _new(used),
        input=used.input,
        cache_read=used.cache_read,
        cache_write=used.cache_write_5m + used.cache_write_1h,
        output=used.output,
        cache_read_without=other.cache_read / whole(other) if whole(other) else 0.0,
        error=_error(reported, scales),
        unreported=sum(n for outcome, _, told, n in _fates(tallies) if not told and outcome != "passed"),
        unreported_saved=round(sum(_saved(t, cut, scales) for t, cut in _edits(tallies, reported=False))),
    )


def _total(usages: Iterable[Usage]) -> Usage:
    return reduce(lambda one, other: less(one, less(Usage(), other)), usages, Usage())


def _new(usage: Usage) -> int:
    return whole(usage) - usage.cache_read


def _scale(tally: Tally, scales: Mapping[str, Scale]) -> Scale:
    return scales.get(tally.group.model, Scale())


def _saved(tally: Tally, cut: Cut, scales: Mapping[str, Scale]) -> float:
    return counterfactual.saved(tally.group.model, cut) * _scale(tally, scales).ratio


def _error(tallies: Iterable[Tally], scales: Mapping[str, Scale]) -> float:
    """Weighed by what was saved."""
    weighed = [(abs(_saved(t, cut, scales)), _scale(t, scales).error(t.group.model)) for t, cut in _edits(tallies)]
    whole_of_it = sum(weight for weight, _ in weighed)
    return sum(weight * error for weight, error in weighed) / whole_of_it if whole_of_it else 0.0


def _edits(tallies: Iterable[Tally], *, reported: bool = True) -> Iterator[tuple[Tally, Cut]]:
    """What was shortened, not what is there only because of us."""
    return ((t, cut) for t in tallies if t.group.reported == reported for cut in t.cuts if cut.kind not in OURS)


def _kinds(tallies: Iterable[Tally], scales: Mapping[str, Scale]) -> list[Kind]:
    pairs = sorted(_edits(tallies), key=_kind_name)
    kinds = [_kind(name, list(same), scales) for name, same in groupby(pairs, key=_kind_name)]
    return sorted(kinds, key=lambda k: (-k.saved_new, -k.saved, k.kind))


def _kind_name(pair: tuple[Tally, Cut]) -> str:
    return pair[1].kind


def _kind(name: str, pairs: list[tuple[Tally, Cut]], scales: Mapping[str, Scale]) -> Kind:
    cuts = [c for _, c in pairs if c.fresh]
    before, after = sum(c.before for c in cuts), sum(c.after for c in cuts)
    exact = sum(c.before - c.after for c in cuts if c.lossless)
    return Kind(
        kind=name,
        blocks=sum(c.blocks for c in cuts),
        before=before,
        after=after,
        lossless=exact / (before - after) if before != after else 1.0,
        saved=round(sum(_saved(t, c, scales) for t, c in pairs)),
        saved_new=round(sum(_saved(t, c, scales) for t, c in pairs if c.billed_as not in {"", "cache_read"})),
    )


def _retrieved(totals: Totals) -> Retrieved:
    hits = sum(r.times for r in totals.retrievals if r.hit)
    fetched = sum(r.tokens for r in totals.retrievals) * _mean_factor(totals.tallies)
    return Retrieved(hits=hits, misses=sum(r.times for r in totals.retrievals) - hits, tokens=round(fetched))


def _mean_factor(tallies: Iterable[Tally]) -> float:
    weighed = [(t.exchanges, tokens.factor(t.group.model)) for t in tallies if t.group.reported]
    number = sum(n for n, _ in weighed)
    return sum(n * factor for n, factor in weighed) / number if number else 1.0


def _percentile(tallies: Iterable[Tally], share: float) -> float:
    buckets: Counter[int] = Counter()
    for tally in tallies:
        buckets.update(tally.added)
    return milliseconds(_at(buckets, share * buckets.total())) if buckets else 0.0


def _at(buckets: Mapping[int, int], rank: float) -> int:
    seen = 0
    for bucket in sorted(buckets):
        seen += buckets[bucket]
        if seen >= rank:
            break
    return bucket
