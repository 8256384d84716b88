"""What the provider refuses: the rules of a Messages request that a rewriter could break.

Law: only rules that the real API has. Unknown keys, block types and roles of tools are nobody's business.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import chain
from typing import Any

from tests.fakes.answer import SIGNED, signature
from tests.fakes.script import blocks_of

MOST_BYTES = 32 * 1024 * 1024
_MOST_BREAKPOINTS = 4
_ROLES = {"user", "assistant", "system"}
_NAME = re.compile(r"[A-Za-z0-9_-]{1,128}")


def violations(body: Any) -> list[str]:
    """Every rule that the parsed request breaks, as the API would say it; empty when it is fine."""
    if not isinstance(body, dict):
        return ["request body: Input should be an object"]
    found = list(_missing(body))
    if found:
        return found
    messages = body["messages"]
    rules = (_tools(body), _system(body), _messages(messages), pairs(messages), _repeated(messages), _marks(body))
    return list(chain(*rules))


def _missing(body: dict[str, Any]) -> Iterator[str]:
    for key, kind in (("model", str), ("max_tokens", int), ("messages", list)):
        if not isinstance(body.get(key), kind):
            yield f"{key}: Field required"
        elif not body[key]:
            yield f"{key}: must not be empty"


def _tools(body: dict[str, Any]) -> Iterator[str]:
    names = Counter(t.get("name") for t in body.get("tools") or [])
    yield from (f"tools: Tool names must be unique: {name}" for name, times in names.items() if times > 1)
    yield from (f"tools: bad name {name!r}" for name in names if not _NAME.fullmatch(str(name)))
    for tool in body.get("tools") or []:
        if tool.get("type", "custom") == "custom" and not isinstance(tool.get("input_schema"), dict):
            yield f"tools.{tool.get('name')}.input_schema: Field required"


def _system(body: dict[str, Any]) -> Iterator[str]:
    if "system" in body and not isinstance(body["system"], str):
        yield from _texts(body["system"], "system")


def _messages(messages: list[Any]) -> Iterator[str]:
    if messages[0].get("role") != "user":
        yield "messages.0: first message must use the user role"
    for index, message in enumerate(messages):
        where = f"messages.{index}"
        if message.get("role") not in _ROLES:
            yield f"{where}.role: Input should be 'user' or 'assistant'"
        if not isinstance(message.get("content"), str | list):
            yield f"{where}.content: Field required"
        elif not message["content"] and not (index == len(messages) - 1 and message["role"] == "assistant"):
            yield f"{where}: all messages must have non-empty content"
        else:
            yield from _content(message, where)


def _content(message: dict[str, Any], where: str) -> Iterator[str]:
    blocks = blocks_of(message["content"])
    yield from _texts(blocks, where)
    for place, block in enumerate(blocks):
        kind = block.get("type")
        if kind == "tool_use" and not isinstance(block.get("input"), dict):
            yield f"{where}.content.{place}.tool_use.input: Input should be a valid dictionary"
        if kind == "tool_result" and not isinstance(block.get("content", ""), str):
            yield from _texts(block["content"], f"{where}.content.{place}.tool_result")
        if kind == "thinking" and _forged(block):
            yield f"{where}.content.{place}: Invalid `signature` in `thinking` block"


def _texts(blocks: list[Any], where: str) -> Iterator[str]:
    for place, block in enumerate(blocks):
        if not isinstance(block, dict) or not isinstance(block.get("type"), str):
            yield f"{where}.content.{place}.type: Field required"
        elif block["type"] == "text" and not str(block.get("text", "")).strip():
            yield f"{where}: text content blocks must be non-empty"


def _forged(block: dict[str, Any]) -> bool:
    seal = str(block.get("signature", ""))
    return seal.startswith(SIGNED) and seal != signature(block.get("thinking", ""))


def pairs(messages: list[Any]) -> Iterator[str]:
    """Every call answered in the next user turn, and nothing answered that was not called."""
    waiting: list[str] = []
    for role, blocks in _spoken(messages):
        answered = [b.get("tool_use_id") for b in blocks if b.get("type") == "tool_result"]
        yield from (
            f"unexpected `tool_use_id` found in `tool_result` blocks: {a}" for a in answered if a not in waiting
        )
        yield from (
            f"`tool_use` ids were found without `tool_result` blocks: {w}" for w in waiting if w not in answered
        )
        yield from (f"each tool_use must have a single result: {a}" for a, n in Counter(answered).items() if n > 1)
        kinds = [b.get("type") == "tool_result" for b in blocks]
        if kinds != sorted(kinds, reverse=True):
            yield "`tool_result` blocks must come first in the user's content"
        waiting = _called(blocks) if role == "assistant" else []


def _repeated(messages: list[Any]) -> Iterator[str]:
    used = Counter(i for role, blocks in _spoken(messages) if role == "assistant" for i in _called(blocks))
    yield from (f"`tool_use` ids must be unique: {identity}" for identity, times in used.items() if times > 1)


def _called(blocks: list[dict[str, Any]]) -> list[str]:
    return [str(b.get("id")) for b in blocks if b.get("type") == "tool_use"]


def _spoken(messages: list[Any]) -> list[tuple[str, list[dict[str, Any]]]]:
    """User and assistant turns, neighbours of one role joined as the API joins them."""
    joined: list[tuple[str, list[dict[str, Any]]]] = []
    for message in messages:
        if message["role"] == "system":
            continue
        if joined and joined[-1][0] == message["role"]:
            joined[-1][1].extend(blocks_of(message["content"]))
        else:
            joined.append((message["role"], blocks_of(message["content"])))
    return joined


def _marks(body: dict[str, Any]) -> Iterator[str]:
    """cache_control: at most four, the long-lived before the short-lived, never on thinking."""
    marked = [b for b in all_blocks(body) if isinstance(b.get("cache_control"), dict)]
    if len(marked) > _MOST_BREAKPOINTS:
        yield f"A maximum of {_MOST_BREAKPOINTS} blocks with cache_control may be provided. Found {len(marked)}."
    long_lived = [b["cache_control"].get("ttl") == "1h" for b in marked]
    if long_lived != sorted(long_lived, reverse=True):
        yield "a ttl='1h' cache_control block must not come after a ttl='5m' cache_control block"
    if any(b.get("type") in {"thinking", "redacted_thinking"} for b in marked):
        yield "thinking blocks cannot have cache_control"


def all_blocks(body: dict[str, Any]) -> list[dict[str, Any]]:
    """Tools, system blocks and content blocks in the order in which the provider reads them."""
    spoken = (blocks_of(m["content"]) for m in body["messages"])
    return [*(body.get("tools") or []), *blocks_of(body.get("system") or []), *chain.from_iterable(spoken)]
