"""The Anthropic Messages API: what Claude Code and the Anthropic SDKs speak.

Law: `cache_control`, signatures, thinking, images, documents, server tools, the system prompt and the
tool definitions are never blocks, so nothing can touch them. A message is read key by key; what has
an unknown type is passed over.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

from headroom_cli.dialects import Message, NotReadable, Outline, Reader
from headroom_cli.dialects.anthropic_reader import DocumentReader, StreamReader
from headroom_cli.dialects.spans import Span, elements, members, value
from headroom_cli.model import Block

_MESSAGES = re.compile(r"(?:/v1)*/messages(?=/|$)")
_ERRORS = {400: "invalid_request_error", 403: "permission_error", 404: "not_found_error", 413: "request_too_large"}


class Anthropic:
    """The dialect; stateless."""

    def speaks(self, method: str, path: str) -> bool:
        return method == "POST" and self.canonical(path) == "/v1/messages"

    def home(self, path: str, headers: Mapping[str, str]) -> bool:
        return _MESSAGES.match(path) is not None or "anthropic-version" in headers or "x-api-key" in headers

    def canonical(self, path: str) -> str:
        return _MESSAGES.sub("/v1/messages", path, count=1) if _MESSAGES.match(path) else path

    def outline(self, body: bytes) -> Outline:
        top = members(body)
        if "messages" not in top or "model" not in top:
            raise NotReadable("no messages")
        at, end = top["messages"]
        tools = _tool_names(_part(body, top, "tools"))
        return Outline(
            model=str(value(_part(body, top, "model"))),
            messages=tuple((at + a, at + b) for a, b in elements(body[at:end])),
            tools=tools,
            streaming=_part(body, top, "stream") == b"true",
            clears=b"clear_tool_uses" in _part(body, top, "context_management"),
            untouchable="" if tools else "a request without tools",
        )

    def message(self, message: bytes) -> Message:
        parsed = value(message)
        top = members(message)
        if "role" not in top or "content" not in top:
            raise NotReadable("a message without role or content")
        blocks = tuple(_blocks(message, top["content"], str(parsed["role"])))
        return Message(str(parsed["role"]), _digest(message), blocks, _resets(parsed["content"]))

    def reader(self, *, streaming: bool) -> Reader:
        return StreamReader() if streaming else DocumentReader()

    def error(self, status: int, message: str) -> bytes:
        kind = _ERRORS.get(status, "api_error")
        return json.dumps({"type": "error", "error": {"type": kind, "message": message}}).encode()


PLUGIN = Anthropic()


def _part(document: bytes, spans: Mapping[str, Span], key: str) -> bytes:
    start, end = spans.get(key, (0, 0))
    return document[start:end]


@lru_cache(maxsize=16)
def _tool_names(tools: bytes) -> tuple[str, ...]:
    found = value(tools) if tools else None
    return tuple(str(t.get("name", "")) for t in found if isinstance(t, dict)) if isinstance(found, list) else ()


def _blocks(message: bytes, content: Span, role: str) -> Iterator[Block]:
    """The texts of a message; a string stands for one text block."""
    start, end = content
    raw = message[start:end]
    if raw.startswith(b'"'):
        yield Block(text=value(raw), span=content, kind="text", role=role)
    elif raw.startswith(b"["):
        for a, b in elements(raw):
            yield from _part_blocks(raw[a:b], start + a, role)


def _resets(content: Any) -> bool:
    parts = content if isinstance(content, list) else []
    return any(isinstance(part, dict) and part.get("type") == "compaction" for part in parts)


def _part_blocks(part: bytes, offset: int, role: str) -> Iterator[Block]:
    spans = members(part)
    kind = value(_part(part, spans, "type") or b'""')
    if kind == "text" and "text" in spans:
        yield _text_block(part, spans["text"], offset, role=role, kind="text")
    elif kind == "tool_use" and "input" in spans:
        yield _call_block(part, spans, offset, role)
    elif kind == "tool_result" and "content" in spans:
        yield from _result_blocks(part, spans, offset, role)


def _text_block(part: bytes, span: Span, offset: int, **rest: Any) -> Block:
    start, end = span
    return Block(text=str(value(part[start:end])), span=(offset + start, offset + end), **rest)


def _call_block(part: bytes, spans: Mapping[str, Span], offset: int, role: str) -> Block:
    start, end = spans["input"]
    arguments = value(part[start:end])
    return Block(
        text=part[start:end].decode("utf-8", "replace"),
        span=(offset + start, offset + end),
        kind="call",
        role=role,
        call=str(value(_part(part, spans, "id") or b'""')),
        tool=str(value(_part(part, spans, "name") or b'""')),
        arguments=arguments if isinstance(arguments, dict) else {},
    )


def _result_blocks(part: bytes, spans: Mapping[str, Span], offset: int, role: str) -> Iterator[Block]:
    known = {
        "kind": "result",
        "role": role,
        "call": str(value(_part(part, spans, "tool_use_id") or b'""')),
        "error": _part(part, spans, "is_error") == b"true",
    }
    start, end = spans["content"]
    raw = part[start:end]
    if raw.startswith(b'"'):
        yield _text_block(part, spans["content"], offset, **known)
    elif raw.startswith(b"["):
        for a, b in elements(raw):
            inner = members(raw[a:b])
            if _part(raw[a:b], inner, "type") == b'"text"' and "text" in inner:
                yield _text_block(raw[a:b], inner["text"], offset + start + a, **known)


def _digest(message: bytes) -> bytes:
    """A hash that does not see `cache_control`, nor whether one text is a string or a list of one."""
    parsed = json.loads(message, parse_float=_spelled, parse_int=_spelled)
    content = parsed["content"]
    parts = [{"type": "text", "text": content}] if isinstance(content, str) else content
    parsed["content"] = [_unmarked(part) for part in parts] if isinstance(parts, list) else parts
    return hashlib.sha256(json.dumps(parsed).encode()).digest()


def _spelled(number: str) -> str:
    """A number as it was written; the NUL keeps it apart from a string of the same characters."""
    return f"\0{number}"


def _unmarked(part: Any) -> Any:
    """A content part without its own `cache_control`, and without those of a result's parts."""
    if not isinstance(part, dict):
        return part
    rest = {k: v for k, v in part.items() if k != "cache_control"}
    inner = rest.get("content")
    if part.get("type") == "tool_result" and isinstance(inner, list):
        rest["content"] = [_unmarked(p) for p in inner]
    return rest
