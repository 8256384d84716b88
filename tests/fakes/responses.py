"""The Responses API as the fake provider speaks it: what is refused, what is read, what is answered.

Law: only rules that the real API has; nothing of an item gets lost in reading, so that two requests that
differ are read as different ones. A call whose only argument is `input` is one of a custom tool, and a
name with a dot in it is that of a tool in a namespace.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from itertools import chain, groupby
from typing import Any

from tests.fakes.answer import SIGNED, digest, signature, slices
from tests.fakes.script import Turn, blocks_of
from tests.fakes.strict import pairs

_NAME = re.compile(r"[A-Za-z0-9_-]{1,128}")
_KINDS = {429: "rate_limit_exceeded", 500: "server_error"}
_ROLES = frozenset({"user", "assistant", "system", "developer"})
_SAID = {"assistant": {"output_text", "refusal"}}
_HEARD = {"input_text", "input_image", "input_file"}
_CALLS = {"function_call": "arguments", "custom_tool_call": "input"}
_OUTPUTS = frozenset({f"{kind}_output" for kind in _CALLS})
_TEXTS = frozenset({"input_text", "output_text"})


def violations(body: Any) -> list[str]:
    """Every rule that the parsed request breaks; empty when it is fine."""
    if not isinstance(body, dict):
        return ["We could not parse the JSON body of your request."]
    if not body.get("model") or not body.get("input") or not isinstance(body["input"], str | list):
        return ["Missing required parameter: 'model' or 'input'."]
    found = [*_tools(body), *chain.from_iterable(_item(f"input[{i}]", item) for i, item in enumerate(_items(body)))]
    return found or list(pairs(read("", body)["messages"]))


def read(_: str, body: dict[str, Any]) -> dict[str, Any]:
    """The request in the shape of a Messages request: neighbouring items of one speaker are one message."""
    items = _items(body)
    leading = next((i for i, item in enumerate(items) if _speaker(item) != "system"), len(items))
    spoken = groupby(items[leading:], _speaker)
    return {
        "model": body["model"],
        "stream": bool(body.get("stream")),
        "tools": [*_flat(body.get("tools") or ()), *_added(items)],
        "system": [*blocks_of(body.get("instructions") or ()), *map(_block, items[:leading])],
        "messages": [{"role": role, "content": [b for i in said for b in _blocks(i)]} for role, said in spoken],
        "output_config": {"format": (body.get("text") or {}).get("format") or {}},
    }


def message(turn: Turn, seed: str, model: str, usage: dict[str, Any]) -> dict[str, Any]:
    """The whole answer; `seed` is what ids are made from."""
    return {
        "id": f"resp_{digest(seed)[:24]}",
        "object": "response",
        "created_at": 1_700_000_000,
        "status": "incomplete" if turn.stop == "max_tokens" else "completed",
        "error": None,
        "incomplete_details": {"reason": "max_output_tokens"} if turn.stop == "max_tokens" else None,
        "model": model,
        "output": list(_output(turn, seed)),
        "usage": _usage(usage),
    }


def events(whole: dict[str, Any], _: object = None) -> Iterator[bytes]:
    """The same answer as server-sent events, numbered."""
    for number, event in enumerate(_events(whole)):
        line = json.dumps(event | {"sequence_number": number}, ensure_ascii=False, separators=(",", ":"))
        yield f"event: {event['type']}\ndata: {line}\n\n".encode()


def error(status: int, text: str) -> dict[str, Any]:
    """An error in the provider's shape."""
    kind = _KINDS.get(status, "invalid_request_error")
    return {"error": {"message": text, "type": kind, "param": None, "code": kind if status in _KINDS else None}}


def _items(body: dict[str, Any]) -> list[Any]:
    given = body["input"]
    return [{"role": "user", "content": given}] if isinstance(given, str) else given


def _tools(body: dict[str, Any]) -> Iterator[str]:
    for tool in body.get("tools") or ():
        if tool.get("type") in {"function", "custom", "namespace"} and not _NAME.fullmatch(str(tool.get("name"))):
            yield f"Invalid 'tools[].name': {tool.get('name')!r}"


def _item(where: str, item: Any) -> Iterator[str]:
    kind = item.get("type", "message") if isinstance(item, dict) else ""
    if kind == "message":
        yield from _message(where, item)
    elif not kind:
        yield f"Invalid type for '{where}': expected an object."
    elif kind in _CALLS:
        if not item.get("call_id") or not item.get("name") or not isinstance(item.get(_CALLS[kind]), str):
            yield f"Missing required parameter: '{where}.call_id', 'name' or '{_CALLS[kind]}'."
    elif kind in _OUTPUTS:
        yield from _content(f"{where}.output", item.get("output"), _HEARD)
    elif kind == "reasoning" and _forged(item):
        yield f"The encrypted content for item {item.get('id')} could not be verified."


def _message(where: str, item: dict[str, Any]) -> Iterator[str]:
    if item.get("role") not in _ROLES:
        yield f"Invalid value: '{where}.role'."
    yield from _content(f"{where}.content", item.get("content"), _SAID.get(item.get("role", ""), _HEARD))


def _content(where: str, content: Any, kinds: set[str]) -> Iterator[str]:
    parts = [] if isinstance(content, str) else content
    if not isinstance(parts, list):
        yield f"Invalid type for '{where}': expected one of a string or array of objects."
        return
    for part in parts:
        if not isinstance(part, dict) or part.get("type") not in kinds:
            yield f"Invalid value: '{where}'. Supported values are: {', '.join(sorted(kinds))}."
        elif part["type"] in _TEXTS and not isinstance(part.get("text"), str):
            yield f"Missing required parameter: '{where}.text'."


def _forged(item: dict[str, Any]) -> bool:
    seal = str(item.get("encrypted_content") or "")
    return seal.startswith(SIGNED) and seal != signature("".join(part["text"] for part in item.get("summary") or ()))


def _speaker(item: dict[str, Any]) -> str:
    kind, role = item.get("type", "message"), item.get("role", "user")
    if kind in {"message", "additional_tools"}:
        return "system" if role == "developer" else str(role)
    return "assistant" if kind in _CALLS or kind == "reasoning" or kind.endswith("_call") else "user"


def _blocks(item: dict[str, Any]) -> list[dict[str, Any]]:
    """The blocks of an item: the parts of a message, else one."""
    if item.get("type", "message") != "message":
        return [_block(item)]
    rest = _rest(item, "type", "role", "content")
    return [*([{"type": "rest", **rest}] if rest else []), *_parts(item["content"])]


def _block(item: dict[str, Any]) -> dict[str, Any]:
    kind = item.get("type", "message")
    if kind in _CALLS:
        name = ".".join(filter(None, (item.get("namespace"), item["name"])))
        known = {"type": "tool_use", "id": item["call_id"], "name": name, "input": item[_CALLS[kind]]}
        return known | {"rest": _rest(item, "type", "call_id", "name", _CALLS[kind])}
    if kind in _OUTPUTS:
        known = {"type": "tool_result", "tool_use_id": item.get("call_id"), "content": _parts(item["output"])}
        return known | {"rest": _rest(item, "type", "call_id", "output")}
    return {"type": kind, **_rest(item, "type")}


def _parts(content: Any) -> list[dict[str, Any]]:
    return [{**part, "type": "text", "as": part["type"]} if part["type"] in _TEXTS else part
            for part in blocks_of(content)]  # fmt: skip


def _rest(item: dict[str, Any], *known: str) -> dict[str, Any]:
    return {key: value for key, value in item.items() if key not in known}


def _added(items: list[Any]) -> Iterator[dict[str, Any]]:
    for item in items:
        if item.get("type") == "additional_tools":
            yield from _flat(item["tools"])


def _flat(tools: Any, prefix: str = "") -> Iterator[dict[str, Any]]:
    """Every tool by its own name, those of a namespace after its name and a dot."""
    for tool in tools:
        if tool.get("type") == "namespace" and tool["name"] != "functions":
            yield from _flat(tool["tools"], f"{tool['name']}.")
        elif tool.get("type") == "namespace":
            yield from _flat(tool["tools"])
        else:
            yield tool | {"name": prefix + str(tool.get("name", tool.get("type")))}


def _output(turn: Turn, seed: str) -> Iterator[dict[str, Any]]:
    def known(prefix: str, place: object) -> str:
        return f"{prefix}_{digest(f'{seed}/{place}')[:24]}"

    if turn.thinking:
        summary = [{"type": "summary_text", "text": turn.thinking}]
        sealed = signature(turn.thinking)
        yield {"id": known("rs", "r"), "type": "reasoning", "summary": summary, "encrypted_content": sealed}
    if turn.text:
        content = [{"type": "output_text", "text": turn.text, "annotations": []}]
        said = {"role": "assistant", "status": "completed", "content": content}
        yield {"id": known("msg", "m"), "type": "message", **said}
    for place, (name, given) in enumerate(turn.calls):
        space, _, own = name.rpartition(".")
        custom = given.keys() == {"input"}
        kind = "custom_tool_call" if custom else "function_call"
        said = {_CALLS[kind]: given["input"] if custom else json.dumps(dict(given))}
        ids = {"id": known("ctc" if custom else "fc", place), "call_id": known("call", place)}
        yield {
            **ids,
            "type": kind,
            "status": "completed",
            "name": own,
            **said,
            **({"namespace": space} if space else {}),
        }


def _usage(usage: dict[str, Any]) -> dict[str, Any]:
    cached, out = usage["cache_read_input_tokens"], usage["output_tokens"]
    given = usage["input_tokens"] + cached
    return {
        "input_tokens": given,
        "input_tokens_details": {"cached_tokens": cached},
        "output_tokens": out,
        "output_tokens_details": {"reasoning_tokens": 0},
        "total_tokens": given + out,
    }


def _events(whole: dict[str, Any]) -> Iterator[dict[str, Any]]:
    opening = whole | {"output": [], "status": "in_progress", "usage": None}
    yield {"type": "response.created", "response": opening}
    yield {"type": "response.in_progress", "response": opening}
    for index, item in enumerate(whole["output"]):
        yield {"type": "response.output_item.added", "output_index": index, "item": _begun(item)}
        yield from ({**event, "item_id": item["id"], "output_index": index} for event in _deltas(item))
        yield {"type": "response.output_item.done", "output_index": index, "item": item}
    yield {"type": f"response.{whole['status']}", "response": whole}


def _begun(item: dict[str, Any]) -> dict[str, Any]:
    """The item as it is when nothing of it has been said."""
    empty = {"content": [], "summary": [], "arguments": "", "input": "", "status": "in_progress"}
    return item | {key: value for key, value in empty.items() if key in item}


def _deltas(item: dict[str, Any]) -> Iterator[dict[str, Any]]:
    if item["type"] == "message":
        (part,) = item["content"]
        yield {"type": "response.content_part.added", "content_index": 0, "part": part | {"text": ""}}
        for piece in slices(part["text"]):
            yield {"type": "response.output_text.delta", "content_index": 0, "delta": piece}
        yield {"type": "response.output_text.done", "content_index": 0, "text": part["text"]}
        yield {"type": "response.content_part.done", "content_index": 0, "part": part}
    elif item["type"] == "reasoning":
        (part,) = item["summary"]
        yield {"type": "response.reasoning_summary_part.added", "summary_index": 0, "part": part | {"text": ""}}
        for piece in slices(part["text"]):
            yield {"type": "response.reasoning_summary_text.delta", "summary_index": 0, "delta": piece}
        yield {"type": "response.reasoning_summary_text.done", "summary_index": 0, "text": part["text"]}
        yield {"type": "response.reasoning_summary_part.done", "summary_index": 0, "part": part}
    else:
        key = _CALLS[item["type"]]
        kind = "function_call_arguments" if key == "arguments" else "custom_tool_call_input"
        for piece in slices(item[key]):
            yield {"type": f"response.{kind}.delta", "delta": piece}
        yield {"type": f"response.{kind}.done", key: item[key]}
