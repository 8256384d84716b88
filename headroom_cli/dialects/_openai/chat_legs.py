"""Retrieval within an answer of Chat Completions.

Law: what goes back to the provider is the message that it said; of the agent's own, the text of the legs
before is taken off, and nothing else changes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

from headroom_cli.dialects import Outline
from headroom_cli.dialects._openai.chat_tale import Streamed, Whole, parts, text_of
from headroom_cli.dialects._openai.legs import offered
from headroom_cli.dialects.joining import known, left_of
from headroom_cli.dialects.node import Node
from headroom_cli.dialects.reading import Told
from headroom_cli.dialects.retrieving import Hidden, Part, Tale, appended
from headroom_cli.dialects.spans import Change, dump, insert, value


class ChatRetrieving:
    """The dialect's part in it."""

    def __init__(self, told: Told) -> None:
        self._told = told

    def offer(self, body: bytes, name: str, description: str, schema: Mapping[str, Any]) -> bytes:
        function = {"name": name, "description": description, "parameters": schema}
        return offered(body, {"type": "function", "function": function})

    def tale(self, hide: str, *, streaming: bool) -> Tale:
        return Streamed(hide, self._told) if streaming else Whole(hide, self._told)

    def result(self, call: Part, text: str, *, failed: bool) -> str:
        del failed  # the API has no sign for it
        return dump({"role": "tool", "tool_call_id": call.id, "content": text})

    def turn(self, parts: Sequence[Part], results: Sequence[str]) -> str:
        spoken, *calls = (part.raw for part in parts)
        return ",".join([f'{spoken[:-1]},"tool_calls":[{",".join(calls)}]}}', *results])

    def appended(self, body: bytes, messages: str) -> bytes:
        return appended(body, "messages", messages)

    def turns(self, body: bytes, outline: Outline) -> Iterator[tuple[int, tuple[str, ...]]]:
        for number, (start, end) in enumerate(outline.messages):
            if b'"assistant"' in body[start:end] and (seen := _known_by(body[start:end])) is not None:
                yield number, seen

    def restored(self, body: bytes, outline: Outline, number: int, hidden: Hidden) -> Iterable[Change]:
        start, end = outline.messages[number]
        message = Node(body[start:end], (start, end))
        followed = number + 1 < len(outline.messages)
        calls, results = (hidden.calls, hidden.results) if followed else ((), ())
        before = ",".join(hidden.before)
        texts = {node: str(node.value()) for node in _texts(message)}
        left = dict(zip(texts, left_of(texts.values(), hidden.cut), strict=True))
        if not "".join(left.values()).strip() and not calls and "tool_calls" not in message.fields():
            yield start, end, before.encode()
            return
        if before:
            yield insert(start, f"{before},")
        changed = [(*node.span, dump(rest).encode()) for node, rest in left.items() if rest != texts[node]]
        yield from sorted([*changed, *_with_calls(message, calls)])
        if results:
            yield insert(end, f",{','.join(results)}")


@lru_cache(maxsize=4096)
def _known_by(message: bytes) -> tuple[str, ...] | None:
    """What an answer in a request is known by; None for what is none."""
    said = value(message)
    if not isinstance(said, dict) or said.get("role") != "assistant":
        return None
    return (known([text_of(said.get("content"))]), *(part.mark for part in parts(said, "") if part.kind == "call"))


def _texts(message: Node) -> Iterator[Node]:
    """The strings that are the text of a message."""
    content = message.fields().get("content")
    if content and content.is_string:
        yield content
    for part in content.items() if content and content.is_list else ():
        text = part.fields().get("text")
        if text and text.is_string:
            yield text


def _with_calls(message: Node, calls: Sequence[str]) -> Iterator[Change]:
    own = message.fields().get("tool_calls")
    if own and own.is_list and own.items():
        yield insert(own.span[1] - 1, "".join(f",{call}" for call in calls))
    elif calls:
        yield insert(message.span[1] - 1, f',"tool_calls":[{",".join(calls)}]')
