"""What an Anthropic answer says about itself: usage and errors.

Law: later figures replace earlier ones, and what an event leaves out stays as it was told before.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from headroom_cli.dialects import Reader
from headroom_cli.dialects.reading import DocumentReader, StreamReader, number
from headroom_cli.model import Usage

_TELLING = (b'"message_start"', b'"message_delta"', b'"error"')


def reader(*, streaming: bool) -> Reader:
    """A reader for one answer."""
    return StreamReader(told, *_TELLING, ends=(b'"message_stop"',)) if streaming else DocumentReader(told)


def told(known: Usage, event: Mapping[str, Any]) -> tuple[Usage, str]:
    """What is known of the usage after an event or a document, and the kind of error that it tells of."""
    kind = event.get("type")
    message = event.get("message") if kind == "message_start" else event
    usage = message.get("usage") if isinstance(message, dict) else None
    return _merge(known, usage), _error_type(event) if kind == "error" else ""


def _error_type(document: Mapping[str, Any]) -> str:
    error = document.get("error")
    return str(error.get("type", "error")) if isinstance(error, dict) else "error"


def _merge(known: Usage, told: Any) -> Usage:
    """A `message_delta` may tell only some of the figures."""
    if not isinstance(told, dict):
        return known
    long = number(told.get("cache_creation"), "ephemeral_1h_input_tokens", known.cache_write_1h)
    written = number(told, "cache_creation_input_tokens", known.cache_write_5m + known.cache_write_1h)
    return Usage(
        input=number(told, "input_tokens", known.input),
        output=number(told, "output_tokens", known.output),
        cache_read=number(told, "cache_read_input_tokens", known.cache_read),
        cache_write_5m=max(0, written - long),
        cache_write_1h=long,
        reported=True,
    )
