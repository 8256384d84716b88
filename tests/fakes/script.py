"""What the scripted model says: turns, faults, and scripts that find their place by counting turns.

Law: a script is a function of the request alone. Which turn comes next follows from how many assistant
turns the conversation already has, so retries, sub-agents and interleaved conversations stay in step.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from headroom_cli.tokens import count

Script = Callable[["Conversation"], "Turn"]
_KEY = re.compile(r"headroom_retrieve\b.{0,20}?\b([0-9a-f]{12,64})\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One attempt at a turn that goes wrong.

    `status`: an error answer, with `retry_after` seconds where given. `drop` cuts the connection
    after that share (0 to 1) of the answer's bytes. `hang_up` cuts it before any header.
    """

    status: int = 0
    retry_after: float | None = None
    drop: float | None = None
    hang_up: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """One assistant turn: thinking, then text, then tool calls `(name, input)`.

    `faults[n]` spoils attempt n; later attempts succeed. `first_byte` and `pause` are seconds before
    the headers and between pieces of `piece` bytes.
    """

    text: str = ""
    calls: tuple[tuple[str, Mapping[str, Any]], ...] = ()
    thinking: str = ""
    stop: Literal["", "max_tokens", "stop_sequence"] = ""
    faults: tuple[Fault, ...] = ()
    first_byte: float = 0.0
    pause: float = 0.0
    piece: int = 512


@dataclass(frozen=True, slots=True)
class Conversation:
    """A request as the model reads it."""

    body: Mapping[str, Any]
    headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def messages(self) -> list[dict[str, Any]]:
        return list(self.body["messages"])

    @property
    def turn(self) -> int:
        """How many assistant turns there are already: the index of the one to be said."""
        return sum(m["role"] == "assistant" for m in self.messages)

    @property
    def prompt(self) -> str:
        """All text of the first message."""
        return text_of(self.messages[0]["content"])

    @property
    def tools(self) -> list[str]:
        return [t.get("name", "") for t in self.body.get("tools") or []]

    def results(self) -> dict[str, str]:
        """The text of every tool result in view, by the id of its call, in order."""
        blocks = (b for m in self.messages for b in blocks_of(m["content"]))
        return {b["tool_use_id"]: text_of(b.get("content", "")) for b in blocks if b.get("type") == "tool_result"}

    def last_result(self) -> str:
        return next(reversed(self.results().values()), "")

    def tool(self, name: str) -> str:
        """The offered tool whose name ends so (MCP clients put a prefix before it); KeyError if none."""
        for offered in self.tools:
            if offered.endswith(name):
                return offered
        raise KeyError(name)


def blocks_of(content: Any) -> list[dict[str, Any]]:
    """Content as a list of blocks: a string is one text block."""
    return [{"type": "text", "text": content}] if isinstance(content, str) else list(content or ())


def text_of(content: Any) -> str:
    """All text of a message's or a tool result's content."""
    return "\n".join(b["text"] for b in blocks_of(content) if b.get("type") == "text")


def say(text: str, **more: Any) -> Turn:
    """A turn that only talks, and so ends the agent's work."""
    return Turn(text=text, **more)


def call(name: str, /, **arguments: Any) -> Turn:
    """A turn that calls one tool."""
    return Turn(calls=((name, arguments),))


def fetch(conversation: Conversation) -> Turn:
    """Ask for the original of the first marker in view; without one just go on."""
    found = [key for text in conversation.results().values() for key in keys(text)]
    if not found:
        return call("Bash", command="true", description="Look")
    return call(conversation.tool("headroom_retrieve"), key=found[0])


def keys(text: str) -> list[str]:
    """The keys that the markers in a text name, as a model would read them."""
    return _KEY.findall(text)


def turns(*steps: Turn | Script) -> Script:
    """The k-th step for the k-th assistant turn; the last one again when they run out."""

    def script(conversation: Conversation) -> Turn:
        step = steps[min(conversation.turn, len(steps) - 1)]
        return step(conversation) if callable(step) else step

    return script


def by_prompt(main: Script, **others: Script) -> Script:
    """Another script for conversations whose first message holds that word."""

    def script(conversation: Conversation) -> Turn:
        prompt = conversation.prompt
        chosen = next((s for word, s in others.items() if word in prompt), main)
        return chosen(conversation)

    return script


def beside(script: Script) -> Script:
    """The script, and plausible answers to what agents ask beside the conversation: titles, classifiers."""

    def wrapped(conversation: Conversation) -> Turn:
        shape = (conversation.body.get("output_config") or {}).get("format") or {}
        if shape.get("type") == "json_schema":
            return say(json.dumps(dict.fromkeys(shape["schema"]["properties"], "A short title")))
        if "</block>" in (conversation.body.get("stop_sequences") or ()):
            return say("<block>no", stop="stop_sequence")
        return script(conversation)

    return wrapped


def output_tokens(turn: Turn) -> int:
    """What the turn costs to say, in o200k tokens."""
    calls = "".join(f"{name}{json.dumps(arguments)}" for name, arguments in turn.calls)
    return max(1, count(turn.thinking + turn.text + calls))
