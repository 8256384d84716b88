"""A turn as the provider puts it on the wire: one JSON message, or server-sent events.

Law: both forms say the same message, and ids and signatures are made from the request alone, so that
a retried turn is the same turn.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterator
from typing import Any

from tests.fakes.script import Turn, output_tokens

_SLICE = 24
SIGNED = "RmFrZVNpZ25hdHVyZ"
_KINDS = {
    400: "invalid_request_error", 401: "authentication_error", 404: "not_found_error", 413: "request_too_large",
    429: "rate_limit_error", 500: "api_error", 529: "overloaded_error",
}  # fmt: skip


def message(turn: Turn, seed: str, model: str, usage: dict[str, Any]) -> dict[str, Any]:
    """The whole answer; `seed` is what ids are made from."""
    return {
        "id": f"msg_{digest(seed)[:24]}",
        "type": "message",
        "role": "assistant",
        "model": model,
        "content": list(_content(turn, seed)),
        "stop_reason": turn.stop or ("tool_use" if turn.calls else "end_turn"),
        "stop_sequence": None,
        "usage": usage | {"output_tokens": output_tokens(turn)},
    }


def signature(thinking: str) -> str:
    """What signs a thinking block; a changed block no longer has its signature."""
    return SIGNED + base64.b64encode(digest(thinking).encode()).decode()


def events(whole: dict[str, Any], _: object = None) -> Iterator[bytes]:
    """The same message as server-sent events."""
    opening = whole | {"content": [], "stop_reason": None, "usage": whole["usage"] | {"output_tokens": 1}}
    yield _event("message_start", message=opening)
    yield _event("ping")
    for index, block in enumerate(whole["content"]):
        start, deltas = _in_pieces(block)
        yield _event("content_block_start", index=index, content_block=start)
        for delta in deltas:
            yield _event("content_block_delta", index=index, delta=delta)
        yield _event("content_block_stop", index=index)
    stop = {key: whole[key] for key in ("stop_reason", "stop_sequence")}
    yield _event("message_delta", delta=stop, usage=whole["usage"])
    yield _event("message_stop")


def error(status: int, text: str) -> dict[str, Any]:
    """An error in the provider's shape."""
    told = {"type": _KINDS.get(status, "api_error"), "message": text}
    return {"type": "error", "error": told, "request_id": f"req_{digest(text)[:24]}"}


def _content(turn: Turn, seed: str) -> Iterator[dict[str, Any]]:
    if turn.thinking:
        yield {"type": "thinking", "thinking": turn.thinking, "signature": signature(turn.thinking)}
    if turn.text:
        yield {"type": "text", "text": turn.text}
    for position, (name, arguments) in enumerate(turn.calls):
        identity = f"toolu_{digest(f'{seed}/{position}')[:24]}"
        yield {"type": "tool_use", "id": identity, "name": name, "input": dict(arguments)}


def _in_pieces(block: dict[str, Any]) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    if block["type"] == "text":
        return {"type": "text", "text": ""}, [{"type": "text_delta", "text": p} for p in slices(block["text"])]
    if block["type"] == "thinking":
        deltas: list[dict[str, Any]] = [{"type": "thinking_delta", "thinking": p} for p in slices(block["thinking"])]
        sealed = {"type": "signature_delta", "signature": block["signature"]}
        return {"type": "thinking", "thinking": "", "signature": ""}, [*deltas, sealed]
    pieces = ["", *slices(json.dumps(block["input"]))]
    return block | {"input": {}}, [{"type": "input_json_delta", "partial_json": p} for p in pieces]


def slices(text: str) -> list[str]:
    """A text as a stream tells it, piece by piece."""
    return [text[i : i + _SLICE] for i in range(0, len(text), _SLICE)]


def _event(kind: str, **data: Any) -> bytes:
    line = json.dumps({"type": kind} | data, ensure_ascii=False, separators=(",", ":"))
    return f"event: {kind}\ndata: {line}\n\n".encode()


def digest(text: str) -> str:
    """What ids are made from."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
