"""What the model tells in an answer of the Gemini API, leg after leg.

Law: the texts of all legs are one, as in Chat Completions; thoughts do not go back. The events of a later leg
have the first one's id and count what all have said. A call has no id that agents keep: it is known by what
it asks.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from headroom_cli.dialects import sse
from headroom_cli.dialects.document import Document
from headroom_cli.dialects.joining import begun, joined
from headroom_cli.dialects.reading import Told
from headroom_cli.dialects.retrieving import Part
from headroom_cli.dialects.spans import dump, replaced, value
from headroom_cli.model import Usage


class Streamed:
    """Server-sent events."""

    ping = b"\r\n"  # Google's clients take nothing else between events

    def __init__(self, hide: str, told: Told) -> None:
        self.usage = Usage()
        self.error = ""
        self.name = ""
        self._hide = hide
        self._told = told
        self._id = ""
        self._text = ""  # of the legs before
        self._legs = self._said = 0
        self._own: list[dict[str, Any]] = []  # this leg's parts, ours too
        self.next()

    def next(self) -> None:
        self._text = joined([self._text, text_of(self._own)])
        self._legs += 1
        self._said += self.usage.output
        self.usage = Usage()
        self._own = []
        self._end = b""
        self._stop = ""

    def take(self, event: bytes) -> bytes:
        data = sse.data(event)
        said = json.loads(data) if data else {}
        self.usage, error = self._told(self.usage, said)
        self.error = error or self.error
        if "candidates" not in said:
            return event
        self._id = self._id or dump(said.get("responseId"))
        return self._chosen(event, said, *said["candidates"])

    def parts(self) -> list[Part]:
        return parts(self._own, self._hide)

    def waits(self) -> bool:
        return self._stop == "STOP"

    def held(self) -> bytes:
        return self._end

    def end(self) -> bytes:
        return self._end

    def failure(self, error: bytes) -> bytes:
        return f"data: {dump(value(error))}\r\n\r\n".encode()

    def _chosen(self, event: bytes, said: Mapping[str, Any], candidate: Mapping[str, Any]) -> bytes:
        told = (candidate.get("content") or {}).get("parts") or []
        silent = not text_of(self._own)
        self._own += told
        self._stop = candidate.get("finishReason") or self._stop
        shown = [part for part in told if _name(part) != self._hide]
        if silent and self._legs > 1:
            shown = _apart(self._text, shown)
        values = self._as_one(said.get("usageMetadata"))
        if shown != told:
            values["candidates"] = dump([{**candidate, "content": {"role": "model", "parts": shown}}])
        whole = replaced(event, values) if values else event
        if not candidate.get("finishReason") or not self._hides():
            return whole if shown or candidate.get("finishReason") or not told else b""
        return self._ended(whole, candidate, shown)

    def _ended(self, event: bytes, candidate: Mapping[str, Any], shown: Sequence[Mapping[str, Any]]) -> bytes:
        """The end is held back where something was hidden; what it says beside goes on."""
        last = {**candidate, "content": {"role": "model", "parts": []}}
        self._end = replaced(event, {"candidates": dump([last])})
        going = {key: told for key, told in candidate.items() if key != "finishReason"}
        going["content"] = {"role": "model", "parts": shown}
        return replaced(event, {"candidates": dump([going])}) if shown else b""

    def _hides(self) -> bool:
        return self._legs > 1 or any(_name(part) == self._hide for part in self._own)

    def _as_one(self, usage: Any) -> dict[str, str]:
        """What an event of a later leg says of the whole answer."""
        return {"responseId": self._id} | summed(usage, self._said) if self._legs > 1 else {}


class Whole(Document):
    """One JSON document."""

    id_key = "responseId"

    def parts(self) -> list[Part]:
        return parts(self._candidate()["content"]["parts"], self.hide)

    def stopped(self) -> bool:
        return bool(self._candidate().get("finishReason") == "STOP")

    def values(self, legs: Sequence[Sequence[Part]], *, ended: bool) -> dict[str, str]:
        del ended  # it is not said for what it stopped
        told: list[dict[str, Any]] = []
        text = ""
        for leg in legs:
            told += _apart(text, [json.loads(part.raw) for part in leg])
            text = joined([text, "".join(part.text for part in leg)])
        candidate = self._candidate() | {"content": {"role": "model", "parts": told}}
        return {"candidates": dump([candidate])} | summed(self.document().get("usageMetadata"), self.said)

    def _candidate(self) -> dict[str, Any]:
        (candidate,) = self.document()["candidates"]
        return dict(candidate)


def parts(told: Sequence[Mapping[str, Any]], hide: str) -> list[Part]:
    """What a leg said."""
    return [_part(part, number, hide) for number, part in enumerate(_whole(told))]


def text_of(told: Iterable[Mapping[str, Any]]) -> str:
    """The text of parts, without thoughts."""
    return "".join(str(part["text"]) for part in told if is_text(part))


def is_text(part: Mapping[str, Any]) -> bool:
    """Whether a part is text that is meant to be read."""
    return "text" in part and not part.get("thought")


def mark(call: Mapping[str, Any]) -> str:
    """What a call is known by."""
    return f"{call.get('name')}:{json.dumps(call.get('args') or {}, sort_keys=True)}"


def summed(usage: Any, said: int) -> dict[str, str]:
    """The figures of the last leg, with what the legs before it said."""
    if not isinstance(usage, dict):
        return {}
    figures = {key: usage.get(key, 0) + said for key in ("candidatesTokenCount", "totalTokenCount")}
    return {f"usageMetadata.{key}": str(figure) for key, figure in figures.items()}


def _part(part: Mapping[str, Any], number: int, hide: str) -> Part:
    call = part.get("functionCall")
    if not isinstance(call, dict):
        return Part(dump(part), text_of([part]))
    if call.get("name") != hide:
        return Part(dump(part), "", mark(call), "call")
    return Part(dump(part), "", mark(call), "ours", str(call.get("id") or f"#{number}"), call.get("args") or {})


def _name(part: Mapping[str, Any]) -> str:
    return str((part.get("functionCall") or {}).get("name"))


def _whole(told: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The parts with those put together that are only pieces of one text; the provider takes no empty ones."""
    whole: list[dict[str, Any]] = []
    for part in (part for part in told if part != {"text": ""}):
        pieces = bool(whole) and part.keys() <= {"text", "thought"} and part.keys() == whole[-1].keys()
        if pieces and "text" in part:
            whole[-1]["text"] += part["text"]
        else:
            whole.append(dict(part))
    return whole


def _apart(before: str, told: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The parts of a leg as they stand behind what was said before it."""
    found = [dict(part) for part in told]
    first = next((part for part in found if is_text(part) and part["text"]), None)
    if first:
        first["text"] = begun(before, first["text"])
    return found
