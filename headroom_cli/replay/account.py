"""All that replay found out, for a person's tables and for programs.

Law: both see the same figures; a session has those of its sub-agents in it.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from headroom_cli.model import Level
from headroom_cli.replay.bench import main_of
from headroom_cli.replay.histories import Past
from headroom_cli.replay.saving import Counts, Saving
from headroom_cli.replay.sums import Sum
from headroom_cli.transcripts.finding import root


@dataclass(slots=True)
class Session:
    """One session, its sub-agents with it."""

    agent: str
    name: str
    project: str
    subagents: int = 0
    first: float = 0.0
    last: float = 0.0
    saving: Saving = field(default_factory=Saving)


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """Everything, added up; `main` is the level of which kinds are told; `size` bytes were read in `seconds`."""

    levels: tuple[Level, ...]
    main: Level
    total: Counts
    sessions: tuple[Session, ...]
    agents: Mapping[str, Saving]
    projects: Mapping[str, Saving]
    skipped: Mapping[str, int]
    size: int
    seconds: float


def account(pasts: Iterable[Past], levels: tuple[Level, ...], seconds: float) -> Account:
    """What was measured, added up; of sessions the one that would have saved most comes first."""
    main, total, skipped, size = main_of(levels), Counts(), Counter[str](), 0
    sessions: dict[tuple[str, str], Session] = {}
    for past in pasts:
        total.merge(past.counts)
        skipped += past.skipped
        size += past.transcript.span[1] - past.transcript.span[0]
        if past.counts.saving.requests:
            _join(sessions, past)
    ordered = sorted(sessions.values(), key=lambda one: (-one.saving.saved[main], -one.saving.sent, one.name))
    return Account(
        levels=levels,
        main=main,
        total=total,
        sessions=tuple(ordered),
        agents=_grouped(ordered, lambda one: one.agent),
        projects=_grouped(ordered, lambda one: one.project),
        skipped=dict(sorted(skipped.items())),
        size=size,
        seconds=seconds,
    )


def as_json(found: Account) -> str:
    """The account for programs: tokens, shares between 0 and 1, times as ISO."""
    return json.dumps(
        {
            "version": 1,
            "level": found.main,
            "total": _saving(found.total.saving, found.levels),
            "agents": {name: _saving(one, found.levels) for name, one in found.agents.items()},
            "projects": {name: _saving(one, found.levels) for name, one in found.projects.items()},
            "tools": {name: _sum(one, found.levels) for name, one in found.total.tools.items()},
            "kinds": {name: _sum(one, found.levels) for name, one in found.total.kinds.items()},
            "sessions": [_session(one, found.levels) for one in found.sessions],
            "skipped": dict(found.skipped),
            "bytes": found.size,
            "seconds": round(found.seconds, 3),
        },
        indent=2,
    )


def _join(sessions: dict[tuple[str, str], Session], past: Past) -> None:
    of = past.transcript
    project = str(root(Path(of.folder))) if of.folder else ""
    one = sessions.setdefault((of.agent, of.session), Session(of.agent, of.session, project))
    one.subagents += bool(of.subagent)
    one.first, one.last = min(one.first or past.first, past.first), max(one.last, past.last)
    one.saving.merge(past.counts.saving)


def _grouped(sessions: Iterable[Session], name: Callable[[Session], str]) -> dict[str, Saving]:
    """By a name, what was sent most first."""
    found: dict[str, Saving] = {}
    for one in sessions:
        found.setdefault(name(one), Saving()).merge(one.saving)
    return dict(sorted(found.items(), key=lambda item: (-item[1].sent, item[0])))


def _saving(one: Saving, levels: Iterable[Level]) -> dict[str, Any]:
    by_level = {level: {"saved": one.saved[level], "saved_new": one.saved_new[level]} for level in levels}
    told = {name: getattr(one, name) for name in ("requests", "unreported", "sent", "new", "output")}
    return {**told, "levels": by_level}


def _sum(one: Sum, levels: Iterable[Level]) -> dict[str, Any]:
    by_level = {level: {"after": one.after[level], "lossless": round(one.lossless(level), 4)} for level in levels}
    return {"texts": one.items, "tokens": one.before, "levels": by_level}


def _session(one: Session, levels: Iterable[Level]) -> dict[str, Any]:
    who = {"agent": one.agent, "session": one.name, "project": one.project, "subagents": one.subagents}
    return {**who, "first": _iso(one.first), "last": _iso(one.last), **_saving(one.saving, levels)}


def _iso(at: float) -> str | None:
    return datetime.fromtimestamp(at, UTC).isoformat() if at else None
