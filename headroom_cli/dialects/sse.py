"""Server-sent events, cut out of bytes at any chunking.

Law: the same events come out however the bytes were chunked; nothing is decoded before an event is
whole, so a split character is never seen. https://html.spec.whatwg.org/multipage/server-sent-events.html
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

_END = re.compile(rb"\r\n\r\n|\n\n|\r\r")
_LIMIT = 16 * 1024 * 1024
_SPLIT_END = 3  # bytes of an event's end that may stand before a chunk


class Events:
    """Collects chunks; gives each event that has become whole. Time is linear in the bytes."""

    def __init__(self) -> None:
        self._rest = bytearray()

    def feed(self, chunk: bytes) -> Iterator[bytes]:
        """The data of every event that this chunk completes, in order."""
        return (found for event in self.take(chunk) if (found := data(event)))

    def take(self, chunk: bytes) -> list[bytes]:
        """The events that the chunk completes, all of their bytes; one without end comes in large pieces."""
        searched = max(0, len(self._rest) - _SPLIT_END)
        self._rest += chunk
        ends = [found.end() for found in _END.finditer(self._rest, searched)]
        whole = [bytes(self._rest[begin:end]) for begin, end in pairwise([0, *ends])]
        del self._rest[: ends[-1] if ends else 0]
        return [*whole, self.rest()] if len(self._rest) > _LIMIT else whole

    def rest(self) -> bytes:
        """What came of an event that is not whole, given away."""
        rest = bytes(self._rest)
        self._rest.clear()
        return rest


def data(event: bytes) -> bytes:
    """What an event says, empty for none."""
    lines = (line for line in event.splitlines() if line.startswith(b"data:"))
    return b"\n".join(line[5:].removeprefix(b" ") for line in lines)
