"""The pure function of law 1: a conversation to the edits that say it in fewer tokens.

Law: a fold over the messages, `state(i) = step(state(i-1), message i)`. Its answers are remembered
under a running hash of all that they depend on, so a request that grows by a message costs that
message alone; with the memory lost, the same bytes come out.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from immutables import Map

from headroom_cli import tokens
from headroom_cli.compressors import Compressor
from headroom_cli.context.eligible import Rules, is_retrieved
from headroom_cli.context.memo import Memo
from headroom_cli.context.place import Rewriting, Step, place
from headroom_cli.context.refer import written
from headroom_cli.context.seen import Source, View, show
from headroom_cli.context.shorten import Means, Short, shorten
from headroom_cli.dialects import Dialect, Message, Outline
from headroom_cli.model import Block

_MESSAGES = 4096
_PATCH = re.compile(r"^(?:\*\*\* Begin Patch|@@ )", re.MULTILINE)
_QUESTION = 4000  # characters of what a person asks that are looked at
_BYTES = 64 * 1024 * 1024  # of messages: what is remembered of them takes a few times as much


@dataclass(frozen=True, slots=True)
class State:
    """What the messages so far have established: the calls by id, what is in view, what was asked last."""

    calls: Map[str, tuple[str, Mapping[str, Any]]] = field(default_factory=Map)
    view: View = field(default_factory=View)
    question: str = ""


@dataclass(frozen=True, slots=True)
class _Folded:
    """The state after a message, and which of its blocks (by number) become what.

    `results` counts its tool results, `fetched` are the tokens of those that the model had from us.
    """

    state: State
    shorts: tuple[tuple[int, Short], ...]
    results: int
    fetched: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Shape:
    """What is remembered of a message's bytes: enough to place edits without reading it again."""

    role: str
    digest: bytes
    spans: tuple[tuple[int, int], ...]


class Rewriter:
    """Works out edits; one for each proxy. `edits` is for one thread; what is remembered is only a cache."""

    def __init__(self, compressors: Mapping[str, Compressor], size: int = _MESSAGES) -> None:
        self._compressors = compressors
        self._shapes: Memo[bytes, _Shape] = Memo(size)
        self._folded: Memo[bytes, _Folded] = Memo(size, _BYTES)

    def forget(self) -> None:
        """Lose every memory; no answer changes."""
        self._shapes.clear()
        self._folded.clear()

    def rewrite(self, dialect: Dialect, body: bytes, outline: Outline, rules: Rules) -> Rewriting:
        """What becomes of a request."""
        means = Means(rules, self._compressors)
        chain, state = _seed(dialect, rules), State()
        steps: list[Step] = []
        for start, end in outline.messages:
            raw = body[start:end]
            shape, message = self._shape(dialect, raw)
            chain = _link(chain, shape)
            folded = self._folded.get(chain)
            if folded is None:
                message = message or _read(dialect, raw)
                folded = self._folded.put(chain, step(state, message, means), end - start)
            state = folded.state
            steps.append(_placed((start, end), shape, chain, folded, message))
        return place(steps, len(body))

    def known(self, dialect: Dialect, body: bytes, outline: Outline, rules: Rules) -> Rewriting | None:
        """The same of a request of which every message is remembered, else None; quick, for any thread."""
        if outline.messages and self._shapes.get(_key(dialect, body[slice(*outline.messages[-1])])) is None:
            return None  # a new message stands at the end, so one look is enough
        chain = _seed(dialect, rules)
        steps: list[Step] = []
        for start, end in outline.messages:
            shape = self._shapes.get(_key(dialect, body[start:end]))
            if shape is None:
                return None
            chain = _link(chain, shape)
            folded = self._folded.get(chain)
            if folded is None:
                return None
            steps.append(_placed((start, end), shape, chain, folded))
        return place(steps, len(body))

    def _shape(self, dialect: Dialect, raw: bytes) -> tuple[_Shape, Message | None]:
        key = _key(dialect, raw)
        if known := self._shapes.get(key):
            return known, None
        message = _read(dialect, raw)
        spans = tuple(block.span for block in message.blocks)
        return self._shapes.put(key, _Shape(message.role, message.digest, spans)), message


def step(state: State, message: Message, means: Means) -> _Folded:
    """One message: what its blocks become, and the state after it."""
    calls, question = state.calls, _asked(message) or state.question
    view = View() if message.resets else state.view
    shorts: list[tuple[int, Short]] = []
    results, fetched = 0, []
    for number, block in enumerate(message.blocks):
        if block.kind == "call":
            calls = calls.set(block.call, (block.tool, block.arguments))
            view = _show_call(view, block)
        elif block.kind == "result":
            tool, arguments = calls.get(block.call, (block.tool, block.arguments))
            known = replace(block, tool=tool, arguments=arguments, question=question)
            short, view = shorten(known, view, means if block.call else _beyond_reach(means))
            shorts += [(number, short)] if short else []
            fetched += [_fetched(known)] if is_retrieved(known) else []
            results += 1
    return _Folded(State(calls, view, question), tuple(shorts), results, tuple(fetched))


def _beyond_reach(means: Means) -> Means:
    """What a result that answers no call is shortened with: whoever tells of it so has no tools."""
    return replace(means, rules=replace(means.rules, in_reach=False))


def _read(dialect: Dialect, raw: bytes) -> Message:
    """The message, or one without blocks when it cannot be read: then all of it stays as it came."""
    try:
        return dialect.message(raw)
    except Exception:  # noqa: BLE001 - NotReadable, or a fault of ours, which must not cost the messages before it
        return Message("", hashlib.sha256(raw).digest(), ())


def _placed(
    span: tuple[int, int], shape: _Shape, chain: bytes, folded: _Folded, message: Message | None = None
) -> Step:
    return Step(
        start=span[0],
        end=span[1],
        role=shape.role,
        link=chain,
        shorts=tuple((shape.spans[number], short) for number, short in folded.shorts),
        results=folded.results,
        fetched=folded.fetched,
        message=message,
    )


def _asked(message: Message) -> str:
    """What a person asks in a message; what begins with a tag was put there by the agent."""
    texts = (b.text.strip() for b in message.blocks if b.kind == "text" and b.role == "user")
    return "\n".join(text for text in texts if text and not text.startswith("<"))[:_QUESTION]


def _fetched(block: Block) -> int:
    """Tokens of an original that the model fetched, with its call."""
    return sum(tokens.count_many((block.text, block.tool, json.dumps(dict(block.arguments), ensure_ascii=False))))


def _show_call(view: View, block: Block) -> View:
    """What the model itself wrote in a call counts as shown."""
    for name, value in block.arguments.items():
        for text in _strings(value):
            lines = tuple(text.split("\n"))
            if _PATCH.search(text):  # a line of it is shown with a sign before it, and stands in the file without
                lines = tuple(line[1:] if line[:1] in {"+", " "} else line for line in lines)
            view = show(view, Source(written(block, name), 1, lines), ((0, len(lines)),))
    return view


def _strings(value: Any) -> Iterator[str]:
    """The texts in an argument, those of lists and objects as well."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _strings(inner)


def _key(dialect: Dialect, raw: bytes) -> bytes:
    """Of a message's bytes, which two dialects may read in two ways."""
    digest = hashlib.sha256(dialect.name.encode())
    digest.update(raw)
    return digest.digest()


def _seed(dialect: Dialect, rules: Rules) -> bytes:
    return hashlib.sha256(f"{dialect.name} {rules!r}".encode()).digest()


def _link(chain: bytes, shape: _Shape) -> bytes:
    return hashlib.sha256(chain + shape.digest).digest()
