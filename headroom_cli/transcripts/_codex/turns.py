"""The records of a Codex session as turns.

Law: a reply is what the model said between two requests. Its usage stands in a record of its own, after it;
in histories of older versions only in an event, after its results. A record of an event that says again
what another says is passed over; one of a kind that is not known is counted.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from headroom_cli.model import Usage
from headroom_cli.transcripts import Call, Mark, Prompt, Reply, Result, Transcript, Turn
from headroom_cli.transcripts._codex import results
from headroom_cli.transcripts._codex.said import by_whom
from headroom_cli.transcripts._codex.tools import call
from headroom_cli.transcripts._lines import FOREIGN, joined, number, objects, records, seconds, texts
from headroom_cli.transcripts._telling import Telling

_SILENT = {"session_meta", "world_state", "ghost_snapshot", "inter_agent_communication"}
_CALLS = {"function_call", "custom_tool_call", "local_shell_call", "web_search_call", "tool_search_call"}
_OUTPUTS = {"function_call_output", "custom_tool_call_output", "tool_search_output"}


def read(transcript: Transcript, skipped: Counter[str]) -> Iterator[Turn]:
    """The turns of one session, or of one sub-agent."""
    reading = _Reading(transcript.session, transcript.folder)
    for record in records(transcript, skipped):
        kind, payload = record.get("type"), record.get("payload")
        if not isinstance(payload, dict) or (told := reading.take(str(kind), payload, _at(record))) is None:
            skipped[FOREIGN] += 1
        else:
            yield from told
    yield from reading.telling.rest()


def _at(record: Mapping[str, Any]) -> float:
    return seconds(record.get("timestamp"))


class _Reading:
    """Where in the session we are: the model and the folder in force, and the reply that is being told."""

    def __init__(self, session: str, folder: str) -> None:
        self.telling = Telling()
        self._session = session
        self._folder = folder
        self._model = "unknown"
        self._count = 0
        self._open = False

    def take(self, kind: str, payload: Mapping[str, Any], at: float) -> Iterable[Turn] | None:
        """What is complete with one more record; None when its kind is not known."""
        if kind == "response_item":
            return self._item(payload, at)
        if kind == "event_msg":
            return self._event(payload, at)
        if kind == "token_usage_record":
            self._used(payload.get("usage"), str(payload.get("response_id") or ""))
        elif kind == "turn_context":
            self._model = str(payload.get("model") or self._model)
            self._folder = str(payload.get("cwd") or self._folder)
        elif kind == "compacted":
            return self.telling.turn(Mark(kind="compacted", at=at))
        elif kind not in _SILENT:
            return None
        return ()

    def _item(self, item: Mapping[str, Any], at: float) -> Iterable[Turn] | None:
        kind = item.get("type")
        if kind in _OUTPUTS:
            self._open = False
            return self.telling.turn(_result(item, at))
        if kind == "message" and item.get("role") != "assistant":
            self._open = False
            return self.telling.turn(_prompt(item, at))
        if kind in _CALLS:
            return self._piece(at, calls=(call(item, self._folder),))
        if kind == "reasoning":
            return self._piece(at, thinking=_thought(item))
        if kind == "message":
            return self._piece(at, text=joined(objects(item.get("content"))))
        return () if kind in {"additional_tools", "compaction", "compaction_trigger", "other"} else None

    def _piece(self, at: float, *, text: str = "", thinking: int = 0, calls: tuple[Call, ...] = ()) -> list[Turn]:
        if not self._open:
            self._count += 1
            self._open = True
        name = f"{self._session}#{self._count}"
        return self.telling.piece(Reply(id=name, at=at, model=self._model, text=text, thinking=thinking, calls=calls))

    def _event(self, event: Mapping[str, Any], at: float) -> Iterable[Turn]:
        if event.get("type") == "turn_aborted":
            return self.telling.turn(Mark(kind="interrupted", at=at))
        if event.get("type") == "token_count" and isinstance(info := event.get("info"), dict):
            self._used(info.get("last_token_usage"), "")
        return ()

    def _used(self, told: Any, name: str) -> None:
        """The usage of the reply that is held, unless it is known already."""
        held = self.telling.held
        if held is not None and not held.usage.reported and isinstance(told, dict):
            self.telling.held = replace(held, usage=_usage(told), id=name or held.id)
            self._open = False


def _usage(told: Mapping[str, Any]) -> Usage:
    names = ("input_tokens", "cached_input_tokens", "cache_write_input_tokens", "output_tokens")
    whole, read_again, written, output = (number(told.get(name)) for name in names)
    return Usage(
        input=max(0, whole - read_again - written),
        output=output,
        cache_read=read_again,
        cache_write_5m=written,
        reported=True,
    )


def _prompt(item: Mapping[str, Any], at: float) -> Prompt:
    parts = objects(item.get("content"))
    text = joined(parts)
    return Prompt(text=text, by=by_whom(item, text), at=at, images=results.images(parts))


def _result(item: Mapping[str, Any], at: float) -> Result:
    parts = objects(item.get("output"))
    found = texts(parts)
    text = "\n".join(found)
    code = results.exit_code(text)
    return Result(
        call=str(item.get("call_id") or ""),
        text=text,
        at=at,
        error=bool(code) or results.failed(text),
        code=code,
        refused=results.refused(text),
        images=results.images(parts),
        parts=found if len(found) > 1 else (),
    )


def _thought(item: Mapping[str, Any]) -> int:
    return len(str(item.get("encrypted_content") or "")) + len(joined(objects(item.get("summary"))))
