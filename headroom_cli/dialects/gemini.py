"""The Gemini API: what gemini-cli and Google's SDKs speak; its path names the model and asks for a stream.

Law: system instruction, tool definitions, thoughts, signatures, media and what the provider's own tools did
are never blocks, so nothing can touch them; nor is anything that stands behind a cached content, which is
not seen here. Keys may be spelled as in JSON or as in the API's definition: `functionCall`, `function_call`.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from typing import Any

from headroom_cli.dialects import Message, NotReadable, Outline, Reader
from headroom_cli.dialects._gemini.legs import GeminiRetrieving
from headroom_cli.dialects.node import Node, digest, root, texts, word
from headroom_cli.dialects.reading import DocumentReader, StreamReader, number
from headroom_cli.dialects.retrieving import Retrieving
from headroom_cli.dialects.spans import value
from headroom_cli.model import Block, Usage

_GENERATE = re.compile(r"/v1(?:alpha|beta)?/(?:models|tunedModels)/([^/:?]+):(generate|streamGenerate)Content(?=\?|$)")
_HOME = re.compile(r"/v1(?:alpha|beta)\d*/|/v1/[^?]*:\w+$")
_VERTEX = re.compile(r"/publishers/google/models/[^/]+:(?:generate|streamGenerate)Content$")
_AGAIN = re.compile(r"^(/v1(?:alpha|beta)?)\1+(?=/)")
_ROLES = frozenset({"user", "model", "function"})
_TELLING = (b'"usageMetadata"', b'"error"')
_STATUS = {400: "INVALID_ARGUMENT", 403: "PERMISSION_DENIED", 404: "NOT_FOUND", 413: "INVALID_ARGUMENT"}
_UNREACHED = frozenset({502, 503, 504})
# What gemini-cli and its kin write below the output of a command that failed.
_FAILED = re.compile(
    r"^Exit Code: (?!0$)-?\d+(?:\n(?:Signal|Background PIDs|Process Group PGID): .*)*\s*(?:</\w+>)?\s*\Z", re.MULTILINE
)


class Gemini:
    """The dialect; stateless."""

    name = "gemini"

    def __init__(self, retrieving: Retrieving) -> None:
        self.retrieving: Retrieving | None = retrieving

    def speaks(self, method: str, path: str) -> bool:
        return method == "POST" and _GENERATE.match(self.canonical(path)) is not None

    def home(self, path: str, headers: Mapping[str, str]) -> bool:
        return _HOME.match(path) is not None or "x-goog-api-key" in headers

    def subscribed(self, headers: Mapping[str, str]) -> bool:  # noqa: ARG002 - as every dialect is asked
        return False  # a login with Google goes to another API

    def passing(self, path: str) -> str:
        return "Gemini by Vertex AI" if _VERTEX.search(path) else ""

    def canonical(self, path: str) -> str:
        return _AGAIN.sub(r"\1", path)

    def knows(self, message: Mapping[str, Any]) -> bool:
        parts = message.get("parts")
        said = isinstance(parts, list) and all(isinstance(part, dict) for part in parts)
        return said and message.get("role", "user") in _ROLES and "content" not in message

    def outline(self, body: bytes, url: str = "") -> Outline:
        top = root(body).fields()
        if "contents" not in top:
            raise NotReadable("no contents")
        asked = _GENERATE.search(url)
        cached = _either(top, "cachedContent")
        return Outline(
            model=asked[1] if asked else "",
            messages=tuple(content.span for content in top["contents"].items()),
            tools=_tool_names(top["tools"].raw) if "tools" in top else (),
            streaming="alt=sse" in url,
            leads="alt=sse" in url or ":stream" not in url,
            untouchable="the history is with the provider" if cached and cached.raw != b"null" else "",
        )

    def message(self, message: bytes) -> Message:
        fields = root(message).fields()
        if "parts" not in fields:
            raise NotReadable("a content without parts")
        role = "assistant" if word(fields, "role") == "model" else "user"
        return Message(role, digest(message), tuple(_blocks(fields["parts"].items(), role)))

    def reader(self, *, streaming: bool) -> Reader:
        return StreamReader(_told, *_TELLING) if streaming else DocumentReader(_told)

    def error(self, status: int, message: str) -> bytes:
        kind = "UNAVAILABLE" if status in _UNREACHED else _STATUS.get(status, "INTERNAL")
        return json.dumps({"error": {"code": status, "message": message, "status": kind}}).encode()


def _either(fields: Mapping[str, Node], key: str) -> Node | None:
    """What stands under a key in either spelling."""
    return fields.get(key) or fields.get(re.sub(r"[A-Z]", lambda found: f"_{found[0].lower()}", key))


@lru_cache(maxsize=16)
def _tool_names(tools: bytes) -> tuple[str, ...]:
    return tuple(_names(value(tools)))


def _names(tools: Any) -> Iterator[str]:
    """The names of the functions, and the keys under which the provider's own tools stand."""
    for tool in tools if isinstance(tools, list) else ():
        for key, given in tool.items() if isinstance(tool, dict) else ():
            if key in {"functionDeclarations", "function_declarations"}:
                yield from (str(one.get("name", "")) for one in given if isinstance(one, dict))
            else:
                yield str(key)


def _blocks(parts: list[Node], role: str) -> Iterator[Block]:
    """The texts of a content; calls and answers without an id are paired by name and order."""
    met: Counter[str] = Counter()
    for part in parts:
        fields = part.fields()
        call, answer = _either(fields, "functionCall"), _either(fields, "functionResponse")
        if given := call or answer:
            inner = given.fields()
            name = word(inner, "name")
            known = word(inner, "id") or f"{name}#{met[name]}"
            met[name] += 1
            yield from _call(inner, known) if call else _answers(inner, known)
        elif "text" in fields and "thought" not in fields:
            yield from texts(fields["text"], (), kind="text", role=role)


def _call(fields: Mapping[str, Node], known: str) -> Iterator[Block]:
    if given := fields.get("args"):
        arguments = given.value()
        yield Block(
            text=given.raw.decode("utf-8", "replace"),
            span=given.span,
            kind="call",
            role="assistant",
            call=known,
            tool=word(fields, "name"),
            arguments=arguments if isinstance(arguments, dict) else {},
        )


def _answers(fields: Mapping[str, Node], known: str) -> Iterator[Block]:
    """The texts of a function's answer under whatever key; where it tells of an error, all of them are errors."""
    response = fields.get("response")
    inner = response.fields() if response and response.is_object else {}
    rest: dict[str, Any] = {"kind": "result", "role": "tool", "call": known}
    found = [text for node in inner.values() for text in texts(node, ("text",), **rest)]
    failed = "error" in inner or any(_FAILED.search(text.text) for text in found)
    yield from (replace(text, error=failed) for text in found)


def _told(known: Usage, document: Mapping[str, Any]) -> tuple[Usage, str]:
    """Each event of a stream tells the usage so far, as a document does; what was cached is part of the prompt."""
    error = document.get("error")
    kind = str(error.get("status") or error.get("code") or "error") if isinstance(error, dict) else ""
    told = document.get("usageMetadata")
    if not isinstance(told, dict):
        return known, kind
    cached = number(told, "cachedContentTokenCount")
    read = number(told, "promptTokenCount") + number(told, "toolUsePromptTokenCount")
    written = number(told, "candidatesTokenCount") + number(told, "thoughtsTokenCount")
    return Usage(input=max(0, read - cached), output=written, cache_read=cached, reported=True), kind


PLUGIN = Gemini(GeminiRetrieving(_told))
