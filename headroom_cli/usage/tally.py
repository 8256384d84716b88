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

CONTEXT_STEPS = (100_000, 128_000, 200_000, 272_000)
RESTARTED = "restarted"
BYPASSED = "pass-through"
_STEP = math.log(1.1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """What exchanges have in common when they may be summed.

    `context` is the highest of CONTEXT_STEPS that the whole input was above, else 0. `new_as` and
    `old_as` name the field of Usage as which the provider billed what it read for the first time
    and what it had read before.
    """

    agent: str = ""
    project: str = ""
    model: str = ""
    reported: bool = False
    context: int = 0
    new_as: str = "input"
    old_as: str = "input"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """Blocks of one kind that were shortened, summed; `before` and `after` are tokens (o200k)."""

    kind: str
    fresh: bool
    lossless: bool
    blocks: int
    before: int
    after: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """Sums over the exchanges of one group.

    `fates` counts them by outcome, reason and whether usage was reported, `added` by the bucket of
    the time we took (`milliseconds`).
    """

    group: Group
    exchanges: int = 0
    usage: Usage = field(default_factory=Usage)
    cuts: tuple[Cut, ...] = ()
    fates: Mapping[tuple[str, str, bool], int] = field(default_factory=dict)
    added: Mapping[int, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Retrieval:
    """One time the model asked for an original; `tokens` (o200k) is what it was given."""

    session: str
    at: float
    hit: bool
    tokens: int
    agent: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """All that a summary is made of; `events` counts what befell the proxy, by name."""

    tallies: tuple[Tally, ...] = ()
    retrievals: tuple[Retrieval, ...] = ()
    events: Mapping[str, int] = field(default_factory=dict)


def tally(exchange: Exchange) -> Tally:
    """One exchange as a tally of one."""
    return Tally(
        group=_group(exchange),
        exchanges=1,
        usage=exchange.usage,
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
    new_as = _new_as(exchange.usage)
    return Group(
        agent=exchange.agent,
        project=exchange.project,
        model=exchange.model,
        reported=exchange.usage.reported,
        context=_context(exchange.usage),
        new_as=new_as,
        old_as="cache_read" if exchange.usage.cache_read else new_as,
    )


def _new_as(usage: Usage) -> str:
    # Where both lives of a cache entry occur the longer one stands first, so what is new is the shorter.
    if usage.cache_write_5m:
        return "cache_write_5m"
    return "cache_write_1h" if usage.cache_write_1h else "input"


def _context(usage: Usage) -> int:
    whole = usage.input + usage.cache_read + usage.cache_write_5m + usage.cache_write_1h
    return max((step for step in CONTEXT_STEPS if whole > step), default=0)


def _cuts(edits: Iterable[Edit]) -> tuple[Cut, ...]:
    sums: dict[tuple[str, bool, bool], list[int]] = defaultdict(lambda: [0, 0, 0])
    for edit in edits:
        row = sums[edit.kind, edit.fresh, edit.lossless]
        row[:] = row[0] + 1, row[1] + edit.before, row[2] + edit.after
    return tuple(
        Cut(kind=kind, fresh=fresh, lossless=lossless, blocks=blocks, before=before, after=after)
        for (kind, fresh, lossless), (blocks, before, after) in sorted(sums.items())
    )
