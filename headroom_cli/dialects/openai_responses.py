"""The Responses API: what Codex and opencode speak to OpenAI.

Law: the messages are the items of `input`, a string being one. Instructions, tool definitions, reasoning,
compactions, images and what the provider's own tools did are never blocks, so nothing can touch them. Where
the provider holds what stands before the input, the request passes: nothing may depend on what is not seen.
As in `openai_chat`, a request without tools is read like any other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from headroom_cli.dialects import Message, NotReadable, Outline, Reader
from headroom_cli.dialects._openai.responses_legs import ResponsesRetrieving
from headroom_cli.dialects._openai.shared import OpenAI, call, error_kind, result, tool_names, usage
from headroom_cli.dialects.node import Node, block, digest, is_true, root, texts, word
from headroom_cli.dialects.reading import DocumentReader, StreamReader
from headroom_cli.model import Block, Usage

_TEXTS = ("input_text", "output_text", "text")
_PARTS = frozenset({"input_text", "output_text", "input_image", "input_file", "input_audio", "refusal"})
_ROLES = frozenset({"user", "assistant", "system", "developer"})
_ELSEWHERE = ("previous_response_id", "conversation")
_ADDED = "additional_tools"
_DEFERRED = "Deferred tool namespaces:"
_SERVER = re.compile(r"^- (\w+):", re.MULTILINE)
_ENDS = (b'"response.completed"', b'"response.incomplete"')
_TELLING = (b'"response.completed"', b'"response.incomplete"', b'"response.failed"', b'"error",', b'"error"}')


class OpenAIResponses(OpenAI):
    """The dialect; stateless."""

    def knows(self, message: Mapping[str, Any]) -> bool:
        content = message.get("content")
        parts = content if isinstance(content, list) else ()
        said = all(isinstance(part, dict) and part.get("type") in _PARTS for part in parts)
        named = message.get("role") in _ROLES or "type" in message
        spoken = said and named and message.keys() >= {"role", "content"} and "tool_calls" not in message
        return spoken or message.get("type", "message") != "message"

    def outline(self, body: bytes, url: str = "") -> Outline:
        del url
        top = root(body).fields()
        if "input" not in top or "model" not in top:
            raise NotReadable("no input")
        given = top["input"]
        items = [given] if given.is_string else given.items()
        return Outline(
            model=word(top, "model"),
            messages=tuple(item.span for item in items),
            tools=(*(tool_names(top["tools"].raw) if "tools" in top else ()), *_added(items)),
            streaming=is_true(top, "stream"),
            clears=word(top, "truncation") == "auto",
            untouchable="the history is with the provider" if _is_elsewhere(top) else "",
        )

    def message(self, message: bytes) -> Message:
        item = root(message)
        if item.is_string:
            return Message("user", digest(message), (block(item, kind="text", role="user"),))
        fields = item.fields()
        kind = word(fields, "type") or "message"
        return Message(_role(fields, kind), digest(message), tuple(_blocks(fields, kind)), kind == "compaction")

    def reader(self, *, streaming: bool) -> Reader:
        return StreamReader(_told, *_TELLING, ends=_ENDS) if streaming else DocumentReader(_told)


def _is_elsewhere(top: Mapping[str, Node]) -> bool:
    return any(key in top and top[key].raw != b"null" for key in _ELSEWHERE)


def _added(items: Sequence[Node]) -> Iterator[str]:
    """The names of tools that the input begins with; those that come later must change nothing before them.

    Codex also tells of tools in words: it names the servers that the model may call without seeing their tools.
    """
    for item in items:
        fields = item.fields() if b'"developer"' in item.raw else {}
        if word(fields, "role") != "developer":
            return
        yield from tool_names(fields["tools"].raw) if word(fields, "type") == _ADDED and "tools" in fields else ()
        yield from _told_of(fields["content"]) if "content" in fields and _DEFERRED.encode() in item.raw else ()


def _told_of(content: Node) -> Iterator[str]:
    for said in texts(content, _TEXTS, kind="text"):
        yield from _SERVER.findall(said.text.partition(_DEFERRED)[2])


def _role(fields: Mapping[str, Node], kind: str) -> str:
    """Who speaks in an item; what the model did has no role written down."""
    return word(fields, "role") or ("assistant" if kind == "reasoning" or kind.endswith("_call") else "")


def _blocks(fields: Mapping[str, Node], kind: str) -> Iterator[Block]:
    call_id = word(fields, "call_id") or word(fields, "id")
    if kind == "message" and "content" in fields:
        yield from texts(fields["content"], _TEXTS, kind="text", role=word(fields, "role"))
    elif kind == "function_call":
        yield from call(fields, "arguments", call=call_id)
    elif kind == "custom_tool_call":
        yield from call(fields, "input", call=call_id)
    elif kind == "local_shell_call" and "action" in fields:
        yield _shell(fields["action"], call_id)
    elif kind in {"function_call_output", "custom_tool_call_output", "local_shell_call_output"} and "output" in fields:
        yield from result(fields["output"], _TEXTS, call_id)


def _shell(action: Node, call_id: str) -> Block:
    """The provider's own way to ask for a command: as a list of words."""
    given = action.value()
    arguments = given if isinstance(given, dict) else {}
    if isinstance(words := arguments.get("command"), list):
        arguments |= {"command": " ".join(map(str, words))}
    text = action.raw.decode("utf-8", "replace")
    rest: dict[str, Any] = {
        "kind": "call",
        "role": "assistant",
        "call": call_id,
        "tool": "shell",
        "arguments": arguments,
    }
    return Block(text=text, span=action.span, **rest)


def _told(known: Usage, event: Mapping[str, Any]) -> tuple[Usage, str]:
    """The last event of a stream holds the response, which is all of a document."""
    inner = event.get("response")
    response = inner if isinstance(inner, dict) else event
    kind = error_kind(response) or (str(event.get("code") or "error") if event.get("type") == "error" else "")
    return usage(known, response.get("usage"), "input", "output"), kind


PLUGIN = OpenAIResponses("openai_responses", "responses", ResponsesRetrieving(_told))
