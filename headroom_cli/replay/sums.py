"""Figures of many cases, added up by folder, by kind of content, and over whole sessions.

Law: arithmetic only; the parts of every table add up to its total.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from headroom_cli.model import Level
from headroom_cli.replay.bench import Became, Measured, Result, Shot

TOTAL = "total"


@dataclass(slots=True)
class Sum:
    """Sums of some texts; `after`, `exact`, `cold` and `warm` by level.

    `items` are files, texts or requests, as the table has it; `size` is in characters; `exact` are
    the saved tokens of which nothing was lost.
    """

    items: int = 0
    before: int = 0
    size: int = 0
    after: dict[Level, int] = field(default_factory=dict)
    exact: dict[Level, int] = field(default_factory=dict)
    cold: dict[Level, float] = field(default_factory=dict)
    warm: dict[Level, float] = field(default_factory=dict)

    def add(self, before: int, size: int, became: Became, times: int = 1) -> None:
        """Count in a text, as often as it is sent: its tokens, its characters, and what it became by level."""
        self.before += times * before
        self.size += times * size
        for level, short in became.items():
            saved = short.before - short.after if short else 0
            self.after[level] = self.after.get(level, 0) + times * (before - saved)
            self.exact[level] = self.exact.get(level, 0) + times * (saved if short and short.lossless else 0)

    def merge(self, other: Sum) -> None:
        """Count in what others have added up."""
        self.items += other.items
        self.before += other.before
        self.size += other.size
        for own, theirs in ((self.after, other.after), (self.exact, other.exact)):
            for level, count in theirs.items():
                own[level] = own.get(level, 0) + count

    def saved(self, level: Level) -> float:
        """The share of tokens saved."""
        return 1 - self.after[level] / self.before if self.before else 0.0

    def lossless(self, level: Level) -> float:
        """The share of the saving of which nothing was lost."""
        saved = self.before - self.after.get(level, 0)
        return self.exact[level] / saved if saved else 1.0

    def per_100kb(self, seconds: float) -> float:
        """Milliseconds for a hundred thousand characters, where all took `seconds`."""
        return seconds * 1e3 / max(self.size, 1) * 1e5


def by_group(measured: Iterable[Measured]) -> dict[str, Sum]:
    """By folder, in order of name, and the total at the end; times are those of whole requests."""

    def count(one: Measured, into: Sum) -> None:
        into.items += one.case.number <= 1
        for level, shot in one.shots.items():
            into.cold[level] = into.cold.get(level, 0.0) + shot.cold
            into.warm[level] = into.warm.get(level, 0.0) + shot.warm
        for result in one.results:
            _add(into, result, one.shots)

    return _grouped(measured, count)


def by_kind(measured: Iterable[Measured]) -> dict[str, Sum]:
    """By what shortened a text, the largest saving first, then by why it stays."""
    found: dict[str, Sum] = {}
    for one in measured:
        for result in one.results:
            into = found.setdefault(result.kind, Sum())
            into.items += 1
            _add(into, result, one.shots)
    return dict(sorted(found.items(), key=lambda named: (_kept(named[1]), -named[1].before)))


def by_session(measured: Iterable[Measured]) -> dict[str, Sum]:
    """By folder, with each text as often as it is sent, which is in the same words each time.

    Only sessions of more than one request are told.
    """

    def count(one: Measured, into: Sum) -> None:
        into.items += one.session.requests
        for result in one.results:
            _add(into, result, one.shots, result.said.carried)

    sessions = [one for one in measured if one.session.requests > 1 and not one.case.is_payload]
    return _grouped(sessions, count) if sessions else {}


def _add(into: Sum, result: Result, shots: Mapping[Level, Shot], times: int = 1) -> None:
    block = result.said.block
    became = {level: shot.edits.get(block.span) for level, shot in shots.items()}
    into.add(result.before, len(block.text), became, times)


def _kept(one: Sum) -> int:
    """Tokens that are not saved any more than others: the smaller, the more was saved."""
    return min(one.after.values(), default=one.before) - one.before


def _grouped(measured: Iterable[Measured], count: Callable[[Measured, Sum], None]) -> dict[str, Sum]:
    found: dict[str, Sum] = {}
    total = Sum()
    for one in sorted(measured, key=lambda m: m.case.group):
        count(one, found.setdefault(one.case.group, Sum()))
        count(one, total)
    return {**found, TOTAL: total}
