"""Dialects: a provider's wire format, one file each, and the only code that knows it.

Law: sans I/O. Reading gives spans into the bytes as they came, never a rebuilt body; whatever cannot
be read with certainty (a duplicate key, a foreign shape) is NotReadable and goes through as it came.
A Reader gives the agent the same bytes at any chunking.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from headroom_cli.model import Block, Usage

if TYPE_CHECKING:
    from headroom_cli.dialects.retrieving import Retrieving


class NotReadable(Exception):  # noqa: N818 - a verdict, not an error
    """The body is not what this dialect can read with certainty; the message says what was met."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """A request body seen from above: cheap to make, whatever its size.

    `messages` are the byte spans of the conversation's messages, in order. `tools` are the names
    offered to the model; `clears` is true when the request lets the provider clear tool results
    (then nothing may lean on what was shown before). `untouchable` says why the request must go
    through as it came, empty when it may be rewritten. `leads` is false when the answer comes in a
    form that cannot be led on.
    """

    model: str
    messages: tuple[tuple[int, int], ...]
    tools: tuple[str, ...] = ()
    streaming: bool = False
    clears: bool = False
    untouchable: str = ""
    leads: bool = True


@dataclass(frozen=True, slots=True)
class Message:
    """One message of a conversation: who speaks, a hash of what it says, and its texts in order.

    `digest` is the same when only `cache_control` moved or a string became one text block; `resets`
    is true when the provider forgets all that stands before it (a compaction).
    """

    role: str
    digest: bytes
    blocks: tuple[Block, ...]
    resets: bool = False


class Reader(Protocol):
    """Looks on while an answer goes by; one for each exchange. `done`: all of it has been said, whatever ends it."""

    usage: Usage
    error: str
    done: bool

    def feed(self, chunk: bytes) -> bytes:
        """Take what arrived; give what the agent may see now."""

    def close(self) -> bytes:
        """The answer has ended; give what was still held back."""


class Dialect(Protocol):
    """A provider's wire format; a module of this package exports one as `PLUGIN`. `name` is the module's.

    `retrieving` is how a model fetches originals within an answer, None where it cannot.
    """

    name: str
    retrieving: Retrieving | None

    def speaks(self, method: str, path: str) -> bool:
        """Whether requests to this path are conversations that may be rewritten."""

    def home(self, path: str, headers: Mapping[str, str]) -> bool:
        """Whether a request is meant for this provider at all; header names in lower case."""

    def subscribed(self, headers: Mapping[str, str]) -> bool:
        """Whether who asks is logged in with a subscription, which bills no tokens; header names in lower case."""

    def passing(self, path: str) -> str:
        """Of a path that is not spoken: by which other way the conversations there go, empty for none that is known."""

    def canonical(self, path: str) -> str:
        """The provider's own path for one that a client built from a base URL of another habit."""

    def knows(self, message: Mapping[str, Any]) -> bool:
        """Whether a message, decoded, could be this dialect's; a message of two plain strings is anybody's."""

    def outline(self, body: bytes, url: str = "") -> Outline:
        """The body from above; NotReadable when it is not certain. Some APIs say in the `url` what others say in it."""

    def message(self, message: bytes) -> Message:
        """One message of an outline, read; NotReadable when it is not certain."""

    def reader(self, *, streaming: bool) -> Reader:
        """A reader for one answer: server-sent events when `streaming`, else one JSON document."""

    def error(self, status: int, message: str) -> bytes:
        """An error body in the provider's own shape."""


def recognise(messages: Sequence[Any], dialects: Mapping[str, Dialect]) -> Dialect | None:
    """The dialect that knows the most of the messages, the first by name of several; None when none knows any."""

    def known(name: str) -> int:
        return sum(isinstance(message, Mapping) and dialects[name].knows(message) for message in messages)

    found = max(sorted(dialects), key=known, default="")
    return dialects[found] if found and known(found) else None
