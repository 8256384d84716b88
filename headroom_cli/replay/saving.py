"""What the requests of a history were sent, and what each level would have taken off.

Law: arithmetic only, and sums may be merged in any order. What was sent is the provider's own count; what would
have been taken off are o200k counts, of each text for each request that carries it, less the retrieve tool's own
definition. A request of which no usage is told counts and saves nothing.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

from headroom_cli import tokens
from headroom_cli.ccr import tool
from headroom_cli.context.eligible import Rules, why_not
from headroom_cli.model import OFFERED, Level, Usage
from headroom_cli.replay.bench import AS_IT_CAME, Became, kind, main_of
from headroom_cli.replay.places import Places
from headroom_cli.replay.requests import Asked, Told
from headroom_cli.replay.sums import Sum
from headroom_cli.usage.counterfactual import PARTS, whole
from headroom_cli.usage.scale import Scale
from headroom_cli.usage.tally import CONTEXT_STEPS

T = TypeVar("T", Usage, Scale)
_TOOL = f"mcp__headroom__{tool.NAME}"
_LEAST_MEASURED = 300  # tokens of a turn, less of which say little of what a token is
_ODD = 2.0  # times as many tokens as estimated: something other than the texts was counted


@dataclass(slots=True)
class Carried:
    """Requests of one model and context: their usage, and the tokens (o200k) taken off by kind and part of usage."""

    usage: Usage = field(default_factory=Usage)
    cuts: Counter[tuple[str, str]] = field(default_factory=Counter)

    def merge(self, other: Carried) -> None:
        """Count in what others have added up."""
        self.usage = _plus(self.usage, other.usage)
        self.cuts.update(other.cuts)


Key = tuple[str, int]  # a model, and the step of context that a request was above


@dataclass(slots=True)
class Saving:
    """Some requests; of `unreported` ones no usage is told. `used` is what was billed, `carried` the same by level."""

    requests: int = 0
    unreported: int = 0
    used: dict[Key, Carried] = field(default_factory=dict)
    carried: dict[Level, dict[Key, Carried]] = field(default_factory=dict)
    scales: dict[str, Scale] = field(default_factory=dict)

    def merge(self, other: Saving) -> None:
        """Count in what others have added up."""
        self.requests += other.requests
        self.unreported += other.unreported
        _merge(self.used, other.used, Carried)
        for model, scale in other.scales.items():
            self.measure(model, scale)
        for level, carried in other.carried.items():
            _merge(self.carried.setdefault(level, {}), carried, Carried)

    def measure(self, model: str, scale: Scale) -> None:
        """Count in what was measured of a model."""
        self.scales[model] = _plus(self.scales.get(model, Scale()), scale)


@dataclass(slots=True)
class Counts:
    """All figures of some requests: the saving, and the texts that they were the first to hold."""

    saving: Saving = field(default_factory=Saving)
    tools: dict[str, Sum] = field(default_factory=dict)
    kinds: dict[str, Sum] = field(default_factory=dict)

    def merge(self, other: Counts) -> None:
        """Count in what others have added up."""
        self.saving.merge(other.saving)
        _merge(self.tools, other.tools, Sum)
        _merge(self.kinds, other.kinds, Sum)


class Conversation:
    """Adds up the requests of one history, in order; `counts` so far. `offered`: each would have held our tool."""

    def __init__(self, rules: Mapping[Level, Rules], *, offered: bool = True) -> None:
        self.counts = Counts(Saving(carried={level: {} for level in rules}))
        self._rules = rules
        self._main = main_of(tuple(rules))
        self._offer = tool.weight(_TOOL) if offered else 0
        self._places = Places()
        self._waiting: defaultdict[Level, Counter[str]] = defaultdict(Counter)
        self._model = ""

    def take(self, asked: Asked, *, counts: bool = True) -> None:
        """One more request; where it does not count, the later ones carry its texts all the same."""
        usage, model = asked.reply.usage, asked.reply.model
        if asked.anew:
            self._places, self._waiting, self._model = Places(), defaultdict(Counter), ""
        for told in asked.told:
            for level, short in told.shorts.items():
                self._waiting[level][short.kind] += short.before - short.after
        if usage.reported:
            new = self._places.grow(usage, self._waiting)
            self._waiting = defaultdict(Counter)
            if counts and model == self._model and asked.size:
                self._measure(asked, new)
            self._model = model
        if counts:
            self._count(asked)

    def _count(self, asked: Asked) -> None:
        saving, reply = self.counts.saving, asked.reply
        saving.requests += 1
        saving.unreported += not reply.usage.reported
        if reply.usage.reported:
            _merge(saving.used, {(reply.model, _step(whole(reply.usage))): Carried(reply.usage)}, Carried)
            for level in self._rules:
                self._carry(reply.model, reply.usage, level)
        for told in asked.told:
            became = {level: told.shorts.get(level) for level in self._rules}
            _add(self.counts.tools, told.block.tool, told, became)
            _add(self.counts.kinds, self._kind(told, became), told, became)

    def _carry(self, model: str, usage: Usage, level: Level) -> None:
        cuts: Counter[tuple[str, str]] = Counter()
        for part, saved in self._places.parts(level):
            cuts.update({(name, part): count for name, count in saved.items()})
        if self._offer and level is not Level.OFF:
            first = next((part for part in PARTS if getattr(usage, part)), PARTS[-1])
            cuts[OFFERED, first] -= self._offer
        rest = whole(usage) - sum(count * tokens.factor(model, name) for (name, _), count in cuts.items())
        into = self.counts.saving.carried.setdefault(level, {})
        _merge(into, {(model, _step(rest)): Carried(usage, cuts)}, Carried)

    def _measure(self, asked: Asked, counted: int) -> None:
        """How many tokens of the model the new texts were, beside what they were taken to be."""
        model, shorts = asked.reply.model, [told.shorts.get(self._main) for told in asked.told]
        known = [(short.before, tokens.factor(model, short.kind)) for short in shorts if short]
        estimated = (asked.size - sum(size for size, _ in known)) * tokens.factor(model)
        estimated += sum(size * factor for size, factor in known)
        if estimated >= _LEAST_MEASURED and estimated / _ODD < counted < estimated * _ODD:
            one = Scale(estimated=estimated, counted=counted, squares=counted**2 / estimated)
            self.counts.saving.measure(model, one)

    def _kind(self, told: Told, became: Became) -> str:
        reason = why_not(told.block, self._rules[self._main]) or "nothing shorter"
        return kind(became, self._main) or f"{AS_IT_CAME}: {reason}"


def _step(size: float) -> int:
    return max((step for step in CONTEXT_STEPS if size > step), default=0)


def _plus(one: T, other: T) -> T:
    """Two usages or scales in one."""
    pairs = {name: (getattr(one, name), getattr(other, name)) for name in one.__dataclass_fields__}
    return replace(one, **{name: a or b if isinstance(a, bool) else a + b for name, (a, b) in pairs.items()})


def _merge(into: dict[Any, Any], more: Mapping[Any, Any], new: type) -> None:
    for name, one in more.items():
        into.setdefault(name, new()).merge(one)


def _add(into: dict[str, Sum], name: str, told: Told, became: Became) -> None:
    one = into.setdefault(name, Sum())
    one.items += 1
    one.add(told.size, len(told.block.text), became)
