"""What an Anthropic answer says about itself: usage and errors, read while it goes by.

Law: the agent sees every byte as it came; an answer that cannot be read costs only its figures.
"""

from __future__ import annotations

import json
from typing import Any

from headroom_cli.dialects.sse import Events
from headroom_cli.model import Usage

_TELLING = (b'"message_start"', b'"message_delta"', b'"error"')
_DOCUMENT_LIMIT = 4 * 1024 * 1024  # many times an answer; parsing more would hold up the streams beside it


class StreamReader:
    """Reads a stream of server-sent events; `error` is the type of an error event, if one came."""

    def __init__(self) -> None:
        self.usage = Usage()
        self.error = ""
        self._events = Events()

    def feed(self, chunk: bytes) -> bytes:
        for data in self._events.feed(chunk):
            if any(word in data[:64] for word in _TELLING):
                self._take(_object(data))
        return chunk

    def close(self) -> bytes:
        return b""

    def _take(self, event: dict[str, Any]) -> None:
        if event.get("type") == "error":
            self.error = _error_type(event)
        message = event.get("message") if event.get("type") == "message_start" else event
        self.usage = _merge(self.usage, message.get("usage") if isinstance(message, dict) else None)


class DocumentReader:
    """Reads one JSON document, whole at its end."""

    def __init__(self) -> None:
        self.usage = Usage()
        self.error = ""
        self._parts: list[bytes] = []
        self._size = 0

    def feed(self, chunk: bytes) -> bytes:
        self._size += len(chunk)
        self._parts.append(chunk)
        if self._size > _DOCUMENT_LIMIT:
            self._parts.clear()
        return chunk

    def close(self) -> bytes:
        document = _object(b"".join(self._parts))
        self.usage = _merge(self.usage, document.get("usage"))
        self.error = _error_type(document) if document.get("type") == "error" else ""
        return b""


def _object(data: bytes) -> dict[str, Any]:
    try:
        found = json.loads(data)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _error_type(document: dict[str, Any]) -> str:
    error = document.get("error")
    return str(error.get("type", "error")) if isinstance(error, dict) else "error"


def _merge(known: Usage, told: Any) -> Usage:
    """Later figures replace earlier ones; a `message_delta` may tell only some of them."""
    if not isinstance(told, dict):
        return known
    by_ttl = told.get("cache_creation") if isinstance(told.get("cache_creation"), dict) else {}
    long = _number(by_ttl, "ephemeral_1h_input_tokens", known.cache_write_1h)
    written = _number(told, "cache_creation_input_tokens", known.cache_write_5m + known.cache_write_1h)
    return Usage(
        input=_number(told, "input_tokens", known.input),
        output=_number(told, "output_tokens", known.output),
        cache_read=_number(told, "cache_read_input_tokens", known.cache_read),
        cache_write_5m=max(0, written - long),
        cache_write_1h=long,
        reported=True,
    )


def _number(told: dict[str, Any] | None, key: str, otherwise: int) -> int:
    found = (told or {}).get(key)
    return found if isinstance(found, int) else otherwise
