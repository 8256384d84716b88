"""How an agent speaks each API: what it sends, and what it makes of an answer, as the SDKs do.

Law: it is strict. Events out of order, numbers that are not in turn and an answer that ends twice are errors.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Protocol

from headroom_cli.dialects import Dialect
from headroom_cli.dialects.anthropic import PLUGIN as ANTHROPIC_DIALECT
from headroom_cli.dialects.gemini import PLUGIN as GEMINI_DIALECT
from headroom_cli.dialects.openai_chat import PLUGIN as CHAT_DIALECT
from headroom_cli.dialects.openai_responses import PLUGIN as RESPONSES_DIALECT
from tests.fakes import api
from tests.fakes.api import Api

Said = dict[str, Any]
_PIECES = {"text_delta": "text", "thinking_delta": "thinking", "signature_delta": "signature"}


@dataclass
class Heard:
    """An answer as the agent has it: the messages that it will send back, texts, calls by id, and how it ended."""

    messages: list[Said]
    texts: list[str]
    calls: list[str]
    stop: str
    output: int = 0
    id: str = ""


class Speech(Protocol):
    """One API."""

    dialect: Dialect
    api: Api
    key: str

    def path(self, *, streaming: bool) -> str: ...

    def body(self, messages: list[Said], tools: tuple[str, ...], *, streaming: bool) -> Said: ...

    def prompt(self, text: str) -> list[Said]: ...

    def results(self, results: dict[str, str]) -> list[Said]: ...

    def heard(self, answer: bytes, *, streaming: bool) -> Heard: ...


class Messages:
    dialect, api, key = ANTHROPIC_DIALECT, api.MESSAGES, "messages"

    def path(self, *, streaming: bool) -> str:
        del streaming
        return "/v1/messages"

    def body(self, messages: list[Said], tools: tuple[str, ...], *, streaming: bool) -> Said:
        offered = [{"name": name, "input_schema": {"type": "object"}} for name in tools]
        marked = json.loads(json.dumps(messages))
        if marked and isinstance(marked[-1]["content"], list) and marked[-1]["content"]:
            marked[-1]["content"][-1]["cache_control"] = {"type": "ephemeral"}
        return {"model": "claude-sonnet-4-6", "max_tokens": 1000, "stream": streaming, "system": "Be careful.",
                "tools": offered, "messages": marked}  # fmt: skip

    def prompt(self, text: str) -> list[Said]:
        return [{"role": "user", "content": [{"type": "text", "text": text}]}]

    def results(self, results: dict[str, str]) -> list[Said]:
        parts = [{"type": "tool_result", "tool_use_id": name, "content": text} for name, text in results.items()]
        return [{"role": "user", "content": parts}]

    def heard(self, answer: bytes, *, streaming: bool) -> Heard:
        told = _message(answer) if streaming else json.loads(answer)
        content = told["content"]
        return Heard(
            messages=[{"role": "assistant", "content": content}] if content else [],
            texts=[block["text"] for block in content if block["type"] == "text"],
            calls=[block["id"] for block in content if block["type"] == "tool_use"],
            stop=told["stop_reason"],
            output=told["usage"]["output_tokens"],
            id=told["id"],
        )


class Chat:
    dialect, api, key = CHAT_DIALECT, api.CHAT, "messages"

    def path(self, *, streaming: bool) -> str:
        del streaming
        return "/v1/chat/completions"

    def body(self, messages: list[Said], tools: tuple[str, ...], *, streaming: bool) -> Said:
        offered = [{"type": "function", "function": {"name": name, "parameters": {}}} for name in tools]
        more = {"stream_options": {"include_usage": True}} if streaming else {}
        return {"model": "gpt-5.2", "stream": streaming, "tools": offered, "messages": messages, **more}

    def prompt(self, text: str) -> list[Said]:
        return [{"role": "user", "content": text}]

    def results(self, results: dict[str, str]) -> list[Said]:
        return [{"role": "tool", "tool_call_id": name, "content": text} for name, text in results.items()]

    def heard(self, answer: bytes, *, streaming: bool) -> Heard:
        whole = _completion(answer) if streaming else json.loads(answer)
        (choice,) = whole["choices"]
        said = {key: text for key, text in choice["message"].items() if text is not None}
        calls = said.get("tool_calls", [])
        return Heard(
            messages=[said] if said.get("content") or calls else [],
            texts=[said["content"]] if said.get("content") else [],
            calls=[call["id"] for call in calls],
            stop=choice["finish_reason"],
            output=whole["usage"]["completion_tokens"],
            id=whole["id"],
        )


class Responses:
    dialect, api, key = RESPONSES_DIALECT, api.RESPONSES, "input"

    def path(self, *, streaming: bool) -> str:
        del streaming
        return "/v1/responses"

    def body(self, messages: list[Said], tools: tuple[str, ...], *, streaming: bool) -> Said:
        offered = [{"type": "function", "name": name, "parameters": {}} for name in tools]
        return {"model": "gpt-5.2", "stream": streaming, "tools": offered, "input": messages, "store": False,
                "include": ["reasoning.encrypted_content"]}  # fmt: skip

    def prompt(self, text: str) -> list[Said]:
        return [{"type": "message", "role": "user", "content": [{"type": "input_text", "text": text}]}]

    def results(self, results: dict[str, str]) -> list[Said]:
        return [{"type": "function_call_output", "call_id": name, "output": text} for name, text in results.items()]

    def heard(self, answer: bytes, *, streaming: bool) -> Heard:
        whole = _response(answer) if streaming else json.loads(answer)
        output = whole["output"]
        return Heard(
            messages=[{key: said for key, said in item.items() if key not in {"id", "status"}} for item in output],
            texts=[part["text"] for item in output if item["type"] == "message" for part in item["content"]],
            calls=[item["call_id"] for item in output if "call_id" in item],
            stop=whole["status"],
            output=whole["usage"]["output_tokens"],
            id=whole["id"],
        )


class Gemini:
    """As gemini-cli: it keeps no thoughts, puts texts together that are neighbours, and gives each call an id."""

    dialect, api, key = GEMINI_DIALECT, api.GEMINI, "contents"

    def path(self, *, streaming: bool) -> str:
        return f"/v1beta/models/gemini-2.5-pro:{'streamGenerateContent?alt=sse' if streaming else 'generateContent'}"

    def body(self, messages: list[Said], tools: tuple[str, ...], *, streaming: bool) -> Said:
        del streaming
        offered = [{"name": name, "parametersJsonSchema": {}} for name in tools]
        return {"contents": messages, "tools": [{"functionDeclarations": offered}]}

    def prompt(self, text: str) -> list[Said]:
        return [{"role": "user", "parts": [{"text": text}]}]

    def results(self, results: dict[str, str]) -> list[Said]:
        answers = [
            {"id": name, "name": name.partition("_")[0], "response": {"output": text}} for name, text in results.items()
        ]
        return [{"role": "user", "parts": [{"functionResponse": answer} for answer in answers]}]

    def heard(self, answer: bytes, *, streaming: bool) -> Heard:
        whole = _generated(answer) if streaming else json.loads(answer)
        (candidate,) = whole["candidates"]
        parts = list(_kept(candidate["content"]["parts"]))
        calls = [part["functionCall"] for part in parts if "functionCall" in part]
        for number, call in enumerate(calls):
            call["id"] = f"{call['name']}_{whole['responseId']}_{number}"
        return Heard(
            messages=[{"role": "model", "parts": parts}] if parts else [],
            texts=[part["text"] for part in parts if "text" in part],
            calls=[call["id"] for call in calls],
            stop=candidate["finishReason"],
            output=whole["usageMetadata"]["candidatesTokenCount"],
            id=whole["responseId"],
        )


SPEECHES: tuple[Speech, ...] = (Messages(), Chat(), Responses(), Gemini())


def _events(stream: bytes) -> Iterator[tuple[str, str]]:
    """Each event's name and data; comments are left out."""
    *events, rest = stream.decode().split("\n\n")
    assert rest == ""
    for event in events:
        if not event.startswith(":"):
            name, _, data = event.rpartition("data: ")
            yield name.removeprefix("event: ").strip(), data


def _message(stream: bytes) -> Said:
    """The message of a stream of the Messages API."""
    told: Said = {}
    typed: list[str] = []
    opened, done, over = -1, True, False
    for name, text in _events(stream):
        data = json.loads(text)
        kind = data["type"]
        assert (kind, over) == (name, False)
        if kind == "message_start":
            assert not told
            told = data["message"]
        elif kind == "content_block_start":
            assert done
            assert data["index"] == (opened := opened + 1) == len(told["content"])
            told["content"].append(data["content_block"])
            typed, done = [], False
        elif kind == "content_block_delta":
            assert data["index"] == opened
            _grow(told["content"][-1], data["delta"], typed)
        elif kind == "content_block_stop":
            assert data["index"] == opened
            done = True
            if typed:
                told["content"][-1]["input"] = json.loads("".join(typed))
        elif kind == "message_delta":
            told |= data["delta"]
            told["usage"] = told["usage"] | data["usage"]
        else:
            assert kind in {"ping", "message_stop"}, data
            over = kind == "message_stop"
    assert over
    return told


def _grow(block: Said, delta: Said, typed: list[str]) -> None:
    if delta["type"] == "input_json_delta":
        typed.append(delta["partial_json"])
    else:
        key = _PIECES[delta["type"]]
        block[key] += delta[key]


def _completion(stream: bytes) -> Said:
    """The completion of a stream of Chat Completions."""
    *chunks, (_, last) = _events(stream)
    assert last == "[DONE]"
    read = [json.loads(text) for _, text in chunks]
    (known,) = {chunk["id"] for chunk in read}
    *choices, closing = read
    assert closing["choices"] == []
    message: Said = {}
    stop = None
    for chunk in choices:
        (choice,) = chunk["choices"]
        assert stop is None
        stop = choice["finish_reason"]
        _piece(message, choice["delta"])
    return {"id": known, "choices": [{"message": message, "finish_reason": stop}], "usage": closing["usage"]}


def _response(stream: bytes) -> Said:
    """The response of a stream of the Responses API."""
    items: list[Said] = []
    begun, told = -1, None
    for number, (name, text) in enumerate(_events(stream)):
        data = json.loads(text)
        assert (data["type"], data["sequence_number"], told) == (name, number, None)
        assert name == "response.created" if number == 0 else name != "response.created"
        if name == "response.output_item.added":
            assert data["output_index"] == (begun := begun + 1) == len(items)
        elif name == "response.output_item.done":
            items.append(data["item"])
        elif name in {"response.completed", "response.incomplete"}:
            told = data["response"]
        assert data.get("output_index", begun) == begun
    assert told
    assert told["output"] == items
    return told


def _generated(stream: bytes) -> Said:
    """The answer of a stream of the Gemini API."""
    *events, rest = stream.decode().split("\r\n\r\n")
    assert rest == ""
    read = [json.loads(event.strip().removeprefix("data: ")) for event in events]
    assert len({event["responseId"] for event in read}) == 1
    candidates = [candidate for event in read for candidate in event["candidates"]]
    assert all("finishReason" not in candidate for candidate in candidates[:-1])
    parts = [part for candidate in candidates for part in candidate["content"]["parts"]]
    return read[-1] | {"candidates": [{**candidates[-1], "content": {"role": "model", "parts": parts}}]}


def _kept(parts: list[Said]) -> Iterator[Said]:
    text = ""
    for part in (part for part in parts if not part.get("thought")):
        if part.keys() == {"text"}:
            text += part["text"]
            continue
        if text:
            yield {"text": text}
        text = ""
        yield part
    if text:
        yield {"text": text}


def _piece(message: Said, delta: Said) -> None:
    if "role" in delta:
        assert not message
        message["role"] = delta["role"]
    if delta.get("content"):
        message["content"] = message.get("content", "") + delta["content"]
    for piece in delta.get("tool_calls", ()):
        calls = message.setdefault("tool_calls", [])
        if "id" in piece:
            assert piece["index"] == len(calls)
            calls.append({key: said for key, said in piece.items() if key != "index"})
        else:
            assert piece["index"] == len(calls) - 1
            calls[-1]["function"]["arguments"] += piece["function"]["arguments"]
