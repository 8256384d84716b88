"""What exchanges add up to: each one as a tally, and tallies of alike ones may be summed.

Law: whoever sums first gets the same figures. A tally of one exchange and a tally of a year have the
same form, and what a figure or a price depends on is part of the group that may be summed.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from headroom_cli.model import Edit, Exchange, Usage
from headroom_cli.usage.counterfactual import less, unshortened, whole
from headroom_cli.usage.scale import Scale, measured

CONTEXT_STEPS = (100_000, 128_000, 200_000, 272_000)
RESTARTED = "restarted"
BYPASSED = "pass-through"
_STEP = math.log(1.1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """What exchanges have in common when they may be summed.

    `context` is the highest of CONTEXT_STEPS that the whole input was above, else 0; `unshortened` is
    that of the request without Headroom. `subscribed`: the agent is logged in with a subscription.
    """

    agent: str = ""
    project: str = ""
    model: str = ""
    reported: bool = False
    context: int = 0
    unshortened: int = 0
    subscribed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """Edits of one kind, summed; `before` and `after` are tokens (o200k), the rest is as in Edit."""

    kind: str
    fresh: bool
    lossless: bool
    billed_as: str
    blocks: int
    before: int
    after: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """Sums over the exchanges of one group.

    `detour` is the part of `usage` that went into fetching originals. `fates` counts the exchanges by
    outcome, reason and whether usage was reported, `added` by the bucket of the time we took
    (`milliseconds`). `scale` is what was measured of their turns.
    """

    group: Group
    exchanges: int = 0
    usage: Usage = field(default_factory=Usage)
    detour: Usage = field(default_factory=Usage)
    scale: Scale = field(default_factory=Scale)
    cuts: tuple[Cut, ...] = ()
    fates: Mapping[tuple[str, str, bool], int] = field(default_factory=dict)
    added: Mapping[int, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """How often the model asked for an original and got it, or not; `tokens` (o200k) is what it was given."""

    hit: bool
    tokens: int
    times: int = 1
    agent: str = ""
    project: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """All that a summary is made of.

    `events` counts what befell the proxy, by name; `scales` are of all that was ever measured, by model.
    """

    tallies: tuple[Tally, ...] = ()
    retrievals: tuple[Asked, ...] = ()
    events: Mapping[str, int] = field(default_factory=dict)
    scales: Mapping[str, Scale] = field(default_factory=dict)


def tally(exchange: Exchange) -> Tally:
    """One exchange as a tally of one."""
    return Tally(
        group=_group(exchange),
        exchanges=1,
        usage=exchange.usage,
        detour=exchange.detour,
        scale=measured(exchange),
        cuts=_cuts(exchange.edits),
        fates={(exchange.outcome, exchange.reason, exchange.usage.reported): 1},
        added={_bucket(exchange.added_ms): 1},
    )


def milliseconds(bucket: int) -> float:
    """The time that stands for a bucket, at most 5 % off what was counted there."""
    return math.exp(bucket * _STEP)


def _bucket(ms: float) -> int:
    return round(math.log(max(ms, 0.01)) / _STEP)


def _group(exchange: Exchange) -> Group:
    return Group(
        agent=exchange.agent,
        project=exchange.project,
        model=exchange.model,
        reported=exchange.usage.reported,
        context=_context(exchange.usage),
        unshortened=_context(_unshortened(exchange)),
        subscribed=exchange.subscribed,
    )


def _unshortened(exchange: Exchange) -> Usage:
    """Of a whole exchange that was a detour, its own context: its answer would have been one of such a request."""
    without = unshortened(less(exchange.usage, exchange.detour), exchange.model, exchange.edits)
    return without if whole(without) else exchange.usage


def _context(usage: Usage) -> int:
    return max((step for step in CONTEXT_STEPS if whole(usage) > step), default=0)


def _cuts(edits: Iterable[Edit]) -> tuple[Cut, ...]:
    sums: dict[tuple[str, bool, bool, str], list[int]] = defaultdict(lambda: [0, 0, 0])
    for edit in edits:
        row = sums[edit.kind, edit.fresh, edit.lossless, edit.billed_as]
        row[:] = row[0] + 1, row[1] + edit.before, row[2] + edit.after
    return tuple(
        Cut(kind=kind, fresh=fresh, lossless=lossless, billed_as=part, blocks=blocks, before=before, after=after)
        for (kind, fresh, lossless, part), (blocks, before, after) in sorted(sums.items())
    )
