"""Gemini's generateContent as the fake provider speaks it: what is refused, what is read, what is answered.

Law: only rules that the real API has; nothing of a content gets lost in reading, so that two requests
that differ are read as different ones.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from tests.fakes.answer import SIGNED, digest, signature, slices
from tests.fakes.script import Turn

PATH = re.compile(r"/v1(?:beta|alpha)?/models/([\w.-]+):((?:stream)?)[gG]enerateContent")
_ROLES = {"user", "model"}
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_.:-]{0,127}")
_STATUS = {400: "INVALID_ARGUMENT", 404: "NOT_FOUND", 429: "RESOURCE_EXHAUSTED", 500: "INTERNAL", 503: "UNAVAILABLE"}


def violations(body: Any) -> list[str]:
    """Every rule that the parsed request breaks; empty when it is fine."""
    if not isinstance(body, dict):
        return ["Invalid JSON payload received."]
    contents = body.get("contents")
    if not isinstance(contents, list) or not contents:
        return ["* GenerateContentRequest.contents: contents is not specified"]
    found = [fault for index, content in enumerate(contents) for fault in _content(index, content)]
    return [*_tools(body), *(found or _pairs(contents))]


def read(path: str, body: dict[str, Any]) -> dict[str, Any]:
    """The request in the shape of a Messages request; model and streaming stand in the path."""
    model, stream = PATH.fullmatch(path).groups()
    calls, answers = Counter[str](), Counter[str]()
    config = body.get("generationConfig") or {}
    return {
        "model": model,
        "stream": bool(stream),
        "tools": _declared(body),
        "system": [_block(part, calls, answers) for part in (body.get("systemInstruction") or {}).get("parts", ())],
        "messages": [
            {
                "role": "assistant" if content.get("role") == "model" else "user",
                "content": [_block(part, calls, answers) for part in content["parts"]],
            }
            for content in body["contents"]
        ],
        "output_config": {"format": _format(config)},
    }


def message(turn: Turn, seed: str, model: str, usage: dict[str, Any]) -> dict[str, Any]:
    """The whole answer; a call is sealed, so that a changed one is found."""
    parts: list[dict[str, Any]] = [{"text": turn.thinking, "thought": True}] if turn.thinking else []
    parts += [{"text": turn.text}] if turn.text else []
    for name, given in turn.calls:
        called = {"name": name, "args": dict(given)}
        parts.append({"functionCall": called, "thoughtSignature": signature(_sealed(called))})
    stop = "MAX_TOKENS" if turn.stop == "max_tokens" else "STOP"
    candidate = {"content": {"role": "model", "parts": parts}, "finishReason": stop, "index": 0}
    answered = {"candidates": [candidate], "usageMetadata": _usage(usage)}
    return answered | {"modelVersion": model, "responseId": digest(seed)[:22]}


def events(whole: dict[str, Any], _: dict[str, Any]) -> Iterator[bytes]:
    """The same answer as server-sent events: texts in pieces, a call in one."""
    (candidate,) = whole["candidates"]
    pieces = [[piece] for part in candidate["content"]["parts"] for piece in _pieces(part)] or [[]]
    for place, parts in enumerate(pieces):
        stop = {"finishReason": candidate["finishReason"]} if place == len(pieces) - 1 else {}
        told = {"content": {"role": "model", "parts": parts}, **stop, "index": 0}
        line = json.dumps(whole | {"candidates": [told]}, ensure_ascii=False)
        yield f"data: {line}\r\n\r\n".encode()


def error(status: int, text: str) -> dict[str, Any]:
    """An error in the provider's shape."""
    return {"error": {"code": status, "message": text, "status": _STATUS.get(status, "UNKNOWN")}}


def _declared(body: dict[str, Any]) -> list[dict[str, Any]]:
    return [one for tool in body.get("tools") or () for one in tool.get("functionDeclarations", (tool,))]


def _tools(body: dict[str, Any]) -> Iterator[str]:
    for one in _declared(body):
        if "name" in one and not _NAME.fullmatch(str(one["name"])):
            yield f"tools: Invalid function name: {one['name']!r}"


def _content(index: int, content: Any) -> Iterator[str]:
    where = f"contents[{index}]"
    if not isinstance(content, dict) or content.get("role", "user") not in _ROLES:
        yield "Please use a valid role: user, model."
    elif not isinstance(content.get("parts"), list) or not content["parts"]:
        yield f"* GenerateContentRequest.{where}.parts: contents.parts must not be empty."
    else:
        for place, part in enumerate(content["parts"]):
            seal = str(part.get("thoughtSignature", ""))
            if seal.startswith(SIGNED) and seal != signature(_sealed(part.get("functionCall") or {})):
                yield f"{where}.parts[{place}]: Thought signature is not valid."


def _pairs(contents: list[dict[str, Any]]) -> Iterator[str]:
    """As many answers as calls, in the content after them."""
    waiting = 0
    for content in contents:
        answered = sum("functionResponse" in part for part in content["parts"])
        if answered != waiting and content.get("role") != "model":
            yield (
                "Please ensure that the number of function response parts is equal to the number of function call "
                "parts of the function call turn."
            )
        waiting = sum("functionCall" in part for part in content["parts"])
    if waiting:
        yield "Please ensure that function call turn is followed by a function response turn."


def _sealed(call: dict[str, Any]) -> str:
    """What of a call is sealed: clients give it an id."""
    return json.dumps([call.get("name"), call.get("args")], sort_keys=True)


def _block(part: dict[str, Any], calls: Counter[str], answers: Counter[str]) -> dict[str, Any]:
    if "functionCall" in part:
        call = part["functionCall"]
        rest = {key: value for key, value in part.items() if key != "functionCall"}
        return {
            "type": "tool_use",
            "id": _known(call, calls),
            "name": call.get("name"),
            "input": call.get("args"),
            **rest,
        }
    if "functionResponse" in part:
        answer = part["functionResponse"]
        said = answer.get("response") or {}
        texts = [{"type": "text", "text": v if isinstance(v, str) else json.dumps(v)} for v in said.values()]
        return {"type": "tool_result", "tool_use_id": _known(answer, answers), "content": texts, "keys": list(said)}
    return {"type": "text" if part.keys() == {"text"} else "rest", **part}


def _known(one: dict[str, Any], met: Counter[str]) -> str:
    met[one["name"]] += 1
    return str(one.get("id") or f"{one['name']}#{met[one['name']]}")


def _format(config: dict[str, Any]) -> dict[str, Any]:
    schema = config.get("responseJsonSchema") or config.get("responseSchema")
    return {"type": "json_schema" if schema else None, "schema": schema}


def _usage(usage: dict[str, Any]) -> dict[str, Any]:
    cached, out = usage["cache_read_input_tokens"], usage["output_tokens"]
    given = usage["input_tokens"] + cached
    told = {"promptTokenCount": given, "candidatesTokenCount": out, "totalTokenCount": given + out}
    return told | ({"cachedContentTokenCount": cached} if cached else {})


def _pieces(part: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield from ({**part, "text": piece} for piece in slices(part["text"])) if "text" in part else (part,)
