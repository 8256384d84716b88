"""What the requests of a history were sent, and what each level would have saved of it.

Law: arithmetic only. What was sent is the provider's own count; what would have been saved is an estimate:
o200k counts times the factor of model and kind (`tokens.factor`), for each request that carries the text.
A request of which no usage is told saves nothing.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field

from headroom_cli import tokens
from headroom_cli.context.eligible import Rules, why_not
from headroom_cli.model import Level, Usage
from headroom_cli.replay.bench import AS_IT_CAME, Became, kind, main_of
from headroom_cli.replay.requests import Asked, Told
from headroom_cli.replay.sums import Sum


@dataclass(slots=True)
class Saving:
    """Some requests; `unreported` of them are in no other figure. `new` is what the provider did not read from its
    cache; `saved` and `saved_new` are tokens of the model by level.
    """

    requests: int = 0
    unreported: int = 0
    sent: int = 0
    new: int = 0
    output: int = 0
    saved: Counter[Level] = field(default_factory=Counter)
    saved_new: Counter[Level] = field(default_factory=Counter)

    def take(self, usage: Usage) -> None:
        """Count in one request."""
        self.requests += 1
        self.unreported += not usage.reported
        self.new += _new(usage)
        self.sent += _new(usage) + usage.cache_read
        self.output += usage.output

    def merge(self, other: Saving) -> None:
        """Count in what others have added up."""
        self.requests += other.requests
        self.unreported += other.unreported
        self.sent += other.sent
        self.new += other.new
        self.output += other.output
        self.saved += other.saved
        self.saved_new += other.saved_new

    def share(self, level: Level) -> float:
        """The share of what was sent that would have been saved."""
        return self.saved[level] / self.sent if self.sent else 0.0


@dataclass(slots=True)
class Counts:
    """All figures of some requests: the saving, and the texts that they were the first to hold."""

    saving: Saving = field(default_factory=Saving)
    tools: dict[str, Sum] = field(default_factory=dict)
    kinds: dict[str, Sum] = field(default_factory=dict)

    def merge(self, other: Counts) -> None:
        """Count in what others have added up."""
        self.saving.merge(other.saving)
        for own, theirs in ((self.tools, other.tools), (self.kinds, other.kinds)):
            for name, one in theirs.items():
                own.setdefault(name, Sum()).merge(one)


class Conversation:
    """Adds up the requests of one conversation, in order; `counts` so far."""

    def __init__(self, rules: dict[Level, Rules]) -> None:
        self.counts = Counts()
        self._rules = rules
        self._main = main_of(tuple(rules))
        self._carried: defaultdict[Level, Counter[str]] = defaultdict(Counter)

    def take(self, asked: Asked, *, counts: bool = True) -> None:
        """One more request; where it does not count, the later ones carry its texts all the same."""
        if asked.anew:
            self._carried.clear()
        fresh: defaultdict[Level, Counter[str]] = defaultdict(Counter)
        for told in asked.told:
            for level, short in told.shorts.items():
                fresh[level][short.kind] += short.before - short.after
                self._carried[level][short.kind] += short.before - short.after
        if counts:
            self._count(asked, fresh)

    def _count(self, asked: Asked, fresh: defaultdict[Level, Counter[str]]) -> None:
        saving, reply = self.counts.saving, asked.reply
        saving.take(reply.usage)
        new = _new(reply.usage)
        for (
            level
        ) in self._rules:  # no request saves more than it was: a history may not tell what left the conversation
            saving.saved[level] += min(_tokens(reply.model, self._carried[level]), new + reply.usage.cache_read)
            saving.saved_new[level] += min(_tokens(reply.model, fresh[level]), new)
        for told in asked.told:
            became = {level: told.shorts.get(level) for level in self._rules}
            _add(self.counts.tools, told.block.tool, told, became)
            _add(self.counts.kinds, self._kind(told, became), told, became)

    def _kind(self, told: Told, became: Became) -> str:
        reason = why_not(told.block, self._rules[self._main]) or "nothing shorter"
        return kind(became, self._main) or f"{AS_IT_CAME}: {reason}"


def _new(usage: Usage) -> int:
    return usage.input + usage.cache_write_5m + usage.cache_write_1h


def _tokens(model: str, saved: Counter[str]) -> int:
    return round(sum(count * tokens.factor(model, name) for name, count in saved.items()))


def _add(into: dict[str, Sum], name: str, told: Told, became: Became) -> None:
    one = into.setdefault(name, Sum())
    one.items += 1
    one.add(told.size, len(told.block.text), became)
