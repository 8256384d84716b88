"""The nouns of retrieval within an answer, and what a dialect says of its own way with it.

Law: a dialect states its differences; that a leg follows another, and what is remembered, is the machine's
(`legs`).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, Protocol

from headroom_cli.dialects import Outline
from headroom_cli.dialects.node import root
from headroom_cli.dialects.spans import Change, insert, patched
from headroom_cli.model import Usage

Answers = Mapping[str, tuple[str, bool]]  # by the call's id: what the model reads, and whether it is an error


@dataclass(frozen=True, slots=True)
class Part:
    """One thing that the model said: `raw` as it goes back to the provider, `text` where it is one, `mark` what
    else it is known by when the agent sends it back. `id` and `arguments` are those of a call that is ours.
    """

    raw: str
    text: str = ""
    mark: str = ""
    kind: Literal["said", "call", "ours"] = "said"
    id: str = ""
    arguments: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Hidden:
    """What the agent did not see of an answer, as JSON to be put into its requests.

    `before`: messages of whole legs. They hold the first `cut` characters of the text that the agent saw, white
    space not counted, and what is known by these `marks`. `calls` and `results` belong to the last leg: there ours
    stand beside the agent's own.
    """

    before: tuple[str, ...] = ()
    cut: int = 0
    marks: tuple[str, ...] = ()
    calls: tuple[str, ...] = ()
    results: tuple[str, ...] = ()


class Tale(Protocol):
    """What the model tells in an answer, leg after leg, as a dialect has it.

    `name`: what the provider knows this leg by, where an agent may go on from it without repeating it.
    """

    usage: Usage
    error: str
    ping: bytes
    name: str

    def take(self, event: bytes) -> bytes:
        """An event, or a piece of a document: what the agent may see of it now."""

    def parts(self) -> list[Part]:
        """What this leg said, in order."""

    def waits(self) -> bool:
        """Whether the model stopped for its calls to be answered."""

    def next(self) -> None:
        """Another leg begins."""

    def held(self) -> bytes:
        """What is held back of the answer, as it came."""

    def end(self) -> bytes:
        """The same, as the end of an answer of all legs."""

    def failure(self, error: bytes) -> bytes:
        """An error body as something in the midst of an answer; empty where that cannot be said."""


class Retrieving(Protocol):
    """How a dialect lets a model fetch originals within an answer."""

    def offer(self, body: bytes, name: str, description: str, schema: Mapping[str, Any]) -> bytes:
        """The request with a tool more, first of all; as it came where it has none of its own."""

    def tale(self, hide: str, *, streaming: bool) -> Tale:
        """For one answer, in which calls of `hide` are not to be seen."""

    def result(self, call: Part, text: str, *, failed: bool) -> str:
        """What a call of ours is answered, as JSON."""

    def turn(self, parts: Sequence[Part], results: Sequence[str]) -> str:
        """A whole leg and what its calls are answered, as messages."""

    def appended(self, body: bytes, messages: str) -> bytes:
        """The request with more messages at its end."""

    def turns(self, body: bytes, outline: Outline) -> Iterator[tuple[int, tuple[str, ...]]]:
        """The answers in a request: the number of the message with which each begins, and what it is known by:
        its text without white space, then the marks of its calls.
        """

    def restored(self, body: bytes, outline: Outline, number: int, hidden: Hidden) -> Iterable[Change]:
        """What puts back what was hidden of an answer; nothing where something of the whole legs is not in it."""


def appended(body: bytes, key: str, items: str) -> bytes:
    """A request with more items at the end of one of its lists, which is not empty."""
    return patched(body, [insert(root(body).fields()[key].span[1] - 1, f",{items}")])


def arguments(typed: Any) -> Mapping[str, Any]:
    """What a model wrote as arguments, which need not be JSON."""
    try:
        found = json.loads(typed)
    except (ValueError, TypeError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}
