"""Histories with a JSON object a line: the objects of a span of a file, and what is often in them.

Law: a line longer than `LONGEST` is never held; a last line that is still being written is no broken line.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from typing import Any, BinaryIO

from headroom_cli.transcripts import Transcript

LONGEST = 32 * 2**20
BROKEN, FOREIGN, TOO_LONG = "broken line", "unknown record", "line too long"


def records(
    transcript: Transcript, skipped: Counter[str], dull: Callable[[bytes], object] = lambda _: None
) -> Iterator[dict[str, Any]]:
    """The objects of a transcript, one a line; a line that is `dull` is not even read as JSON."""
    with transcript.path.open("rb") as file:
        for line in _lines(file, transcript.span, skipped):
            if line.isspace() or dull(line):
                continue
            if (record := _parsed(line)) is not None:
                yield record
            elif line.endswith(b"\n"):
                skipped[BROKEN] += 1


def seconds(stamp: Any) -> float:
    """An ISO time as Unix seconds, 0 when it is none."""
    try:
        at = datetime.fromisoformat(stamp)
    except (TypeError, ValueError):
        return 0.0
    return (at if at.tzinfo else at.replace(tzinfo=UTC)).timestamp()


def objects(content: Any) -> list[dict[str, Any]]:
    """The objects in a message's content; a plain string is one of type `text`."""
    if isinstance(content, str):
        return [{"type": "text", "text": content}]
    return [item for item in content if isinstance(item, dict)] if isinstance(content, list) else []


def texts(parts: Iterable[dict[str, Any]]) -> tuple[str, ...]:
    """The texts in objects that have one."""
    return tuple(text for part in parts if isinstance(text := part.get("text"), str))


def joined(parts: Iterable[dict[str, Any]]) -> str:
    """All text in objects that have one."""
    return "\n".join(texts(parts))


def number(value: Any) -> int:
    """A count of something, 0 when it is none."""
    return value if isinstance(value, int) else 0


def _lines(file: BinaryIO, span: tuple[int, int], skipped: Counter[str]) -> Iterator[bytes]:
    file.seek(span[0])
    left, within = span[1] - span[0], False
    while left > 0 and (line := file.readline(min(LONGEST, left))):
        left -= len(line)
        whole = line.endswith(b"\n") or left <= 0
        if whole and not within:
            yield line
        elif not within:
            skipped[TOO_LONG] += 1
        within = not whole


def _parsed(line: bytes) -> dict[str, Any] | None:
    try:
        found = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None
