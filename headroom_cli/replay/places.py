"""Where the turns of a conversation stand in its requests, in the provider's tokens, and what each would have saved.

Law: arithmetic only; the provider's own figures decide. What a request was the first to hold stands between the end
of the request before it, with its answer, and its own end; later requests leave it there. So whether a saved token
would have been read from the cache, written to it or neither is read off the request's usage. A turn beyond the end
of a later request is no longer in the conversation: it was taken back.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from headroom_cli.model import Level, Usage
from headroom_cli.usage.counterfactual import PARTS, whole

Cuts = Mapping[Level, Counter[str]]  # tokens (o200k) saved, by kind


@dataclass(frozen=True, slots=True)
class _Turn:
    """Where it starts and where its middle is; `cuts` are those of all turns up to it."""

    start: int
    middle: float
    cuts: Cuts


class Places:
    """The turns of one conversation."""

    def __init__(self) -> None:
        self._turns: list[_Turn] = []
        self._last = Usage()

    def grow(self, usage: Usage, cuts: Cuts) -> int:
        """One more request, which was the first to hold the texts of these cuts; the tokens of what was new in it."""
        end = whole(usage)
        start = whole(self._last) + self._last.output
        self._last = usage
        while self._turns and self._turns[-1].start >= end:
            self._turns.pop()
        if any(cuts.values()):
            self._turns.append(_Turn(min(start, end - 1), (min(start, end) + end) / 2, self._with(cuts)))
        return end - start

    def parts(self, level: Level) -> Iterator[tuple[str, Counter[str]]]:
        """What the last request would have saved, by kind, in each part of its usage that has anything."""
        middles = [turn.middle for turn in self._turns]
        before, end = Counter[str](), 0
        for part in PARTS:
            end += getattr(self._last, part)
            up_to = bisect_left(middles, end)
            after = self._turns[up_to - 1].cuts.get(level, Counter[str]()) if up_to else Counter[str]()
            if inside := after - before:
                yield part, inside
            before = after

    def _with(self, cuts: Cuts) -> Cuts:
        before = self._turns[-1].cuts if self._turns else {}
        return {level: before.get(level, Counter()) + cuts.get(level, Counter()) for level in {*before, *cuts}}
