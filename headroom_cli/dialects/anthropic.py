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

from headroom_cli.dialects import Message, NotReadable, Outline, Reader, told
from headroom_cli.dialects._anthropic import reader
from headroom_cli.dialects._anthropic.legs import AnthropicRetrieving
from headroom_cli.dialects.node import Node, is_true, root, texts, word
from headroom_cli.dialects.retrieving import Retrieving
from headroom_cli.dialects.spans import value
from headroom_cli.model import Block

_MESSAGES = re.compile(r"(?:/v1)*/messages(?=/|$)")
_CLOUDS = {
    "Vertex AI": re.compile(r"/publishers/anthropic/models/[^/]+:(?:stream)?[rR]awPredict$"),
    "Bedrock": re.compile(r"^/model/[^/]+/(?:invoke|converse)(?:-with-response-stream|-stream)?$"),
}
_ERRORS = {400: "invalid_request_error", 403: "permission_error", 404: "not_found_error", 413: "request_too_large"}
_ROLES = frozenset({"user", "assistant", "system"})
_PARTS = frozenset({
    "text", "image", "document", "search_result", "thinking", "redacted_thinking", "tool_use", "tool_result",
    "server_tool_use", "web_search_tool_result", "compaction",
})  # fmt: skip


class Anthropic:
    """The dialect; stateless."""

    name = "anthropic"
    retrieving: Retrieving | None = AnthropicRetrieving()

    def speaks(self, method: str, path: str) -> bool:
        return method == "POST" and self.canonical(path) == "/v1/messages"

    def home(self, path: str, headers: Mapping[str, str]) -> bool:
        known = _MESSAGES.match(path) is not None or bool(self.passing(path))
        return known or "anthropic-version" in headers or "x-api-key" in headers

    def subscribed(self, headers: Mapping[str, str]) -> bool:
        return "oauth-" in headers.get("anthropic-beta", "")

    def passing(self, path: str) -> str:
        return next((f"Claude by {cloud}" for cloud, form in _CLOUDS.items() if form.search(path)), "")

    def canonical(self, path: str) -> str:
        return _MESSAGES.sub("/v1/messages", path, count=1) if _MESSAGES.match(path) else path

    def knows(self, message: Mapping[str, Any]) -> bool:
        content = message.get("content")
        said = isinstance(content, str) or (isinstance(content, list) and all(map(_is_part, content)))
        return said and message.get("role") in _ROLES and "tool_calls" not in message

    def outline(self, body: bytes, url: str = "") -> Outline:
        del url
        top = root(body).fields()
        if "messages" not in top or "model" not in top:
            raise NotReadable("no messages")
        tools = _tool_names(top["tools"].raw) if "tools" in top else ()
        return Outline(
            model=str(top["model"].value()),
            messages=tuple(message.span for message in top["messages"].items()),
            tools=tools,
            streaming=is_true(top, "stream"),
            clears="context_management" in top and b"clear_tool_uses" in top["context_management"].raw,
            untouchable="" if tools or told.BEGINNING in body else "a request without tools",
        )

    def message(self, message: bytes) -> Message:
        parsed = value(message)
        top = root(message).fields()
        if "role" not in top or "content" not in top:
            raise NotReadable("a message without role or content")
        blocks = tuple(_blocks(top["content"], str(parsed["role"])))
        return Message(str(parsed["role"]), _digest(message), blocks, _resets(parsed["content"]))

    def reader(self, *, streaming: bool) -> Reader:
        return reader.reader(streaming=streaming)

    def error(self, status: int, message: str) -> bytes:
        kind = _ERRORS.get(status, "api_error")
        return json.dumps({"type": "error", "error": {"type": kind, "message": message}}).encode()


PLUGIN = Anthropic()


def _is_part(part: Any) -> bool:
    return isinstance(part, dict) and part.get("type") in _PARTS


@lru_cache(maxsize=16)
def _tool_names(tools: bytes) -> tuple[str, ...]:
    found = value(tools)
    return tuple(str(t.get("name", "")) for t in found if isinstance(t, dict)) if isinstance(found, list) else ()


def _blocks(content: Node, role: str) -> Iterator[Block]:
    """The texts of a message; a string stands for one text block."""
    if content.is_list:
        for part in content.items():
            yield from _part_blocks(part, role)
    else:
        yield from texts(content, (), kind="text", role=role)


def _resets(content: Any) -> bool:
    parts = content if isinstance(content, list) else []
    return any(isinstance(part, dict) and part.get("type") == "compaction" for part in parts)


def _part_blocks(part: Node, role: str) -> Iterator[Block]:
    fields = part.fields()
    kind = word(fields, "type")
    if kind == "text" and "text" in fields:
        yield from texts(fields["text"], (), kind="text", role=role)
    elif kind == "tool_use" and "input" in fields:
        yield _call_block(fields, role)
    elif kind == "tool_result" and "content" in fields:
        call, error = word(fields, "tool_use_id"), is_true(fields, "is_error")
        yield from texts(fields["content"], ("text",), kind="result", role=role, call=call, error=error)


def _call_block(fields: Mapping[str, Node], role: str) -> Block:
    given = fields["input"]
    arguments = given.value()
    return Block(
        text=given.raw.decode("utf-8", "replace"),
        span=given.span,
        kind="call",
        role=role,
        call=word(fields, "id"),
        tool=word(fields, "name"),
        arguments=arguments if isinstance(arguments, dict) else {},
    )


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
