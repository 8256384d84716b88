"""What the model tells in an answer of Chat Completions, leg after leg.

Law: the texts of all legs are one, with a blank line between those that would else run together, and the
agent's own calls are numbered as if there were no others. A later leg has the id of the first.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from headroom_cli.dialects import sse
from headroom_cli.dialects._openai.legs import summed
from headroom_cli.dialects.document import Document
from headroom_cli.dialects.joining import begun, joined
from headroom_cli.dialects.reading import Told
from headroom_cli.dialects.retrieving import Part, arguments
from headroom_cli.dialects.spans import dump, replaced, value
from headroom_cli.model import Usage

_CUT = frozenset({"", "length", "content_filter"})
_DONE = b"[DONE]"


class Streamed:
    """Server-sent events."""

    ping = b": the answer goes on\n\n"

    def __init__(self, hide: str, told: Told) -> None:
        self.usage = Usage()
        self.error = ""
        self.name = ""
        self._hide = hide
        self._told = told
        self._id = ""
        self._text = ""  # of the legs before
        self._legs = self._said = 0
        self.next()

    def next(self) -> None:
        self._text = joined([self._text, str(self._message.get("content") or "")]) if self._legs else ""
        self._legs += 1
        self._said += self.usage.output
        self.usage = Usage()
        self._message: dict[str, Any] = {}
        self._places: dict[int, int] = {}  # of the calls that the agent sees, as it has them
        self._end: list[bytes] = []
        self._stop = ""

    def take(self, event: bytes) -> bytes:
        data = sse.data(event)
        if not data or data == _DONE:
            return self._ended(event) if data else event
        chunk = json.loads(data)
        self.usage, error = self._told(self.usage, chunk)
        self.error = error or self.error
        self._id = self._id or dump(chunk.get("id"))
        if not chunk.get("choices"):
            return self._ended(event) if chunk.get("usage") else event
        return self._chosen(event, *chunk["choices"])

    def parts(self) -> list[Part]:
        return parts(self._message, self._hide)

    def waits(self) -> bool:
        return self._stop not in _CUT

    def held(self) -> bytes:
        return b"".join(self._end)

    def end(self) -> bytes:
        return b"".join(self._closing(event) for event in self._end)

    def failure(self, error: bytes) -> bytes:
        return f"data: {dump(value(error))}\n\n".encode()

    def _chosen(self, event: bytes, choice: Mapping[str, Any]) -> bytes:
        delta = choice.get("delta") or {}
        first = not self._message.get("content")
        _grow(self._message, delta)
        shown = self._shown(delta, first=first)
        self._stop = choice.get("finish_reason") or ""
        if self._stop and self._hides():
            self._end.append(_with(event, {**choice, "delta": {}}) if delta else event)
            choice = {**choice, "finish_reason": None}
            return self._under_id(_with(event, {**choice, "delta": shown})) if _says(shown) else b""
        if shown == delta:
            return self._under_id(event)
        return self._under_id(_with(event, {**choice, "delta": shown})) if _says(shown) or self._stop else b""

    def _shown(self, delta: Mapping[str, Any], *, first: bool) -> dict[str, Any]:
        """What the agent sees of a piece: no calls of ours, and who speaks only once."""
        shown = dict(delta)
        if "tool_calls" in delta:
            shown["tool_calls"] = [seen for piece in delta["tool_calls"] or () if (seen := self._call(piece))]
        if self._legs > 1:
            shown.pop("role", None)
        if first and delta.get("content"):
            shown["content"] = begun(self._text, delta["content"])
        return shown

    def _call(self, piece: Mapping[str, Any]) -> dict[str, Any] | None:
        index = piece.get("index", 0)
        if _name(self._message["tool_calls"][index]) == self._hide:
            return None
        return {**piece, "index": self._places.setdefault(index, len(self._places))}

    def _hides(self) -> bool:
        return self._legs > 1 or len(self._places) < len(self._message.get("tool_calls") or ())

    def _under_id(self, event: bytes) -> bytes:
        return replaced(event, {"id": self._id}) if self._legs > 1 else event

    def _ended(self, event: bytes) -> bytes:
        """The end is held back where something was hidden: what comes after it depends on that."""
        if not self._hides():
            return event
        self._end.append(event)
        return b""

    def _closing(self, event: bytes) -> bytes:
        if b"{" not in event:
            return event
        data = json.loads(sse.data(event))
        figures = summed(data.get("usage"), "completion", self._said)
        if data.get("choices") and self._stop == "tool_calls" and not self._places:
            figures["choices"] = dump([{**choice, "finish_reason": "stop"} for choice in data["choices"]])
        return self._under_id(replaced(event, figures))


class Whole(Document):
    """One JSON document."""

    def parts(self) -> list[Part]:
        return parts(self._choice()["message"], self.hide)

    def stopped(self) -> bool:
        return str(self._choice().get("finish_reason") or "") not in _CUT

    def values(self, legs: Sequence[Sequence[Part]], *, ended: bool) -> dict[str, str]:
        choice = self._choice()
        text = joined("".join(part.text for part in leg) for leg in legs)
        calls = {"tool_calls": [json.loads(part.raw) for leg in legs for part in leg if part.kind == "call"]}
        message = {key: said for key, said in choice["message"].items() if key != "tool_calls"}
        choice["message"] = message | {"content": text or None} | (calls if calls["tool_calls"] else {})
        if ended and choice.get("finish_reason") == "tool_calls":
            choice["finish_reason"] = "stop"
        return {"choices": dump([choice])} | summed(self.document().get("usage"), "completion", self.said)

    def _choice(self) -> dict[str, Any]:
        (choice,) = self.document()["choices"]
        return dict(choice)


def parts(message: Mapping[str, Any], hide: str) -> list[Part]:
    """What a message says: all but its calls as one, then each call."""
    rest = {key: said for key, said in message.items() if key not in {"tool_calls", "role"} and said is not None}
    text = text_of(message.get("content"))
    spoken = Part(dump({"role": "assistant", "content": text or None} | rest), text)
    return [spoken, *(_part(call, hide) for call in message.get("tool_calls") or ())]


def text_of(content: Any) -> str:
    """The text of a message, in one piece or in several."""
    if isinstance(content, list):
        return "".join(str(part.get("text") or "") for part in content if isinstance(part, dict))
    return content if isinstance(content, str) else ""


def _part(call: Mapping[str, Any], hide: str) -> Part:
    raw = dump({key: said for key, said in call.items() if key != "index"})
    if _name(call) != hide:
        return Part(raw, "", str(call.get("id")), "call")
    return Part(raw, "", str(call.get("id")), "ours", str(call["id"]), arguments(call["function"].get("arguments")))


def _name(call: Mapping[str, Any]) -> str:
    return str((call.get("function") or {}).get("name"))


def _grow(whole: dict[str, Any], delta: Mapping[str, Any]) -> None:
    """Add a piece to what came before: texts grow longer, lists by the index of their items."""
    for key, said in delta.items():
        known = whole.get(key)
        if isinstance(said, list):
            items = whole.setdefault(key, []) if known is None else known
            for item in said:
                _grow_item(items, item)
        elif isinstance(said, dict) and isinstance(known, dict):
            _grow(known, said)
        elif isinstance(said, str) and isinstance(known, str) and key not in {"id", "type", "role", "name"}:
            whole[key] = known + said
        elif said is not None:
            whole[key] = dict(said) if isinstance(said, dict) else said


def _grow_item(items: list[Any], item: Any) -> None:
    index = item.get("index") if isinstance(item, dict) else None
    if isinstance(index, int) and index < len(items):
        _grow(items[index], item)
    else:
        items.append(json.loads(json.dumps(item)))


def _says(delta: Mapping[str, Any]) -> bool:
    return any(said for key, said in delta.items() if key != "role")


def _with(event: bytes, choice: Mapping[str, Any]) -> bytes:
    return replaced(event, {"choices": dump([choice])})
