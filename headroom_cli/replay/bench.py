"""What each text saves at each level, and how fast.

Law: tokens are o200k counts of tool results before and after; a text that stays as it is counts as it is.
Cold is the first time a request is met, warm the same request again.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from headroom_cli import tokens
from headroom_cli.compressors import Compressed, Compressor
from headroom_cli.context.eligible import Rules, why_not
from headroom_cli.context.rewrite import Rewriter
from headroom_cli.context.shorten import Short
from headroom_cli.dialects import NotReadable, Outline
from headroom_cli.model import Block, Edit, Level
from headroom_cli.replay.cases import Case
from headroom_cli.replay.turns import Said, Session, session

LEVELS = (Level.LOSSLESS, Level.BALANCED, Level.AGGRESSIVE)
AS_IT_CAME = "as it came"

Became = Mapping[Level, Edit | Short | None]  # what a text becomes at each level, None where it stays


@dataclass(frozen=True, slots=True)
class Shot:
    """One case at one level: what each text becomes, by its span, and seconds."""

    edits: Mapping[tuple[int, int], Edit]
    cold: float
    warm: float


@dataclass(frozen=True, slots=True)
class Result:
    """One tool result: what it was shortened as, or why it was not; its tokens; its text's place."""

    said: Said
    kind: str
    before: int

    def after(self, shot: Shot) -> int:
        """Its tokens at a level."""
        edit = shot.edits.get(self.said.block.span)
        return edit.after if edit else self.before


@dataclass(frozen=True, slots=True)
class Measured:
    """One case: its session, its tool results, and a shot at each level."""

    case: Case
    session: Session
    results: tuple[Result, ...]
    shots: Mapping[Level, Shot]


def main_of(levels: Sequence[Level]) -> Level:
    """The level that says of which kind a text is."""
    return Level.BALANCED if Level.BALANCED in levels else levels[0]


def kind(became: Became, main: Level) -> str:
    """The name of what shortened a text, at the main level before the others; empty where nothing did."""
    found = (became[level] for level in (main, *reversed(list(became))))
    return next((short.kind for short in found if short), "")


class Timed:
    """A compressor, and how many seconds of its own it took for how many characters."""

    def __init__(self, plugin: Compressor) -> None:
        self._plugin = plugin
        self.seconds = 0.0
        self.size = 0

    def score(self, block: Block) -> float:
        return self._plugin.score(block)

    def compress(self, block: Block, level: Level) -> Compressed:
        began = time.thread_time()
        try:
            return self._plugin.compress(block, level)
        finally:
            self.seconds += time.thread_time() - began
            self.size += len(block.text)


class Bench:
    """Measures cases at `levels`; `main` is the one that says of which kind a text is."""

    def __init__(self, compressors: Mapping[str, Compressor], rules: Rules, levels: Sequence[Level] = LEVELS) -> None:
        self.levels = tuple(levels)
        self.main = main_of(self.levels)
        self.timed = {name: Timed(plugin) for name, plugin in compressors.items()}
        self._compressors = compressors
        self._rules = rules

    def all(self, cases: Iterable[Case], left_out: Counter[str]) -> list[Measured]:
        """Every case whose request is readable; the others are counted in `left_out`."""
        tokens.count("")  # loads the vocabulary, which no request waits for
        found = []
        for case in cases:
            try:
                found.append(self.measure(case))
            except NotReadable as verdict:
                left_out[f"not readable: {verdict}"] += 1
        return found

    def measure(self, case: Case) -> Measured:
        """A case at every level; NotReadable when its request is not."""
        dialect, body = case.request.dialect, case.request.body
        outline = dialect.outline(body)
        shots = {level: self._shot(case, outline, level) for level in self.levels}
        spoken = session(dialect, body, outline.messages)
        results = [said for said in spoken.texts if said.block.kind == "result"]
        counts = tokens.count_many(said.block.text for said in results)
        found = (
            Result(said, self._kind(said.block, shots, outline), count)
            for said, count in zip(results, counts, strict=True)
        )
        return Measured(case, spoken, tuple(found), shots)

    def _shot(self, case: Case, outline: Outline, level: Level) -> Shot:
        if outline.untouchable or level is Level.OFF:
            return Shot({}, 0.0, 0.0)
        rewriter = Rewriter(self.timed if level is self.main else self._compressors)
        rules = self._at(level, outline)
        began = time.thread_time()
        edits = rewriter.rewrite(case.request.dialect, case.request.body, outline, rules).edits
        cold = time.thread_time()
        rewriter.rewrite(case.request.dialect, case.request.body, outline, rules)
        return Shot({edit.span: edit for edit in edits}, cold - began, time.thread_time() - cold)

    def _at(self, level: Level, outline: Outline) -> Rules:
        rules = self._rules
        return Rules(level=level, in_reach=True, clears=outline.clears, floor=rules.floor, exclude=rules.exclude)

    def _kind(self, block: Block, shots: Mapping[Level, Shot], outline: Outline) -> str:
        """The name of what shortened it, or why it stays."""
        if found := kind({level: shot.edits.get(block.span) for level, shot in shots.items()}, self.main):
            return found
        off = "level off" if self.main is Level.OFF else outline.untouchable
        reason = off or why_not(block, self._at(self.main, outline)) or "nothing shorter"
        return f"{AS_IT_CAME}: {reason}"
