"""All that a bench found out, for a person's tables and for programs.

Law: both see the same figures.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from headroom_cli.model import Level
from headroom_cli.replay.bench import Bench, Measured
from headroom_cli.replay.needles import Found
from headroom_cli.replay.sums import TOTAL, Sum, by_group, by_kind, by_session


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """`main` is the level of which times and kinds are told; `own_ms` are the compressors' own for 100 KB."""

    levels: tuple[Level, ...]
    main: Level
    groups: Mapping[str, Sum]
    kinds: Mapping[str, Sum]
    sessions: Mapping[str, Sum]
    own_ms: Mapping[str, float]
    left_out: Mapping[str, int]
    needles: Mapping[str, Mapping[Level, Found]] = field(default_factory=dict)

    @property
    def total(self) -> Sum:
        """The sum of all folders."""
        return self.groups[TOTAL]


def report(
    bench: Bench,
    measured: list[Measured],
    left_out: Mapping[str, int],
    needles: Mapping[str, Mapping[Level, Found]],
) -> Report:
    """What was measured, added up."""
    return Report(
        levels=bench.levels,
        main=bench.main,
        groups=by_group(measured),
        kinds=by_kind(measured),
        sessions=by_session(measured),
        own_ms={name: one.seconds * 1e8 / one.size for name, one in bench.timed.items() if one.size},
        left_out=left_out,
        needles=needles,
    )


def as_json(found: Report) -> str:
    """The report for programs: shares between 0 and 1, milliseconds per 100 KB."""
    return json.dumps(
        {
            "total": _figures(found.total, "files"),
            "groups": {name: _figures(one, "files") for name, one in found.groups.items() if name != TOTAL},
            "kinds": {name: _kind(one, found.own_ms.get(name)) for name, one in found.kinds.items()},
            "sessions": {name: _figures(one, "requests") for name, one in found.sessions.items()},
            "needles": {kind: {level: asdict(one) for level, one in by.items()} for kind, by in found.needles.items()},
            "left_out": dict(found.left_out),
        },
        indent=2,
    )


def _kind(one: Sum, own_ms: float | None) -> dict[str, Any]:
    return {**_figures(one, "texts"), **({} if own_ms is None else {"own_ms_per_100kb": round(own_ms, 2)})}


def _figures(one: Sum, items: str) -> dict[str, Any]:
    levels = {str(level): _at(one, level) for level in one.after}
    return {items: one.items, "before": one.before, "characters": one.size, "levels": levels}


def _at(one: Sum, level: Level) -> dict[str, float]:
    told: dict[str, float] = {"after": one.after[level], "saved": one.saved(level), "lossless": one.lossless(level)}
    for name, seconds in (("cold", one.cold), ("warm", one.warm)):
        if level in seconds:
            told[f"{name}_ms_per_100kb"] = one.per_100kb(seconds[level])
    return {name: round(value, 4) for name, value in told.items()}
