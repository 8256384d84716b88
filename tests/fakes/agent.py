"""An agent of the Messages API without tools of MCP: it puts an answer together as the SDKs do, and sends it back.

Law: it is strict. Events out of order, numbers that are not in turn and a message that ends twice are errors.
"""

from __future__ import annotations

import json
from typing import Any

from tests.fakes.proxy import ask

_PIECES = {"text_delta": "text", "thinking_delta": "thinking", "signature_delta": "signature"}
TOOLS = ("Read", "Bash")


class Agent:
    """Holds a conversation with whatever answers at `url`."""

    def __init__(self, url: str, *, streaming: bool = True, tools: tuple[str, ...] = TOOLS) -> None:
        self.url = url
        self.messages: list[dict[str, Any]] = []
        self.answers: list[bytes] = []
        self._more = {"stream": streaming, "tools": [{"name": n, "input_schema": {"type": "object"}} for n in tools]}

    def body(self) -> bytes:
        request = {"model": "claude-sonnet-4-6", "max_tokens": 1000, "system": "Be careful.", **self._more}
        marked = json.loads(json.dumps(self.messages))
        marked[-1]["content"][-1]["cache_control"] = {"type": "ephemeral"}
        return json.dumps(request | {"messages": marked}, ensure_ascii=False, separators=(",", ":")).encode()

    def say(self, text: str) -> dict[str, Any]:
        """A prompt, and what comes of it."""
        return self._send([{"type": "text", "text": text}])

    def answer(self, *results: str) -> dict[str, Any]:
        """The results of the calls that the model made last, in order, and what comes of them."""
        calls = [block["id"] for block in self.messages[-1]["content"] if block["type"] == "tool_use"]
        pairs = zip(calls, results, strict=True)
        return self._send([{"type": "tool_result", "tool_use_id": i, "content": r} for i, r in pairs])

    def _send(self, content: list[dict[str, Any]]) -> dict[str, Any]:
        self.messages.append({"role": "user", "content": content})
        status, headers, answer = ask(self.url, "POST", "/v1/messages", self.body())
        self.answers.append(answer)
        assert status == 200, answer
        told = message(answer) if "event-stream" in headers["content-type"] else json.loads(answer)
        self.messages.append({"role": "assistant", "content": told["content"]})
        return told


def message(stream: bytes) -> dict[str, Any]:
    """The message of a stream."""
    told: dict[str, Any] = {}
    typed: list[str] = []
    opened, done = -1, True
    for data in _events(stream):
        kind = data["type"]
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
            if typed:
                told["content"][-1]["input"] = json.loads("".join(typed))
            done = True
        elif kind == "message_delta":
            told |= data["delta"]
            told["usage"] = told["usage"] | data["usage"]
        elif kind == "message_stop":
            assert not told.get("over")
            told["over"] = True
        else:
            assert kind == "ping", data
    assert told.pop("over")
    return told


def _events(stream: bytes) -> list[dict[str, Any]]:
    *events, rest = stream.decode().split("\n\n")
    assert rest == ""
    found = [event.partition("\ndata: ") for event in events]
    assert all(name == f"event: {json.loads(data)['type']}" for name, _, data in found)
    return [json.loads(data) for _, _, data in found]


def _grow(block: dict[str, Any], delta: dict[str, Any], typed: list[str]) -> None:
    if delta["type"] == "input_json_delta":
        typed.append(delta["partial_json"])
    else:
        key = _PIECES[delta["type"]]
        block[key] += delta[key]
