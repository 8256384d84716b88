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


def message(turn: Turn, seed: str, model: str, usage: dict[str, Any]) -> dict[str, Any]:
    """The whole answer; `seed` is what ids are made from."""
    return {
        "id": f"msg_{_digest(seed)[:24]}",
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
    return SIGNED + base64.b64encode(_digest(thinking).encode()).decode()


def events(whole: dict[str, Any]) -> Iterator[bytes]:
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


def error(kind: str, text: str) -> dict[str, Any]:
    """An error in the provider's shape."""
    return {"type": "error", "error": {"type": kind, "message": text}, "request_id": f"req_{_digest(text)[:24]}"}


def _content(turn: Turn, seed: str) -> Iterator[dict[str, Any]]:
    if turn.thinking:
        yield {"type": "thinking", "thinking": turn.thinking, "signature": signature(turn.thinking)}
    if turn.text:
        yield {"type": "text", "text": turn.text}
    for position, (name, arguments) in enumerate(turn.calls):
        identity = f"toolu_{_digest(f'{seed}/{position}')[:24]}"
        yield {"type": "tool_use", "id": identity, "name": name, "input": dict(arguments)}


def _in_pieces(block: dict[str, Any]) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    if block["type"] == "text":
        return {"type": "text", "text": ""}, [{"type": "text_delta", "text": p} for p in _slices(block["text"])]
    if block["type"] == "thinking":
        deltas: list[dict[str, Any]] = [{"type": "thinking_delta", "thinking": p} for p in _slices(block["thinking"])]
        sealed = {"type": "signature_delta", "signature": block["signature"]}
        return {"type": "thinking", "thinking": "", "signature": ""}, [*deltas, sealed]
    pieces = ["", *_slices(json.dumps(block["input"]))]
    return block | {"input": {}}, [{"type": "input_json_delta", "partial_json": p} for p in pieces]


def _slices(text: str) -> list[str]:
    return [text[i : i + _SLICE] for i in range(0, len(text), _SLICE)]


def _event(kind: str, **data: Any) -> bytes:
    line = json.dumps({"type": kind} | data, ensure_ascii=False, separators=(",", ":"))
    return f"event: {kind}\ndata: {line}\n\n".encode()


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
