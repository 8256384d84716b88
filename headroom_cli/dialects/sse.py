"""Server-sent events, cut out of bytes at any chunking.

Law: the same events come out however the bytes were chunked; nothing is decoded before an event is
whole, so a split character is never seen. https://html.spec.whatwg.org/multipage/server-sent-events.html
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_END = re.compile(rb"\r\n\r\n|\n\n|\r\r")
_LIMIT = 16 * 1024 * 1024
_SPLIT_END = 3  # bytes of an event's end that may stand before a chunk


class Events:
    """Collects chunks; gives the `data` of each event that has become whole. Time is linear in the bytes."""

    def __init__(self) -> None:
        self._rest = bytearray()

    def feed(self, chunk: bytes) -> Iterator[bytes]:
        """The data of every event that this chunk completes, in order."""
        whole = self._take(chunk)
        if len(self._rest) > _LIMIT:
            self._rest.clear()
        return (data for event in whole if (data := _data(event)))

    def _take(self, chunk: bytes) -> list[bytes]:
        """The events that the chunk completes, cut off; what was searched before is not searched again."""
        searched = max(0, len(self._rest) - _SPLIT_END)
        self._rest += chunk
        ends = [found.span() for found in _END.finditer(self._rest, searched)]
        begins = [0, *(end for _, end in ends)]
        whole = [bytes(self._rest[begin:end]) for begin, (end, _) in zip(begins, ends, strict=False)]
        del self._rest[: begins[-1]]
        return whole


def _data(event: bytes) -> bytes:
    lines = (line for line in event.splitlines() if line.startswith(b"data:"))
    return b"\n".join(line[5:].removeprefix(b" ") for line in lines)
