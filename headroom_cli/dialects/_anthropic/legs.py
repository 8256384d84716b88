"""Retrieval within an answer of the Messages API.

Law: what goes back to the provider are the blocks that it said; the agent's own stay where they are, and a
result of ours comes first in what the user says.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

from headroom_cli.dialects import Outline
from headroom_cli.dialects._anthropic.tale import Streamed, Whole, mark, text_of
from headroom_cli.dialects.joining import known, left_of
from headroom_cli.dialects.node import Node, root, word
from headroom_cli.dialects.retrieving import Hidden, Part, Tale, appended
from headroom_cli.dialects.spans import Change, dump, insert, patched, replaced, value


class AnthropicRetrieving:
    """The dialect's part in it; stateless."""

    def offer(self, body: bytes, name: str, description: str, schema: Mapping[str, Any]) -> bytes:
        tools = root(body).fields().get("tools")
        if tools is None or not tools.is_list or not tools.items():
            return body
        tool = dump({"name": name, "description": description, "input_schema": schema})
        return patched(body, [insert(tools.span[0] + 1, f"{tool},")])

    def tale(self, hide: str, *, streaming: bool) -> Tale:
        return Streamed(hide) if streaming else Whole(hide)

    def result(self, call: Part, text: str, *, failed: bool) -> str:
        error = {"is_error": True} if failed else {}
        return dump({"type": "tool_result", "tool_use_id": call.id, "content": text} | error)

    def turn(self, parts: Sequence[Part], results: Sequence[str]) -> str:
        said = ",".join(part.raw for part in parts if part.mark or part.text.strip())
        return f'{{"role":"assistant","content":[{said}]}},{_of_user(results)}'

    def appended(self, body: bytes, messages: str) -> bytes:
        return appended(body, "messages", messages)

    def turns(self, body: bytes, outline: Outline) -> Iterator[tuple[int, tuple[str, ...]]]:
        for number, (start, end) in enumerate(outline.messages):
            if b'"assistant"' in body[start:end] and (seen := _known_by(body[start:end])) is not None:
                yield number, seen

    def restored(self, body: bytes, outline: Outline, number: int, hidden: Hidden) -> Iterable[Change]:
        start, end = outline.messages[number]
        following = outline.messages[number + 1 : number + 2]
        calls = hidden.calls if following else ()
        content = Node(body[start:end], (start, end)).fields()["content"]
        kept = _left(content, hidden)
        if kept is None:
            return
        before, left = ",".join(hidden.before), [*kept, *calls]
        if not left:
            yield start, end, before.encode()
            return
        if before:
            yield insert(start, f"{before},")
        if hidden.cut or hidden.marks or calls:
            yield *content.span, f"[{','.join(left)}]".encode()
        if calls:
            yield _answered(Node(body[slice(*following[0])], following[0]), hidden.results)


def _of_user(parts: Sequence[str]) -> str:
    return f'{{"role":"user","content":[{",".join(parts)}]}}'


@lru_cache(maxsize=4096)
def _known_by(message: bytes) -> tuple[str, ...] | None:
    """What an answer in a request is known by; None for what is none."""
    spoken = value(message)
    if not isinstance(spoken, dict) or spoken.get("role") != "assistant":
        return None
    content = spoken.get("content")
    blocks = [{"type": "text", "text": content}] if isinstance(content, str) else content
    found = [block for block in blocks or () if isinstance(block, dict)]
    calls = (mark(block) for block in found if block.get("type") == "tool_use")
    return (known(map(text_of, found)), *calls)


def _left(content: Node, hidden: Hidden) -> list[str] | None:
    """The parts of a content without what whole legs said; None where not all of that is in it."""
    raws = [part.raw for part in content.items()] if content.is_list else [b'{"type":"text","text":%b}' % content.raw]
    parts = [(raw, value(raw)) for raw in raws]
    if not {*hidden.marks} <= {mark(block) for _, block in parts}:
        return None
    left = iter(list(left_of([text_of(block) for _, block in parts if block.get("type") == "text"], hidden.cut)))
    kept: list[str] = []
    for raw, block in parts:
        if block.get("type") != "text":
            kept += [] if mark(block) in hidden.marks else [raw.decode()]
        elif (rest := next(left)) == text_of(block):
            kept.append(raw.decode())
        elif rest:
            kept.append(replaced(raw, {"text": dump(rest)}).decode())
    return kept


def _answered(message: Node, results: Sequence[str]) -> Change:
    """Where results of ours stand: before the agent's own, which are first in what the user says."""
    fields = message.fields()
    content = fields.get("content")
    if word(fields, "role") == "user" and content and content.is_list and content.items():
        return insert(content.span[0] + 1, f"{','.join(results)},")
    return insert(message.span[0], f"{_of_user(results)},")
