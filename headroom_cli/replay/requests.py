"""A history as the requests that it took: what each was the first to hold, and what becomes of that at each level.

Law: one pass over a conversation, whatever its length: what a text becomes never depends on what comes after
it, so each later request carries it in the same words. A compaction begins the conversation anew.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from headroom_cli import tokens
from headroom_cli.ccr import tool
from headroom_cli.context.rewrite import State, step
from headroom_cli.context.shorten import Means, Short
from headroom_cli.dialects import Message
from headroom_cli.model import Block, Level
from headroom_cli.transcripts import Call, Mark, Prompt, Reply, Result, Turn


@dataclass(frozen=True, slots=True)
class Told:
    """One text that a tool answered, with the call it answers; its tokens (o200k), and what it becomes by level."""

    block: Block
    size: int
    shorts: Mapping[Level, Short]


@dataclass(frozen=True, slots=True)
class Asked:
    """One request, with its answer, and the results of tools that it is the first to hold.

    `size` is all new text in it, in tokens (o200k), 0 where something new is no text. `anew`: all before it
    is no longer sent. `ours`: it went through Headroom, so what the provider counted is not what the history holds.
    """

    reply: Reply
    told: tuple[Told, ...]
    size: int = 0
    anew: bool = False
    ours: bool = False


def requests(turns: Iterable[Turn], means: Mapping[Level, Means], *, tools: bool = True) -> Iterator[Asked]:
    """The requests of one conversation in order; what the model never read is not told.

    Without `tools`, what came of a call is text, which stays; so is what came of a person's own command.
    """
    reading = _Reading(means, tools)
    for turn in turns:
        if isinstance(turn, Reply) and turn.model:
            yield reading.asked(turn)
        reading.take(turn)


@dataclass(slots=True)
class _Reading:
    """The conversation so far: its state at each level, and what no request has held yet."""

    means: Mapping[Level, Means]
    tools: bool
    states: dict[Level, State] = field(default_factory=dict)
    calls: dict[str, Call] = field(default_factory=dict)
    told: list[Told] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    images: bool = False
    ours: bool = False
    anew: bool = True

    def asked(self, reply: Reply) -> Asked:
        size = sum(told.size for told in self.told) + sum(tokens.count_many(self.said))
        asked = Asked(reply, tuple(self.told), 0 if self.images else size, self.anew, self.ours)
        self.told, self.said, self.images, self.anew = [], [], False, False
        return asked

    def take(self, turn: Turn) -> None:
        if isinstance(turn, Prompt | Result):
            self.images |= bool(turn.images)
            self.said += [] if isinstance(turn, Result) and turn.call in self.calls else [turn.text]
        self.ours |= _is_ours(turn)
        if isinstance(turn, Mark):
            self._mark(turn)
        elif isinstance(turn, Result) and turn.call in self.calls:
            self._result(turn)
        elif message := _message(turn):
            self._step(message)
        if isinstance(turn, Reply) and turn.model and self.tools:
            self.calls |= {call.id: call for call in turn.calls}

    def _mark(self, mark: Mark) -> None:
        if mark.kind == "compacted":
            self.states, self.calls, self.told, self.said, self.anew = {}, {}, [], [], True

    def _result(self, result: Result) -> None:
        call = self.calls[result.call]
        nothing_but_images = result.images and not result.text
        for text in result.parts or (() if nothing_but_images else (result.text,)):
            block = Block(text=text, span=(0, 0), kind="result", call=call.id, error=result.error)
            shorts = self._step(Message("user", b"", (block,)))
            size = next((short.before for short in shorts.values()), None)
            known = replace(block, tool=call.tool, arguments=call.arguments)
            self.told.append(Told(known, tokens.count(text) if size is None else size, shorts))

    def _step(self, message: Message) -> dict[Level, Short]:
        """What the one block of a message becomes at each level."""
        found: dict[Level, Short] = {}
        for level, means in self.means.items():
            folded = step(self.states.get(level, State()), message, means)
            self.states[level] = folded.state
            if folded.shorts:
                _, found[level] = folded.shorts[0]
        return found


def _is_ours(turn: Turn) -> bool:
    """Whether the retrieve tool is told of, or called."""
    if isinstance(turn, Reply):
        return any(call.tool.endswith(tool.NAME) for call in turn.calls)
    return isinstance(turn, Prompt) and tool.INSTRUCTIONS in turn.text


def _message(turn: Turn) -> Message | None:
    """A turn as a message; None for what says nothing that others lean on."""
    if isinstance(turn, Reply):
        return Message("assistant", b"", tuple(map(_call, turn.calls))) if turn.model and turn.calls else None
    if isinstance(turn, Prompt):
        return Message("user", b"", (Block(text=turn.text, span=(0, 0), kind="text"),))
    return None


def _call(call: Call) -> Block:
    return Block(
        text="", span=(0, 0), kind="call", role="assistant", call=call.id, tool=call.tool, arguments=call.arguments
    )
