"""Transcripts, measured: one at a time, or many in several processes.

Law: only read. A request that several files tell of counts in the first of them, in the order in which they
were last written: agents copy a conversation that is gone on with. A session that went through Headroom already is
left out. Whatever the number of processes, the
figures are the same.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field, replace
from functools import lru_cache, partial
from hashlib import blake2b
from heapq import nlargest
from itertools import repeat

from headroom_cli import registry
from headroom_cli.compressors import Compressed, Compressor
from headroom_cli.context.eligible import Rules
from headroom_cli.context.refer import label
from headroom_cli.context.shorten import Means
from headroom_cli.errors import HeadroomError
from headroom_cli.model import Block, Level
from headroom_cli.replay.bench import main_of
from headroom_cli.replay.pairs import Pair
from headroom_cli.replay.requests import Asked, requests
from headroom_cli.replay.saving import Conversation, Counts
from headroom_cli.transcripts import Transcript
from headroom_cli.transcripts.finding import History

Progress = Callable[[Iterable["Past"], Sequence[int]], Iterable["Past"]]

_HISTORIES = registry.Plugins("transcripts")
OURS = "request that went through Headroom"
_KILLED = ("a process that read histories was ended from outside", "Memory may be short: try one --level.")
_REMEMBERED = 4  # blocks: a result in parts, and what one compressor leaves to another
_MOST_PROCESSES = 8
_WORTH_A_PROCESS = 8_000_000  # bytes, of which one process reads in the time that another takes to start


@dataclass(frozen=True, slots=True)
class Plan:
    """How to measure: at which levels, by which rules, only requests since a time (Unix seconds).

    `examples` is how many of the texts that would have saved most are told.
    """

    levels: tuple[Level, ...]
    rules: Rules
    since: float = 0.0
    examples: int = 0

    def at(self, level: Level) -> Rules:
        """The rules of a session at a level, with the tool in reach."""
        return replace(self.rules, level=level, in_reach=True)


@dataclass(slots=True)
class Past:
    """One transcript, measured; `names` tells its requests from others'."""

    transcript: Transcript
    counts: Counts
    first: float = 0.0
    last: float = 0.0
    names: frozenset[int] = frozenset()
    skipped: Counter[str] = field(default_factory=Counter)
    examples: tuple[Pair, ...] = ()


class Once:
    """A compressor that scores a block once for all levels: half of the time goes into scores."""

    def __init__(self, plugin: Compressor) -> None:
        self._plugin = plugin
        self._last: list[tuple[Block, float]] = []

    def score(self, block: Block) -> float:
        """What the compressor says of the block."""
        known = next((score for seen, score in self._last if seen == block), None)
        if known is None:
            known = self._plugin.score(block)
            self._last = [(block, known), *self._last[: _REMEMBERED - 1]]
        return known

    def compress(self, block: Block, level: Level) -> Compressed:
        """What the compressor makes of it."""
        return self._plugin.compress(block, level)


def measure(plan: Plan, transcript: Transcript, known: frozenset[int] = frozenset()) -> Past:
    """One transcript; requests that are `known` do not count."""
    rules = {level: plan.at(level) for level in plan.levels}
    history: History = _HISTORIES[transcript.agent]
    conversation = Conversation(rules, offered=history.tools)
    means: dict[Level, Means] = {
        level: Means(own, _compressors()) for level, own in rules.items() if level is not Level.OFF
    }
    names, ours = set[int](), False
    past = Past(transcript, conversation.counts)
    try:
        for asked in _asked(history, transcript, past.skipped, means):
            name, at = _name(asked.reply.id), asked.reply.at
            new = name not in known and name not in names and (not at or at >= plan.since)
            ours = ours or asked.ours
            conversation.take(asked, counts=new)
            if new:
                names.add(name)
                past.examples = _most((*past.examples, *_pairs(asked, transcript, plan)), plan)
                past.first, past.last = min(past.first or at, at), max(past.last, at)
    except OSError:
        past.skipped["file that cannot be read"] += 1
    past.names = frozenset(names)
    return _left_out(past) if ours else past


def every(transcripts: Sequence[Transcript], plan: Plan, progress: Progress) -> tuple[list[Past], tuple[Pair, ...]]:
    """All transcripts, in their order, and the examples of all; `progress` is given what comes and each one's size."""
    gathering = _Gathering(plan)
    for number, past in enumerate(progress(_each(transcripts, plan), _sizes(transcripts))):
        gathering.take(number, past)
    copies = [transcripts[number] for number in gathering.repeats]
    again = progress(_each(copies, plan, gathering.repeats.values()), _sizes(copies)) if copies else ()
    for number, past in zip(gathering.repeats, again, strict=True):
        gathering.keep(number, past)
    return gathering.all(), gathering.examples


class _Gathering:
    """What came of the transcripts so far, and which requests each tells that another told before it."""

    def __init__(self, plan: Plan) -> None:
        self.examples: tuple[Pair, ...] = ()
        self.repeats: dict[int, frozenset[int]] = {}
        self._plan = plan
        self._pasts: dict[int, Past] = {}
        self._known: set[int] = set()

    def take(self, number: int, past: Past) -> None:
        """One transcript, all its requests counted, which is not the last word where it repeats some."""
        if repeated := past.names & self._known:
            self.repeats[number] = repeated
        self._known |= past.names
        self.keep(number, replace(past, examples=()) if repeated else past)

    def keep(self, number: int, past: Past) -> None:
        """One transcript as it is to be."""
        self.examples = _most((*self.examples, *past.examples), self._plan)
        self._pasts[number] = replace(past, names=frozenset(), examples=())

    def all(self) -> list[Past]:
        """All of them; of sessions that went through Headroom only how many requests they were."""
        ours = {_session(past) for past in self._pasts.values() if past.skipped[OURS]}
        return [_left_out(past) if _session(past) in ours else past for past in self._pasts.values()]


def _session(past: Past) -> tuple[str, str]:
    return past.transcript.agent, past.transcript.session


def _left_out(past: Past) -> Past:
    """What is told of a session that went through Headroom: the provider counted other texts than its history has."""
    skipped = past.skipped + Counter({OURS: past.counts.saving.requests})
    return replace(past, counts=Counts(), first=0.0, last=0.0, skipped=skipped, examples=())


def _each(
    transcripts: Sequence[Transcript], plan: Plan, known: Iterable[frozenset[int]] = repeat(frozenset())
) -> Iterator[Past]:
    size = sum(_sizes(transcripts))
    processes = min(os.cpu_count() or 1, _MOST_PROCESSES, size // _WORTH_A_PROCESS, len(transcripts))
    work = partial(measure, plan)
    if processes < 2:  # noqa: PLR2004
        yield from map(work, transcripts, known)
        return
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(processes, context, _let_go) as pool:
        try:
            yield from pool.map(work, transcripts, known)
        except BrokenProcessPool as error:
            raise HeadroomError(*_KILLED) from error
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


def _asked(
    history: History, transcript: Transcript, skipped: Counter[str], means: Mapping[Level, Means]
) -> Iterator[Asked]:
    """The requests of the conversation, then those of each sub-agent inside it."""
    yield from requests(history.read(transcript, skipped), means, tools=history.tools)
    for turns in history.asides(transcript, skipped):
        yield from requests(turns, means, tools=history.tools)


def _pairs(asked: Asked, transcript: Transcript, plan: Plan) -> Iterator[Pair]:
    """The texts that would have been shorter in a request, before and after."""
    main = main_of(plan.levels)
    for told in asked.told if plan.examples else ():
        if short := told.shorts.get(main):
            yield Pair(f"{transcript.agent} session {transcript.session}", label(told.block), told.block.text, short)


def _most(pairs: Iterable[Pair], plan: Plan) -> tuple[Pair, ...]:
    return tuple(nlargest(plan.examples, pairs, key=lambda pair: pair.saved))


@lru_cache(maxsize=1)
def _compressors() -> Mapping[str, Compressor]:
    return {name: Once(plugin) for name, plugin in registry.load_all("compressors").items()}


def _let_go() -> None:
    """A worker ends at Ctrl-C without a word; the one who waits for it says what there is to say."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def _sizes(transcripts: Iterable[Transcript]) -> list[int]:
    return [transcript.span[1] - transcript.span[0] for transcript in transcripts]


def _name(request: str) -> int:
    return int.from_bytes(blake2b(request.encode("utf-8", "replace"), digest_size=8).digest(), "big")
