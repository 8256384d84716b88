"""An answer, read while it goes by: server-sent events, or one JSON document at its end.

Law: the agent sees every byte as it came, at any chunking; an answer that cannot be read costs only its
figures. What a document or an event tells is each dialect's own to say, as a `Told`.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from headroom_cli.dialects.sse import Events
from headroom_cli.model import Usage

Told = Callable[[Usage, Mapping[str, Any]], tuple[Usage, str]]  # what is known so far -> usage, kind of error

_DOCUMENT_LIMIT = 4 * 1024 * 1024  # many times an answer; parsing more would hold up the streams beside it


class StreamReader:
    """Reads a stream; only events with one of the `telling` words are looked into, one with an `ends` is the last."""

    def __init__(self, told: Told, *telling: bytes, ends: tuple[bytes, ...] = ()) -> None:
        self.usage = Usage()
        self.error = ""
        self.done = False
        self._ends = ends
        self._told = told
        self._telling = telling
        self._events = Events()

    def feed(self, chunk: bytes) -> bytes:
        for data in self._events.feed(chunk):
            self.done |= any(word in data for word in self._ends)
            if any(word in data for word in self._telling):
                self.usage, error = self._told(self.usage, _object(_parsed(data)))
                self.error = error or self.error
        return chunk

    def close(self) -> bytes:
        return b""


class DocumentReader:
    """Reads one JSON document, whole at its end; of a list of them, as Gemini may stream one, each tells."""

    def __init__(self, told: Told = lambda usage, _: (usage, "")) -> None:
        self.usage = Usage()
        self.error = ""
        self.done = False
        self._told = told
        self._parts: list[bytes] = []
        self._size = 0

    def feed(self, chunk: bytes) -> bytes:
        self._size += len(chunk)
        self._parts.append(chunk)
        if self._size > _DOCUMENT_LIMIT:
            self._parts.clear()
        return chunk

    def close(self) -> bytes:
        found = _parsed(b"".join(self._parts))
        for document in found if isinstance(found, list) else [found]:
            self.usage, error = self._told(self.usage, _object(document))
            self.error = error or self.error
        return b""


def number(figures: Any, key: str, otherwise: int = 0) -> int:
    """A whole number under a key, where there is one."""
    found = figures.get(key) if isinstance(figures, Mapping) else None
    return found if isinstance(found, int) else otherwise


def _parsed(data: bytes) -> Any:
    try:
        return json.loads(data)
    except (ValueError, RecursionError):
        return {}


def _object(found: Any) -> Mapping[str, Any]:
    return found if isinstance(found, dict) else {}
