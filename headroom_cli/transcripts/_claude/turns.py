"""The records of a Claude Code session as turns.

Law: a kind of record that is known to say nothing of the conversation is passed over; one that is not known
is counted. A file holds one line for each block of a reply, each with the usage of the whole.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from headroom_cli.model import Usage
from headroom_cli.transcripts import Mark, Prompt, Reply, Result, Transcript, Turn
from headroom_cli.transcripts._claude import said
from headroom_cli.transcripts._claude.tools import call
from headroom_cli.transcripts._lines import FOREIGN, joined, number, objects, records, seconds, texts
from headroom_cli.transcripts._telling import Telling

_SILENT = {
    "agent-color", "agent-name", "agent-setting", "ai-title", "atis-latch", "attribution-snapshot", "cost-state",
    "custom-title", "file-history-snapshot", "last-prompt", "marble-origami-commit", "mode", "permission-mode",
    "pr-link", "progress", "queue-operation", "summary", "tag", "task-summary", "tools-used", "worktree-state",
    "api-request", "api-request-blob", "api-request-shape",
}  # fmt: skip
_DULL = re.compile(rb'\{"type":\s*"(?:api-request[a-z-]*|file-history-snapshot|progress|queue-operation)"').match
_SYNTHETIC = "<synthetic>"
_INSIDE = "side conversation inside another"


def read(transcript: Transcript, skipped: Counter[str]) -> Iterator[Turn]:
    """The turns of one session, or of one sub-agent."""
    return _told(_own(transcript, skipped), skipped)


def _own(transcript: Transcript, skipped: Counter[str]) -> Iterator[dict[str, Any]]:
    for record in records(transcript, skipped, _DULL):
        if record.get("isSidechain") and not transcript.subagent:
            skipped[_INSIDE] += 1
        else:
            yield record


def asides(transcript: Transcript, skipped: Counter[str]) -> Iterator[list[Turn]]:
    """The conversations of sub-agents inside a session, as older versions wrote them; each hangs on its own root."""
    if transcript.subagent or not skipped.pop(_INSIDE, 0):
        return
    roots: dict[str, str] = {}
    found: dict[str, list[dict[str, Any]]] = {}
    for record in records(transcript, Counter(), _DULL):
        if record.get("isSidechain"):
            root = roots.get(str(record.get("parentUuid"))) or str(record.get("uuid"))
            roots[str(record.get("uuid"))] = root
            found.setdefault(root, []).append(record)
    for same in found.values():
        yield list(_told(same, skipped))


def _told(found: Iterable[dict[str, Any]], skipped: Counter[str]) -> Iterator[Turn]:
    telling = Telling()
    for record in found:
        for turn in _turns(record, skipped):
            yield from telling.piece(turn) if isinstance(turn, Reply) else telling.turn(turn)
    yield from telling.rest()


def _turns(record: dict[str, Any], skipped: Counter[str]) -> Iterator[Turn]:
    kind, message = record.get("type"), record.get("message")
    if kind == "assistant" and isinstance(message, dict):
        yield _reply(record, message)
    elif kind == "user" and isinstance(message, dict):
        yield from _from_user(record, message)
    elif kind == "attachment":
        yield from _reminder(record)
    elif kind == "system":
        yield from _mark(record)
    elif kind not in _SILENT:
        skipped[FOREIGN] += 1


def _reply(record: dict[str, Any], message: dict[str, Any]) -> Reply:
    blocks = objects(message.get("content"))
    folder = str(record.get("cwd") or "")
    return Reply(
        id=str(message.get("id") or record.get("uuid") or ""),
        at=seconds(record.get("timestamp")),
        model="" if message.get("model") == _SYNTHETIC else str(message.get("model") or ""),
        text=joined(b for b in blocks if b.get("type") == "text"),
        thinking=sum(_thought(b) for b in blocks),
        calls=tuple(call(b, folder) for b in blocks if b.get("type") == "tool_use"),
        usage=_usage(message),
    )


def _thought(block: dict[str, Any]) -> int:
    if block.get("type") not in {"thinking", "redacted_thinking"}:
        return 0
    return sum(len(str(block.get(name) or "")) for name in ("thinking", "signature", "data"))


def _usage(message: dict[str, Any]) -> Usage:
    told = message.get("usage")
    if not isinstance(told, dict) or message.get("model") == _SYNTHETIC:
        return Usage()
    by_life = told.get("cache_creation")
    long = number(by_life.get("ephemeral_1h_input_tokens")) if isinstance(by_life, dict) else 0
    return Usage(
        input=number(told.get("input_tokens")),
        output=number(told.get("output_tokens")),
        cache_read=number(told.get("cache_read_input_tokens")),
        cache_write_5m=max(0, number(told.get("cache_creation_input_tokens")) - long),
        cache_write_1h=long,
        reported=True,
    )


def _from_user(record: dict[str, Any], message: dict[str, Any]) -> Iterator[Turn]:
    at = seconds(record.get("timestamp"))
    blocks = objects(message.get("content"))
    for block in blocks:
        if block.get("type") == "tool_result":
            yield (result := _result(block, at))
            if correction := said.correction(result):
                yield Prompt(text=correction, by="person", at=at)
    text = joined(b for b in blocks if b.get("type") == "text")
    if said.interrupted(text):
        yield Mark(kind="interrupted", at=at)
    elif text or (images := _images(blocks)):
        yield Prompt(text=text, by=said.speaker(record, text), at=at, images=images if not text else _images(blocks))


def _result(block: dict[str, Any], at: float) -> Result:
    parts = objects(block.get("content"))
    found = texts(parts)
    text = "\n".join(found)
    error = bool(block.get("is_error"))
    return Result(
        call=str(block.get("tool_use_id") or ""),
        text=text,
        at=at,
        error=error,
        code=said.exit_code(text) if error else None,
        refused=error and said.refused(text),
        images=_images(parts),
        parts=found if len(found) > 1 else (),
    )


def _images(blocks: list[dict[str, Any]]) -> tuple[int, ...]:
    sources = (b.get("source") for b in blocks if b.get("type") in {"image", "document"})
    return tuple(len(str(source.get("data") or "")) for source in sources if isinstance(source, dict))


def _reminder(record: dict[str, Any]) -> Iterator[Turn]:
    """What an attachment became in the request; one that was not rendered said nothing."""
    if text := joined({"text": part.get("content")} for part in objects(record.get("rendered"))):
        yield Prompt(text=text, by="harness", at=seconds(record.get("timestamp")))


def _mark(record: dict[str, Any]) -> Iterator[Turn]:
    if record.get("subtype") == "compact_boundary":
        told = record.get("compactMetadata")
        sizes = told if isinstance(told, dict) else {}
        before, after = (number(sizes.get(name)) for name in ("preTokens", "postTokens"))
        yield Mark(kind="compacted", at=seconds(record.get("timestamp")), before=before, after=after)
