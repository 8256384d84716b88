"""Chat Completions as the fake provider speaks it: what is refused, what is read, what is answered.

Law: only rules that the real API has; nothing of a message gets lost in reading, so that two requests
that differ are read as different ones.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from itertools import chain
from typing import Any

from tests.fakes.answer import digest, slices
from tests.fakes.script import Turn, blocks_of
from tests.fakes.strict import pairs

_INSTRUCTING = ("system", "developer")
_ROLES = (*_INSTRUCTING, "user", "assistant", "tool", "function")
_NAME = re.compile(r"[A-Za-z0-9_-]{1,64}")
_KINDS = {429: "rate_limit_exceeded", 500: "server_error"}
_MOST_TOOLS = 128


def violations(body: Any) -> list[str]:
    """Every rule that the parsed request breaks; empty when it is fine."""
    if not isinstance(body, dict):
        return ["We could not parse the JSON body of your request."]
    if not body.get("model") or not isinstance(body.get("messages"), list) or not body["messages"]:
        return ["you must provide a model parameter and messages"]
    found = [*_options(body), *chain.from_iterable(_message(i, m) for i, m in enumerate(body["messages"]))]
    return found or list(pairs(read("", body)["messages"]))


def read(_: str, body: dict[str, Any]) -> dict[str, Any]:
    """The request in the shape of a Messages request; arguments stay the text that they are."""
    return {
        "model": body["model"],
        "stream": bool(body.get("stream")),
        "tools": [tool.get("function", tool) for tool in body.get("tools") or ()],
        "system": [b for m in body["messages"] if m["role"] in _INSTRUCTING for b in _blocks(m)],
        "messages": [_turn(m) for m in body["messages"] if m["role"] not in _INSTRUCTING],
        "output_config": {"format": _format(body.get("response_format") or {})},
    }


def message(turn: Turn, seed: str, model: str, usage: dict[str, Any]) -> dict[str, Any]:
    """The whole answer; `seed` is what ids are made from. The thinking is not told."""
    calls = [
        {
            "id": f"call_{digest(f'{seed}/{n}')[:24]}",
            "type": "function",
            "function": {"name": name, "arguments": json.dumps(dict(given))},
        }
        for n, (name, given) in enumerate(turn.calls)
    ]
    said: dict[str, Any] = {"role": "assistant", "content": turn.text or None, "refusal": None}
    stop = "length" if turn.stop == "max_tokens" else "tool_calls" if calls else "stop"
    choice = {"index": 0, "message": said | ({"tool_calls": calls} if calls else {}), "finish_reason": stop}
    return _envelope(seed, model, "chat.completion") | {"choices": [choice], "usage": _usage(usage)}


def events(whole: dict[str, Any], body: dict[str, Any]) -> Iterator[bytes]:
    """The same answer as server-sent events, the usage only where it was asked for.

    Mistral's models say the usage always, and a call in one piece.
    """
    (choice,) = whole["choices"]
    mistral = "stral" in whole["model"]
    for delta in _deltas(choice["message"], at_once=mistral):
        yield _chunk(whole, delta, None)
    yield _chunk(whole, {}, choice["finish_reason"])
    if mistral or (body.get("stream_options") or {}).get("include_usage"):
        yield _event(whole | {"object": "chat.completion.chunk", "choices": []})
    yield b"data: [DONE]\n\n"


def error(status: int, text: str) -> dict[str, Any]:
    """An error in the provider's shape."""
    return {
        "error": {"message": text, "type": _KINDS.get(status, "invalid_request_error"), "param": None, "code": None}
    }


def _options(body: dict[str, Any]) -> Iterator[str]:
    if body.get("stream_options") and not body.get("stream"):
        yield "The 'stream_options' parameter is only allowed when 'stream' is enabled."
    if len(body.get("tools") or ()) > _MOST_TOOLS:
        yield f"Invalid 'tools': array too long. Expected an array with maximum length {_MOST_TOOLS}."
    for tool in body.get("tools") or ():
        if tool.get("type") == "function" and not _NAME.fullmatch(str(tool.get("function", {}).get("name"))):
            yield f"Invalid 'tools[].function.name': {tool}"


def _message(index: int, said: Any) -> Iterator[str]:
    where = f"messages[{index}]"
    if not isinstance(said, dict) or said.get("role") not in _ROLES:
        yield f"Invalid value: '{where}.role'."
        return
    content = said.get("content")
    if not isinstance(content, str | list) and not (said["role"] == "assistant" and content is None):
        yield f"Invalid type for '{where}.content': expected one of a string or array of objects."
    if content == [] or (isinstance(content, list) and not all(isinstance(p, dict) and "type" in p for p in content)):
        yield f"Invalid '{where}.content': expected parts, each with a type."
    if content is None and not said.keys() & {"tool_calls", "refusal", "function_call", "audio"}:
        yield f"Invalid value for 'content': expected a string, got null. ({where})"
    for one in said.get("tool_calls") or ():
        if not one.get("id") or ("function" in one and not isinstance(one["function"].get("arguments"), str)):
            yield f"Invalid type for '{where}.tool_calls': an id, and arguments as a string."


def _turn(said: dict[str, Any]) -> dict[str, Any]:
    if said["role"] != "tool":
        return {"role": "assistant" if said["role"] == "assistant" else "user", "content": _blocks(said)}
    result = {"type": "tool_result", "tool_use_id": said.get("tool_call_id"), "content": blocks_of(said["content"])}
    return {"role": "user", "content": [result, *_rest(said, "tool_call_id")]}


def _blocks(said: dict[str, Any]) -> list[dict[str, Any]]:
    calls = ({"type": "tool_use", **_called(one)} for one in said.get("tool_calls") or ())
    return [*blocks_of(said.get("content")), *calls, *_rest(said, "tool_calls")]


def _called(one: dict[str, Any]) -> dict[str, Any]:
    function = one.get("function") or one.get("custom") or {}
    return {
        "id": one.get("id"),
        "name": function.get("name"),
        "input": function.get("arguments", function.get("input")),
    }


def _rest(said: dict[str, Any], *known: str) -> list[dict[str, Any]]:
    """What else a message says, as a block of its own."""
    rest = {key: value for key, value in said.items() if key not in {"role", "content", *known} and value is not None}
    return [{"type": "rest", **rest}] if rest else []


def _format(wanted: dict[str, Any]) -> dict[str, Any]:
    return {"type": wanted.get("type"), "schema": wanted.get("json_schema", {}).get("schema")}


def _usage(usage: dict[str, Any]) -> dict[str, Any]:
    cached, out = usage["cache_read_input_tokens"], usage["output_tokens"]
    given = usage["input_tokens"] + cached
    return {
        "prompt_tokens": given,
        "completion_tokens": out,
        "total_tokens": given + out,
        "prompt_tokens_details": {"cached_tokens": cached, "audio_tokens": 0},
    }


def _deltas(said: dict[str, Any], *, at_once: bool) -> Iterator[dict[str, Any]]:
    yield {"role": "assistant", "content": "" if said["content"] else None}
    yield from ({"content": piece} for piece in slices(said["content"] or ""))
    for index, one in enumerate(said.get("tool_calls", ())):
        pieces = [] if at_once else slices(one["function"]["arguments"])
        first = {**one["function"], **({} if at_once else {"arguments": ""})}
        yield {"tool_calls": [{"index": index, **one, "function": first}]}
        for piece in pieces:
            yield {"tool_calls": [{"index": index, "function": {"arguments": piece}}]}


def _chunk(whole: dict[str, Any], delta: dict[str, Any], stop: str | None) -> bytes:
    choice = {"index": 0, "delta": delta, "finish_reason": stop}
    return _event({**whole, "object": "chat.completion.chunk", "choices": [choice], "usage": None})


def _event(chunk: dict[str, Any]) -> bytes:
    return f"data: {json.dumps(chunk, ensure_ascii=False, separators=(',', ':'))}\n\n".encode()


def _envelope(seed: str, model: str, kind: str) -> dict[str, Any]:
    return {"id": f"chatcmpl-{digest(seed)[:24]}", "object": kind, "created": 1_700_000_000, "model": model}
