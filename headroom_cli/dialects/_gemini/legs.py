"""Retrieval within an answer of the Gemini API.

Law: what goes back to the provider are the parts that it said, thoughts left out; of the agent's own, the text
of the legs before is taken off. A result of ours comes first in what answers the calls.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

from headroom_cli.dialects import Outline
from headroom_cli.dialects._gemini.tale import Streamed, Whole, is_text, mark, text_of
from headroom_cli.dialects.joining import known, left_of
from headroom_cli.dialects.node import Node, root
from headroom_cli.dialects.reading import Told
from headroom_cli.dialects.retrieving import Hidden, Part, Tale, appended
from headroom_cli.dialects.spans import Change, dump, insert, patched, value

_DECLARATIONS = ("functionDeclarations", "function_declarations")
_SCHEMAS = ("parametersJsonSchema", "parameters_json_schema")
_SEVERAL = re.compile(rb'"candidate_?[cC]ount"\s*:\s*(?!1\s*[,}])')


class GeminiRetrieving:
    """The dialect's part in it."""

    def __init__(self, told: Told) -> None:
        self._told = told

    def offer(self, body: bytes, name: str, description: str, schema: Mapping[str, Any]) -> bytes:
        top = root(body).fields()
        declared = _declared(top)
        if declared is None or "cachedContent" in top or "cached_content" in top or _several(top):
            return body
        key = next((key for key in _SCHEMAS if key.encode() in declared.raw), "parameters")
        tool = dump({"name": name, "description": description, key: schema})
        return patched(body, [insert(declared.span[0] + 1, f"{tool},")])

    def tale(self, hide: str, *, streaming: bool) -> Tale:
        return Streamed(hide, self._told) if streaming else Whole(hide, self._told)

    def result(self, call: Part, text: str, *, failed: bool) -> str:
        asked = value(call.raw.encode())["functionCall"]
        known = {"id": asked["id"]} if "id" in asked else {}
        said = {"name": asked["name"], "response": {"error" if failed else "output": text}}
        return dump({"functionResponse": known | said})

    def turn(self, parts: Sequence[Part], results: Sequence[str]) -> str:
        said = [part.raw for part in parts if not value(part.raw.encode()).get("thought")]
        return f'{{"role":"model","parts":[{",".join(said)}]}},{_of_user(results)}'

    def appended(self, body: bytes, messages: str) -> bytes:
        return appended(body, "contents", messages)

    def turns(self, body: bytes, outline: Outline) -> Iterator[tuple[int, tuple[str, ...]]]:
        for number, (start, end) in enumerate(outline.messages):
            if b'"model"' in body[start:end] and (seen := _known_by(body[start:end])) is not None:
                yield number, seen

    def restored(self, body: bytes, outline: Outline, number: int, hidden: Hidden) -> Iterable[Change]:
        start, end = outline.messages[number]
        following = outline.messages[number + 1 : number + 2]
        calls = hidden.calls if following else ()
        parts = Node(body[start:end], (start, end)).fields()["parts"]
        left = [*_left(parts, hidden.cut), *calls]
        before = ",".join(hidden.before)
        if not left:
            yield start, end, before.encode()
            return
        if before:
            yield insert(start, f"{before},")
        if hidden.cut or calls:
            yield *parts.span, f"[{','.join(left)}]".encode()
        if calls:
            answers = Node(body[slice(*following[0])], following[0]).fields()["parts"]
            yield insert(answers.span[0] + 1, "".join(f"{result}," for result in hidden.results))


def _declared(top: Mapping[str, Node]) -> Node | None:
    """The first list of functions."""
    tools = top.get("tools")
    for tool in tools.items() if tools and tools.is_list else ():
        fields = tool.fields() if tool.is_object else {}
        for key in _DECLARATIONS:
            if key in fields and fields[key].is_list and fields[key].items():
                return fields[key]
    return None


def _several(top: Mapping[str, Node]) -> bool:
    config = top.get("generationConfig") or top.get("generation_config")
    return config is not None and _SEVERAL.search(config.raw) is not None


def _of_user(parts: Sequence[str]) -> str:
    return f'{{"role":"user","parts":[{",".join(parts)}]}}'


@lru_cache(maxsize=4096)
def _known_by(content: bytes) -> tuple[str, ...] | None:
    """What an answer in a request is known by; None for what is none."""
    said = value(content)
    if not isinstance(said, dict) or said.get("role") != "model":
        return None
    parts = [part for part in said.get("parts") or () if isinstance(part, dict)]
    calls = (part.get("functionCall") or part.get("function_call") for part in parts)
    return (known([text_of(parts)]), *(mark(call) for call in calls if isinstance(call, dict)))


def _left(parts: Node, cut: int) -> Iterator[str]:
    """The parts without the first `cut` characters of their text; those that are empty then are left out."""
    found = [(node, value(node.raw)) for node in parts.items()]
    texts = [str(part["text"]) for _, part in found if is_text(part)]
    left = iter(list(left_of(texts, cut)))
    for node, part in found:
        rest = next(left) if is_text(part) else ""
        if not is_text(part) or rest == part["text"]:
            yield node.raw.decode()
        elif rest:
            yield dump(part | {"text": rest})
