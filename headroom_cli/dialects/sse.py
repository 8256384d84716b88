"""Server-sent events, cut out of bytes at any chunking.

Law: the same events come out however the bytes were chunked; nothing is decoded before an event is
whole, so a split character is never seen. https://html.spec.whatwg.org/multipage/server-sent-events.html
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_END = re.compile(rb"\r\n\r\n|\n\n|\r\r")
_LIMIT = 16 * 1024 * 1024


class Events:
    """Collects chunks; gives the `data` of each event that has become whole."""

    def __init__(self) -> None:
        self._rest = b""

    def feed(self, chunk: bytes) -> Iterator[bytes]:
        """The data of every event that this chunk completes, in order."""
        *whole, self._rest = _END.split(self._rest + chunk)
        if len(self._rest) > _LIMIT:
            self._rest = b""
        return (data for event in whole if (data := _data(event)))


def _data(event: bytes) -> bytes:
    lines = (line for line in event.splitlines() if line.startswith(b"data:"))
    return b"\n".join(line[5:].removeprefix(b" ") for line in lines)
