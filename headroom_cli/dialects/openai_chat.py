"""The Chat Completions API: what most agents speak to OpenAI and to whoever answers like it.

Law: instructions, tool definitions, images, audio, refusals and reasoning are never blocks, so nothing can
touch them. A request without tools is read like any other: one that sums a conversation up may have none,
and as it came it might no longer fit the model.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from headroom_cli.dialects import Message, NotReadable, Outline, Reader
from headroom_cli.dialects._openai.chat_legs import ChatRetrieving
from headroom_cli.dialects._openai.shared import OpenAI, call, error_kind, result, tool_names, usage
from headroom_cli.dialects.node import Node, digest, is_true, root, texts, word
from headroom_cli.dialects.reading import DocumentReader, StreamReader
from headroom_cli.model import Block, Usage

_ROLES = frozenset({"system", "developer", "user", "assistant", "tool", "function"})
_SAYING = frozenset({"content", "tool_calls"})
_PARTS = frozenset({"text", "image_url", "input_audio", "file", "refusal"})
_ENDS = (b"[DONE]",)
_TELLING = (b'"prompt_tokens"', b'"error"')


class OpenAIChat(OpenAI):
    """The dialect; stateless."""

    def knows(self, message: Mapping[str, Any]) -> bool:
        content = message.get("content")
        parts = content if isinstance(content, list) else ()
        said = all(isinstance(part, dict) and part.get("type") in _PARTS for part in parts)
        return said and message.get("role") in _ROLES and "type" not in message and bool(message.keys() & _SAYING)

    def outline(self, body: bytes, url: str = "") -> Outline:
        del url
        top = root(body).fields()
        if "messages" not in top or "model" not in top:
            raise NotReadable("no messages")
        return Outline(
            model=word(top, "model"),
            messages=tuple(message.span for message in top["messages"].items()),
            tools=tool_names(top["tools"].raw) if "tools" in top else (),
            streaming=is_true(top, "stream"),
        )

    def message(self, message: bytes) -> Message:
        fields = root(message).fields()
        role = word(fields, "role")
        if not role:
            raise NotReadable("a message without a role")
        return Message(role, digest(message), tuple(_blocks(fields, role)))

    def reader(self, *, streaming: bool) -> Reader:
        return StreamReader(_told, *_TELLING, ends=_ENDS) if streaming else DocumentReader(_told)


def _blocks(fields: Mapping[str, Node], role: str) -> Iterator[Block]:
    """The texts of a message in the order of its keys."""
    for key, node in fields.items():
        if key == "content" and role == "tool":
            yield from result(node, ("text",), word(fields, "tool_call_id"))
        elif key == "content":
            yield from texts(node, ("text",), kind="text", role=role)
        elif key == "tool_calls" and node.is_list:
            for one in node.items():
                yield from _call(one.fields())


def _call(fields: Mapping[str, Node]) -> Iterator[Block]:
    for key, arguments in (("function", "arguments"), ("custom", "input")):
        if key in fields:
            yield from call(fields[key].fields(), arguments, call=word(fields, "id"))


def _told(known: Usage, chunk: Mapping[str, Any]) -> tuple[Usage, str]:
    """The last chunk of a stream tells the usage, where the agent asked for it; a document always does."""
    return usage(known, chunk.get("usage"), "prompt", "completion"), error_kind(chunk)


PLUGIN = OpenAIChat("openai_chat", "chat/completions", ChatRetrieving(_told))
