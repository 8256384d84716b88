"""All that replay found out, for a person's tables and for programs.

Law: both see the same figures; a session has those of its sub-agents in it.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

from headroom_cli.model import Level
from headroom_cli.replay.bench import main_of
from headroom_cli.replay.figures import Figures, Worth
from headroom_cli.replay.histories import Past
from headroom_cli.replay.pairs import Pair
from headroom_cli.replay.saving import Counts, Saving
from headroom_cli.replay.sums import Sum
from headroom_cli.transcripts import Transcript
from headroom_cli.transcripts.finding import root
from headroom_cli.usage.prices import Prices

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """One session, its sub-agents with it."""

    agent: str
    name: str
    project: str
    subagents: int
    first: float
    last: float
    figures: Figures


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """Everything, added up; `main` is the level of which kinds are told; `size` bytes were read in `seconds`.

    `prices` says where prices are from, `ratios` how many tokens of a model were counted for one estimated.
    """

    levels: tuple[Level, ...]
    main: Level
    total: Figures
    tools: Mapping[str, Sum]
    kinds: Mapping[str, Sum]
    sessions: tuple[Session, ...]
    agents: Mapping[str, Figures]
    projects: Mapping[str, Figures]
    skipped: Mapping[str, int]
    examples: tuple[Pair, ...]
    prices: str
    ratios: Mapping[str, float]
    size: int
    seconds: float


def account(
    pasts: Sequence[Past], levels: tuple[Level, ...], prices: Prices, seconds: float, examples: tuple[Pair, ...] = ()
) -> Account:
    """What was measured, added up; of sessions the one that would have saved most comes first."""
    total, skipped = Counts(), Counter[str]()
    for past in pasts:
        total.merge(past.counts)
        skipped += past.skipped
    worth, main = Worth(prices, total.saving.scales), main_of(levels)
    whole = worth.figures(total.saving)
    sessions = [_session(some, worth) for some in _grouped(pasts, lambda one: (one.agent, one.session)).values()]
    return Account(
        levels=levels,
        main=main,
        total=whole,
        tools=total.tools,
        kinds=total.kinds,
        sessions=tuple(sorted(sessions, key=lambda one: (-one.figures.saved[main], -one.figures.sent, one.name))),
        agents=_figures(_grouped(pasts, lambda one: one.agent), worth),
        projects=_figures(_grouped(pasts, _project), worth),
        skipped=dict(sorted(skipped.items())),
        examples=examples,
        prices=prices.source,
        ratios=worth.ratios,
        size=sum(past.transcript.span[1] - past.transcript.span[0] for past in pasts),
        seconds=seconds,
    )


def as_json(found: Account) -> str:
    """The account for programs: tokens, USD, shares between 0 and 1, times as ISO."""
    return json.dumps(
        {
            "version": 1,
            "level": found.main,
            "total": _told(found.total),
            "agents": {name: _told(one) for name, one in found.agents.items()},
            "projects": {name: _told(one) for name, one in found.projects.items()},
            "tools": {name: _sum(one) for name, one in found.tools.items()},
            "kinds": {name: _sum(one) for name, one in found.kinds.items()},
            "sessions": [_session_told(one) for one in found.sessions],
            "examples": [_example(one) for one in found.examples],
            "skipped": dict(found.skipped),
            "prices": found.prices,
            "tokens_for_one_estimated": {model: round(ratio, 4) for model, ratio in found.ratios.items()},
            "estimates": ["saved", "saved_new", "money"],
            "bytes": found.size,
            "seconds": round(found.seconds, 3),
        },
        indent=2,
    )


def _grouped(pasts: Iterable[Past], name: Callable[[Transcript], T]) -> dict[T, list[Past]]:
    """Those that have requests, by a name."""
    found: dict[T, list[Past]] = {}
    for past in pasts:
        if past.counts.saving.requests:
            found.setdefault(name(past.transcript), []).append(past)
    return found


def _project(of: Transcript) -> str:
    return str(root(Path(of.folder))) if of.folder else ""


def _merged(pasts: Iterable[Past]) -> Saving:
    saving = Saving()
    for past in pasts:
        saving.merge(past.counts.saving)
    return saving


def _figures(groups: Mapping[str, Sequence[Past]], worth: Worth) -> dict[str, Figures]:
    """By name, what was sent most first."""
    found = {name: worth.figures(_merged(some)) for name, some in groups.items()}
    return dict(sorted(found.items(), key=lambda item: (-item[1].sent, item[0])))


def _session(pasts: Sequence[Past], worth: Worth) -> Session:
    of = min((past.transcript for past in pasts), key=lambda transcript: bool(transcript.subagent))
    return Session(
        agent=of.agent,
        name=of.session,
        project=_project(of),
        subagents=sum(bool(past.transcript.subagent) for past in pasts),
        first=min((past.first for past in pasts if past.first), default=0.0),
        last=max(past.last for past in pasts),
        figures=worth.figures(_merged(pasts)),
    )


def _told(one: Figures) -> dict[str, Any]:
    by_level = {
        level: {"saved": one.saved[level], "saved_new": one.saved_new[level], "money": _cents(one.money.get(level))}
        for level in one.saved
    }
    told = {name: getattr(one, name) for name in ("requests", "unreported", "sent", "new", "output")}
    return {
        **told,
        "error": round(one.error, 4),
        "billed": _cents(one.billed),
        "unpriced": list(one.unpriced),
        "levels": by_level,
    }


def _sum(one: Sum) -> dict[str, Any]:
    levels = {level: {"after": count, "lossless": round(one.lossless(level), 4)} for level, count in one.after.items()}
    return {"texts": one.items, "tokens": one.before, "levels": levels}


def _example(one: Pair) -> dict[str, Any]:
    edit = one.edit
    sizes = {"before": edit.before, "after": edit.after, "lossless": edit.lossless}
    return {"place": one.place, "call": one.label, "kind": edit.kind, **sizes}


def _session_told(one: Session) -> dict[str, Any]:
    who = {"agent": one.agent, "session": one.name, "project": one.project, "subagents": one.subagents}
    return {**who, "first": _iso(one.first), "last": _iso(one.last), **_told(one.figures)}


def _cents(amount: float | None) -> float | None:
    return None if amount is None else round(amount, 6)


def _iso(at: float) -> str | None:
    return datetime.fromtimestamp(at, UTC).isoformat() if at else None
