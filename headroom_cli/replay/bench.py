"""What each kind of content saves at each level, and how fast.

Law: tokens are o200k counts of tool results before and after; a block that stays as it is counts as
it is. Cold is the first time a text is met, warm the same request again.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from headroom_cli import tokens
from headroom_cli.compressors import Compressor
from headroom_cli.context.eligible import Rules
from headroom_cli.context.rewrite import Rewriter
from headroom_cli.context.splice import splice
from headroom_cli.dialects import Dialect
from headroom_cli.model import Edit, Level
from headroom_cli.replay.cases import Case

LEVELS = (Level.LOSSLESS, Level.BALANCED, Level.AGGRESSIVE)


@dataclass(frozen=True, slots=True)
class Shot:
    """One case at one level: tokens after, of the saved ones those without loss, seconds, the request sent."""

    after: int
    lossless: int
    cold: float
    warm: float
    sent: bytes
    edits: tuple[Edit, ...]


@dataclass(frozen=True, slots=True)
class Measured:
    """One case: its tool results' tokens and characters, and a shot at each level."""

    case: Case
    before: int
    size: int
    shots: Mapping[Level, Shot]


@dataclass(slots=True)
class Sum:
    """A group's sums; `after`, `lossless`, `cold` and `warm` by level."""

    cases: int = 0
    before: int = 0
    size: int = 0
    after: dict[Level, int] = field(default_factory=dict)
    lossless: dict[Level, int] = field(default_factory=dict)
    cold: dict[Level, float] = field(default_factory=dict)
    warm: dict[Level, float] = field(default_factory=dict)

    def add(self, one: Measured) -> None:
        """Count one more case in."""
        self.cases += 1
        self.before += one.before
        self.size += one.size
        for level, shot in one.shots.items():
            self.after[level] = self.after.get(level, 0) + shot.after
            self.lossless[level] = self.lossless.get(level, 0) + shot.lossless
            self.cold[level] = self.cold.get(level, 0.0) + shot.cold
            self.warm[level] = self.warm.get(level, 0.0) + shot.warm

    def saved(self, level: Level) -> float:
        """The share of tokens saved."""
        return 1 - self.after[level] / self.before if self.before else 0.0

    def per_100kb(self, seconds: float) -> float:
        """Milliseconds for a hundred thousand characters, where all took `seconds`."""
        return seconds * 1e3 / max(self.size, 1) * 1e5


def measure(case: Case, dialect: Dialect, compressors: Mapping[str, Compressor], floor: int) -> Measured:
    """A case at every level."""
    results = texts(dialect, case.body)
    before = sum(tokens.count_many(results))
    shots = {
        level: _shot(case.body, dialect, compressors, Rules(level=level, in_reach=True, floor=floor), before)
        for level in LEVELS
    }
    return Measured(case, before, sum(map(len, results)), shots)


def sums(measured: Iterable[Measured]) -> dict[str, Sum]:
    """By group, in order of name, and `total` at the end."""
    found: dict[str, Sum] = {}
    total = Sum()
    for one in sorted(measured, key=lambda m: m.case.group):
        found.setdefault(one.case.group, Sum()).add(one)
        total.add(one)
    return {**found, "total": total}


def texts(dialect: Dialect, body: bytes) -> Sequence[str]:
    """The tool results of a request."""
    spans = dialect.outline(body).messages
    return [b.text for start, end in spans for b in dialect.message(body[start:end]).blocks if b.kind == "result"]


def _shot(body: bytes, dialect: Dialect, compressors: Mapping[str, Compressor], rules: Rules, before: int) -> Shot:
    rewriter, outline = Rewriter(compressors), dialect.outline(body)
    began = time.perf_counter()
    edits = rewriter.edits(dialect, body, outline, rules)
    cold = time.perf_counter()
    rewriter.edits(dialect, body, outline, rules)
    warm = time.perf_counter()
    saved = sum(edit.before - edit.after for edit in edits)
    exact = sum(edit.before - edit.after for edit in edits if edit.lossless)
    return Shot(before - saved, exact, cold - began, warm - cold, splice(body, edits), edits)


def as_json(found: Mapping[str, Sum]) -> str:
    """The sums for programs: shares of tokens, milliseconds per 100 KB."""
    return json.dumps({name: _figures(one) for name, one in found.items()}, indent=2)


def _figures(one: Sum) -> dict[str, object]:
    levels = {
        str(level): {
            "after": one.after[level],
            "saved": round(one.saved(level), 4),
            "lossless": round(one.lossless[level] / max(1, one.before - one.after[level]), 4),
            "cold_ms_per_100kb": round(one.per_100kb(one.cold[level]), 2),
            "warm_ms_per_100kb": round(one.per_100kb(one.warm[level]), 2),
        }
        for level in one.after
    }
    return {"files": one.cases, "before": one.before, "characters": one.size, "levels": levels}
