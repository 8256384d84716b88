"""What the model tells in an answer of the Responses API, leg after leg.

Law: the items of all legs are those of one response, in turn, and so are the numbers of its events. Its end
has the last leg's id, since it is that one from which the provider can go on.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from headroom_cli.dialects import sse
from headroom_cli.dialects._openai.legs import summed
from headroom_cli.dialects.document import Document
from headroom_cli.dialects.node import root
from headroom_cli.dialects.reading import Told
from headroom_cli.dialects.retrieving import Part, arguments
from headroom_cli.dialects.spans import dump, replaced, value
from headroom_cli.model import Usage

_BEGINNING = frozenset({"response.created", "response.queued", "response.in_progress"})
_ENDING = frozenset({"response.completed", "response.incomplete", "response.failed"})


class Streamed:
    """Server-sent events."""

    ping = b": the answer goes on\n\n"

    def __init__(self, hide: str, told: Told) -> None:
        self.usage = Usage()
        self.error = ""
        self.name = ""
        self._hide = hide
        self._told = told
        self._number: int | None = None  # of the next event
        self._items: list[str] = []  # that the agent sees
        self._legs = self._said = self._shown = 0
        self.next()

    def next(self) -> None:
        self._legs += 1
        self._said += self.usage.output
        self.usage = Usage()
        self._parts: dict[int, Part] = {}
        self._places: dict[int, int | None] = {}  # of the items, as the agent has them
        self._end: list[bytes] = []
        self._stop = ""

    def take(self, event: bytes) -> bytes:
        data = sse.data(event)
        said = json.loads(data) if data.startswith(b"{") else {}
        kind = said.get("type")
        self.usage, error = self._told(self.usage, said)
        self.error = error or self.error
        if kind in _BEGINNING and self._legs > 1:
            return b""
        if kind in _ENDING:
            self._stop, self.name = str(kind), said["response"].get("id") or ""
        if kind in _ENDING or data == b"[DONE]":
            return self._ended(event, said)
        return self._of_item(event, said) if "output_index" in said else self._numbered(event, said)

    def parts(self) -> list[Part]:
        return [self._parts[index] for index in sorted(self._parts)]

    def waits(self) -> bool:
        return self._stop == "response.completed"

    def held(self) -> bytes:
        return b"".join(self._end)

    def end(self) -> bytes:
        return b"".join(map(self._closing, self._end))

    def failure(self, error: bytes) -> bytes:
        told = value(error).get("error")
        said = {key: told.get(key) for key in ("code", "message", "param")} if isinstance(told, dict) else {}
        return f"event: error\ndata: {dump({'type': 'error'} | said)}\n\n".encode()

    def _of_item(self, event: bytes, said: Mapping[str, Any]) -> bytes:
        index = said["output_index"]
        if index not in self._places:
            ours = _is_ours(said["item"], self._hide)
            self._places[index] = None if ours else self._shown
            self._shown += not ours
        if said["type"] == "response.output_item.done":
            self._parts[index] = part(said["item"], self._hide, _item(event))
            self._items += [] if self._places[index] is None else [self._parts[index].raw]
        place = self._places[index]
        return b"" if place is None else self._numbered(event, said, place)

    def _numbered(self, event: bytes, said: Mapping[str, Any], place: int | None = None) -> bytes:
        """The event under the number that it has for the agent."""
        values = {} if place in {None, said.get("output_index")} else {"output_index": str(place)}
        if isinstance(number := said.get("sequence_number"), int):
            self._number = number if self._number is None else self._number
            values |= {"sequence_number": str(self._number)} if self._number != number else {}
            self._number += 1
        return replaced(event, values) if values else event

    def _ended(self, event: bytes, said: Mapping[str, Any]) -> bytes:
        """The end is held back where something was hidden: what comes after it depends on that."""
        if self._legs == 1 and None not in self._places.values():
            return self._numbered(event, said)
        self._end.append(event)
        return b""

    def _closing(self, event: bytes) -> bytes:
        data = sse.data(event)
        if not data.startswith(b"{"):
            return event
        said = json.loads(data)
        figures = summed(said["response"].get("usage"), "output", self._said)
        values = {f"response.{path}": text for path, text in figures.items()}
        whole = replaced(event, values | {"response.output": f"[{','.join(self._items)}]"})
        return self._numbered(whole, said)


class Whole(Document):
    """One JSON document."""

    id_key = ""

    def parts(self) -> list[Part]:
        return [part(item.value(), self.hide, item.raw.decode()) for item in self.top()["output"].items()]

    def stopped(self) -> bool:
        self.name = self.document().get("id") or ""
        return bool(self.document().get("status", "completed") == "completed")

    def values(self, legs: Sequence[Sequence[Part]], *, ended: bool) -> dict[str, str]:
        del ended  # it is not said for what it stopped
        output = ",".join(part.raw for leg in legs for part in leg)
        return {"output": f"[{output}]"} | summed(self.document().get("usage"), "output", self.said)


def part(item: Mapping[str, Any], hide: str, raw: str) -> Part:
    """An item of what the model said."""
    if _is_ours(item, hide):
        return Part(raw, "", mark(item), "ours", str(item["call_id"]), arguments(item.get("arguments")))
    return Part(raw, "".join(texts_of(item)), mark(item), "call" if "call_id" in item else "said")


def texts_of(item: Mapping[str, Any]) -> list[str]:
    """The texts of an item that is a message."""
    content = item.get("content") if item.get("type", "message") == "message" else ()
    if isinstance(content, str):
        return [content]
    return [part["text"] for part in content or () if isinstance(part, dict) and isinstance(part.get("text"), str)]


def mark(item: Mapping[str, Any]) -> str:
    """What an item is known by that is no message; some agents leave its id out."""
    kind = str(item.get("type") or "message")
    if kind == "message":
        return ""
    known = (item.get(key) for key in ("call_id", "encrypted_content", "id"))
    return f"{kind}:{next((said for said in known if said), '')}"


def _is_ours(item: Mapping[str, Any], hide: str) -> bool:
    return item.get("type") == "function_call" and item.get("name") == hide and not item.get("namespace")


def _item(event: bytes) -> str:
    """An item in the bytes in which its event has it."""
    return root(event[event.index(b"{") :]).fields()["item"].raw.decode()
