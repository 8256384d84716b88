"""Totals to the figures that a person sees: arithmetic only.

Law: what the provider reported is passed on as it is, what is estimated is named so, and a figure
that is against us is shown like any other. Tokens that went on are the provider's own count; what
the agent sent is that plus what was saved, and saved tokens are an estimate: o200k counts times the
factor of model and kind. The rule of money stands in `money`. Only requests whose usage the provider
reported count in tokens and money; the others are counted as `unreported`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from itertools import groupby
from typing import Any

from headroom_cli import tokens
from headroom_cli.usage.money import Money, bill, saved_tokens, unpriced
from headroom_cli.usage.prices import Prices
from headroom_cli.usage.tally import Cut, Retrieval, Tally, Totals, milliseconds

ESTIMATES = (
    "tokens.sent", "tokens.saved", "tokens.saved_new", "kinds.saved", "kinds.saved_new", "retrievals.tokens",
    "money.saved", "money.retrievals", "money.net",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Tokens:
    """Tokens of the model; `sent` is what the agent sent, `went_on` what the provider was sent.

    `saved` is the difference, `saved_new` the part of it that the provider would have read for the
    first time. `unreported` counts the requests that were not just passed on and of
    which the provider told no usage.
    """

    sent: int
    went_on: int
    saved: int
    saved_new: int
    input: int
    cache_read: int
    cache_write: int
    output: int
    unreported: int


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
    `money` is None when no price is known; `unpriced` names the models of which none is.
    """

    requests: int
    outcomes: Mapping[str, int]
    reasons: Mapping[str, int]
    tokens: Tokens
    kinds: tuple[Kind, ...]
    retrievals: Retrieved
    added_ms: tuple[float, float]
    money: Money | None
    unpriced: tuple[str, ...]
    prices: str
    events: Mapping[str, int]


def summarise(totals: Totals, prices: Prices) -> Summary:
    """The figures of `totals` at `prices`."""
    tallies = totals.tallies
    fetched = sum(r.tokens for r in totals.retrievals)
    return Summary(
        requests=sum(t.exchanges for t in tallies),
        outcomes=_count((outcome, n) for outcome, _, _, n in _fates(tallies)),
        reasons=_count((reason, n) for outcome, reason, _, n in _fates(tallies) if outcome != "rewritten"),
        tokens=_tokens(tallies),
        kinds=tuple(_kinds(tallies)),
        retrievals=_retrieved(totals.retrievals, tallies),
        added_ms=(_percentile(tallies, 0.5), _percentile(tallies, 0.95)),
        money=bill(tallies, fetched, prices),
        unpriced=unpriced(tallies, prices),
        prices=prices.source,
        events=dict(totals.events),
    )


def by_agent(totals: Totals) -> dict[str, Totals]:
    """The totals of each agent, in order of name; what befell a proxy belongs to none."""
    agents = sorted({t.group.agent for t in totals.tallies})
    return {agent: _of_agent(totals, agent) for agent in agents}


def as_json(summary: Summary) -> dict[str, Any]:
    """The figures under their names, for programs; `estimates` names those that are estimated."""
    return {"version": 1, **asdict(summary), "estimates": list(ESTIMATES)}


def _of_agent(totals: Totals, agent: str) -> Totals:
    return Totals(
        tallies=tuple(t for t in totals.tallies if t.group.agent == agent),
        retrievals=tuple(r for r in totals.retrievals if r.agent == agent),
    )


def _fates(tallies: Iterable[Tally]) -> Iterator[tuple[str, str, bool, int]]:
    return ((*fate, n) for tally in tallies for fate, n in tally.fates.items())


def _count(named: Iterable[tuple[str, int]]) -> dict[str, int]:
    counted: Counter[str] = Counter()
    for name, n in named:
        counted[name] += n
    return {name: n for name, n in sorted(counted.items(), key=lambda item: (-item[1], item[0])) if name}


def _tokens(tallies: tuple[Tally, ...]) -> Tokens:
    reported = [t for t in tallies if t.group.reported]
    usages = [t.usage for t in reported]
    saved = round(sum(saved_tokens(t, cut) for t in reported for cut in t.cuts))
    read = sum(u.cache_read for u in usages)
    written = sum(u.cache_write_5m + u.cache_write_1h for u in usages)
    new = sum(u.input for u in usages)
    return Tokens(
        sent=new + read + written + saved,
        went_on=new + read + written,
        saved=saved,
        saved_new=round(sum(saved_tokens(t, cut) for t in reported for cut in t.cuts if cut.fresh)),
        input=new,
        cache_read=read,
        cache_write=written,
        output=sum(u.output for u in usages),
        unreported=sum(n for outcome, _, told, n in _fates(tallies) if not told and outcome != "passed"),
    )


def _kinds(tallies: Iterable[Tally]) -> list[Kind]:
    pairs = sorted(((t, c) for t in tallies if t.group.reported for c in t.cuts), key=_kind_name)
    kinds = [_kind(name, list(same)) for name, same in groupby(pairs, key=_kind_name)]
    return sorted(kinds, key=lambda k: (-k.saved_new, -k.saved, k.kind))


def _kind_name(pair: tuple[Tally, Cut]) -> str:
    return pair[1].kind


def _kind(name: str, pairs: list[tuple[Tally, Cut]]) -> Kind:
    fresh = [(t, c) for t, c in pairs if c.fresh]
    cuts = [c for _, c in fresh]
    before, after = sum(c.before for c in cuts), sum(c.after for c in cuts)
    exact = sum(c.before - c.after for c in cuts if c.lossless)
    return Kind(
        kind=name,
        blocks=sum(c.blocks for c in cuts),
        before=before,
        after=after,
        lossless=exact / (before - after) if before != after else 1.0,
        saved=round(sum(saved_tokens(t, c) for t, c in pairs)),
        saved_new=round(sum(saved_tokens(t, c) for t, c in fresh)),
    )


def _retrieved(retrievals: tuple[Retrieval, ...], tallies: Iterable[Tally]) -> Retrieved:
    hits = sum(r.hit for r in retrievals)
    fetched = sum(r.tokens for r in retrievals) * _mean_factor(tallies)
    return Retrieved(hits=hits, misses=len(retrievals) - hits, tokens=round(fetched))


def _mean_factor(tallies: Iterable[Tally]) -> float:
    weighed = [(t.exchanges, tokens.factor(t.group.model)) for t in tallies if t.group.reported]
    whole = sum(n for n, _ in weighed)
    return sum(n * factor for n, factor in weighed) / whole if whole else 1.0


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
