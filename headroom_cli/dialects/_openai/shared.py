"""What OpenAI's two dialects have in common: paths, errors, names of tools, calls and results.

Law: a call's arguments are read and never edited; a result that says of itself that it failed is an error.
"""

from __future__ import annotations

import json
import re
from collections.abc import Container, Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from typing import Any

from headroom_cli.dialects import quoted
from headroom_cli.dialects.node import Node, block, texts, word
from headroom_cli.dialects.reading import number
from headroom_cli.dialects.retrieving import Retrieving
from headroom_cli.dialects.spans import value
from headroom_cli.model import Block, Usage

_OTHERS = re.compile(r"/v1/(completions|embeddings|images|audio|files|batches|moderations)")
_INVALID = {400: "invalid_request_error", 403: "invalid_request_error", 413: "invalid_request_error"}
# No API of theirs marks a failed result; what is known of it is how Codex and Vibe begin one.
_FAILED = re.compile(
    r"(?:Chunk ID: .*\n)?(?:Wall time: .*\n)?(?:Process exited with code|Exit code:) (?!0$)-?\d+$"
    r"|Script (?:failed|error)\b|apply_patch verification failed"
    r"|(?:Warning: truncated output.*\nTotal output lines: .*\n\n)?"
    r'\{(?:"\w+":(?:"[^"\\]*(?:\\.[^"\\]*)*"|[^",{}\[\]]+),)*?"(?:exit_code|returncode)":(?!0[,}])-?\d',
    re.MULTILINE,
)


class OpenAI:
    """Requests to one path, at any spelling of it and behind whatever a gateway has before it.

    What differs between the dialects they say themselves.
    """

    def __init__(self, name: str, path: str, retrieving: Retrieving | None = None) -> None:
        self.name = name
        self.retrieving = retrieving
        self._path = f"/v1/{path}"
        self._spelling = re.compile(rf"(?:/v1)*/{path}(?=/|$)")
        self._behind = f"/{path}"

    def speaks(self, method: str, path: str) -> bool:
        return method == "POST" and path.endswith(self._behind)

    def home(self, path: str, headers: Mapping[str, str]) -> bool:
        known = self._spelling.match(path) or _OTHERS.match(path)
        return known is not None or path.endswith(self._behind) or "openai-beta" in headers

    def passing(self, path: str) -> str:
        del path
        return ""

    def subscribed(self, headers: Mapping[str, str]) -> bool:
        return "chatgpt-account-id" in headers

    def canonical(self, path: str) -> str:
        return self._spelling.sub(self._path, path, count=1) if self._spelling.match(path) else path

    def error(self, status: int, message: str) -> bytes:
        kind = _INVALID.get(status, "api_error")
        return json.dumps({"error": {"message": message, "type": kind, "param": None, "code": None}}).encode()


@lru_cache(maxsize=16)
def tool_names(tools: bytes) -> tuple[str, ...]:
    """The names in a list of tools, those inside namespaces too."""
    return tuple(_names(value(tools)))


def call(fields: Mapping[str, Node], arguments: str, **rest: Any) -> Iterator[Block]:
    """The block of a call with a `name`; what stands under `arguments` is JSON, or else plain input."""
    given = fields.get(arguments)
    if given and given.is_string:
        made = block(given, kind="call", role="assistant", tool=word(fields, "name"), **rest)
        parsed = _object(made.text) if arguments == "arguments" else {arguments: made.text}
        yield replace(made, arguments=parsed)


def result(output: Node, types: Container[str], call_id: str) -> Iterator[Block]:
    """The blocks of what a tool answered; one text that tells of a failure makes all of them errors."""
    found = list(texts(output, types, kind="result", role="tool", call=call_id))
    failed = any(_FAILED.match(text.text) for text in found)
    at = output.span[0]
    for text in found:
        start, end = text.span
        yield replace(quoted.opened(text, output.raw[start - at : end - at]), error=failed)


def usage(known: Usage, figures: Any, read: str, written: str) -> Usage:
    """The usage that an answer tells, if it does; what was read from the cache is counted in what was read."""
    if not isinstance(figures, dict):
        return known
    cached = number(figures.get(f"{read}_tokens_details"), "cached_tokens")
    rest = max(0, number(figures, f"{read}_tokens") - cached)
    return Usage(input=rest, output=number(figures, f"{written}_tokens"), cache_read=cached, reported=True)


def error_kind(document: Mapping[str, Any]) -> str:
    """What kind of error a document tells of, empty for none."""
    error = document.get("error")
    return str(error.get("code") or error.get("type") or "error") if isinstance(error, dict) else ""


def _names(tools: Any) -> Iterator[str]:
    for tool in tools if isinstance(tools, list) else ():
        if isinstance(tool, dict):
            inner = (tool[key] for key in ("function", "custom") if isinstance(tool.get(key), dict))
            yield str(next(inner, tool).get("name") or tool.get("type") or "")
            yield from _names(tool.get("tools"))


def _object(text: str) -> dict[str, Any]:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}
