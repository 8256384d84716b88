"""What the model tells in an answer of the Messages API, leg after leg.

Law: the blocks of all legs are numbered as those of one message. It stops for the reason that the last leg
stops for, has read what the last leg has read, and has said what all have said.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any, Literal

from headroom_cli.dialects import sse
from headroom_cli.dialects._anthropic.reader import told
from headroom_cli.dialects.document import Document
from headroom_cli.dialects.node import word
from headroom_cli.dialects.retrieving import Part, arguments
from headroom_cli.dialects.spans import dump, replaced, value
from headroom_cli.model import Usage

_KNOWN_BY = {"thinking": "signature", "redacted_thinking": "data"}
_GROWING = {"text_delta": "text", "thinking_delta": "thinking", "signature_delta": "signature"}
_ENDING = {"message_delta", "message_stop"}


class Streamed:
    """Server-sent events."""

    ping = b'event: ping\ndata: {"type": "ping"}\n\n'

    def __init__(self, hide: str) -> None:
        self.usage = Usage()
        self.error = ""
        self.name = ""
        self._hide = hide
        self._legs = self._shown = self._said = 0
        self.next()

    def next(self) -> None:
        self._legs += 1
        self._said += self.usage.output
        self.usage = Usage()
        self._blocks: dict[int, dict[str, Any]] = {}
        self._growth: dict[int, list[dict[str, Any]]] = {}
        self._places: dict[int, int] = {}  # of those that the agent sees, as it has them
        self._end: list[bytes] = []
        self._stop = ""

    def take(self, event: bytes) -> bytes:
        data = sse.data(event)
        said = json.loads(data) if data else {}
        self.usage, error = told(self.usage, said)
        self.error = error or self.error
        kind = said.get("type")
        if kind == "message_start" and self._legs > 1:
            return b""
        if kind in _ENDING:
            return self._ended(event, said)
        return self._of_block(event, said, said["index"]) if "index" in said else event

    def parts(self) -> list[Part]:
        return [_part(_grown(block, self._growth[index]), self._hide) for index, block in self._blocks.items()]

    def waits(self) -> bool:
        return self._stop == "tool_use"

    def held(self) -> bytes:
        return b"".join(self._end)

    def end(self) -> bytes:
        return b"".join(map(self._closing, self._end))

    def failure(self, error: bytes) -> bytes:
        return f"event: error\ndata: {dump(value(error))}\n\n".encode()

    def _of_block(self, event: bytes, said: Mapping[str, Any], index: int) -> bytes:
        if said["type"] == "content_block_start":
            self._blocks[index], self._growth[index] = said["content_block"], []
            if not _is_ours(said["content_block"], self._hide):
                self._places[index] = self._shown
                self._shown += 1
        elif said["type"] == "content_block_delta":
            self._growth[index].append(said["delta"])
        if index not in self._places:
            return b""
        return event if self._places[index] == index else replaced(event, {"index": str(self._places[index])})

    def _ended(self, event: bytes, said: Mapping[str, Any]) -> bytes:
        """The end is held back where something was hidden: what comes after it depends on that."""
        self._stop = said.get("delta", {}).get("stop_reason") or self._stop
        if self._legs == 1 and len(self._places) == len(self._blocks):
            return event
        self._end.append(event)
        return b""

    def _closing(self, event: bytes) -> bytes:
        calls = any(self._blocks[index].get("type") == "tool_use" for index in self._places)
        return replaced(event, _summed("delta.", self._said + self.usage.output, ended=self.waits() and not calls))


class Whole(Document):
    """One JSON document."""

    def __init__(self, hide: str) -> None:
        super().__init__(hide, told)

    def parts(self) -> list[Part]:
        return [_part(block.value(), self.hide, block.raw.decode()) for block in self.top()["content"].items()]

    def stopped(self) -> bool:
        return word(self.top(), "stop_reason") == "tool_use"

    def values(self, legs: Sequence[Sequence[Part]], *, ended: bool) -> dict[str, str]:
        content = ",".join(part.raw for leg in legs for part in leg)
        return {"content": f"[{content}]"} | _summed("", self.said + self.usage.output, ended=ended)


def text_of(block: Mapping[str, Any]) -> str:
    """The text of a block that is one."""
    return str(block.get("text") or "") if block.get("type") == "text" else ""


def mark(block: Mapping[str, Any]) -> str:
    """What a block is known by that is no text."""
    kind = str(block.get("type"))
    return "" if kind == "text" else f"{kind}:{block.get(_KNOWN_BY.get(kind, 'id')) or ''}"


def _is_ours(block: Mapping[str, Any], hide: str) -> bool:
    return block.get("type") == "tool_use" and block.get("name") == hide


def _part(block: Mapping[str, Any], hide: str, raw: str = "") -> Part:
    if _is_ours(block, hide):
        return Part(raw or dump(block), "", mark(block), "ours", str(block["id"]), block["input"])
    kind: Literal["call", "said"] = "call" if block.get("type") == "tool_use" else "said"
    return Part(raw or dump(block), text_of(block), mark(block), kind)


def _grown(block: Mapping[str, Any], growth: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """A block with all that came of it."""
    whole = dict(block)
    for delta in growth:
        if cited := delta.get("citation"):
            whole["citations"] = [*(whole.get("citations") or ()), cited]
    for kind, key in _GROWING.items():
        if pieces := [delta[key] for delta in growth if delta.get("type") == kind]:
            whole[key] = "".join([whole.get(key) or "", *pieces])
    if typed := "".join(delta.get("partial_json") or "" for delta in growth):
        whole["input"] = arguments(typed)
    return whole


def _summed(where: str, said: int, *, ended: bool) -> dict[str, str]:
    """What the end of an answer says; one that had only calls of ours left has come to its end."""
    stops = {f"{where}stop_reason": '"end_turn"'} if ended else {}
    return {"usage.output_tokens": str(said)} | stops
