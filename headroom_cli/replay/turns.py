"""A session turn by turn: the texts of its messages, and how many of its requests carry each.

Law: an agent sends all messages again whenever the model is to answer, so a message is carried by every
request from the one that first has it to the last.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from headroom_cli.dialects import Dialect, Message, NotReadable
from headroom_cli.model import Block


@dataclass(frozen=True, slots=True)
class Said:
    """One text of a session: its block, with its place in the whole body, and how many requests carry it."""

    block: Block
    carried: int


@dataclass(frozen=True, slots=True)
class Session:
    """A conversation as it grew: its texts in order, and the number of its requests."""

    texts: tuple[Said, ...]
    requests: int


def session(dialect: Dialect, body: bytes, spans: Sequence[tuple[int, int]]) -> Session:
    """The session that ends with a request whose messages stand at `spans`."""
    messages = [_read(dialect, body[start:end]) for start, end in spans]
    ends = _ends([message.role for message in messages])
    said: list[Said] = []
    calls: dict[str, tuple[str, Mapping[str, Any]]] = {}
    for number, (message, (start, _)) in enumerate(zip(messages, spans, strict=True)):
        carried = len(ends) - bisect_right(ends, number)
        for block in message.blocks:
            if block.kind == "call":
                calls[block.call] = block.tool, block.arguments
            tool, arguments = calls.get(block.call, (block.tool, block.arguments))
            at = (start + block.span[0], start + block.span[1])
            said.append(Said(replace(block, span=at, tool=tool, arguments=arguments), carried))
    return Session(tuple(said), len(ends))


def _read(dialect: Dialect, raw: bytes) -> Message:
    try:
        return dialect.message(raw)
    except NotReadable:
        return Message("", b"", ())


def _ends(roles: Sequence[str]) -> list[int]:
    """For each request how many messages it has: it ends before an answer, or with the last message."""
    answers = [n for n, role in enumerate(roles) if n and role == "assistant" != roles[n - 1]]
    return answers if not roles or roles[-1] == "assistant" else [*answers, len(roles)]
