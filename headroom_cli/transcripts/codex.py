"""Codex: `sessions/Y/M/D/rollout-….jsonl` below its home, and the same in `archived_sessions`.

Law: a file's first record is its session's, and says in which folder it was started.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from headroom_cli.transcripts import Transcript, Turn
from headroom_cli.transcripts._codex import turns
from headroom_cli.transcripts._lines import LONGEST
from headroom_cli.transcripts.finding import Wanted, listing, opened

_FOLDERS = ("sessions", "archived_sessions")


class Codex:
    """Codex's histories; CODEX_HOME names another home than ~/.codex."""

    instructions = "AGENTS.md"
    tools = True

    def find(self, wanted: Wanted) -> Iterator[Transcript]:
        chosen = wanted.environment.get("CODEX_HOME", "")
        base = Path(chosen).expanduser() if chosen else wanted.home / ".codex"
        paths = (path for folder in _FOLDERS for path in listing(base / folder, "**/rollout-*.jsonl"))
        yield from opened(paths, _transcript, wanted)

    def at(self, path: Path) -> Iterator[Transcript]:
        found = _transcript(path) if path.suffix == ".jsonl" else None
        yield from (found,) if found else ()

    def read(self, transcript: Transcript, skipped: Counter[str]) -> Iterator[Turn]:
        return turns.read(transcript, skipped)

    def asides(self, transcript: Transcript, skipped: Counter[str]) -> Iterator[list[Turn]]:
        del transcript, skipped
        return iter(())


def _transcript(path: Path) -> Transcript | None:
    meta, stat = _meta(path), path.stat()
    own, session = (str(meta.get(name) or "") for name in ("id", "session_id"))
    if not meta:
        return None
    return Transcript(
        agent="codex",
        path=path,
        span=(0, stat.st_size),
        changed=stat.st_mtime,
        session=session or own or path.stem,
        folder=str(meta.get("cwd") or ""),
        subagent=own if _is_subagent(meta) else "",
    )


def _is_subagent(meta: Mapping[str, Any]) -> bool:
    source = meta.get("source")
    return meta.get("thread_source") == "subagent" or (isinstance(source, dict) and "subagent" in source)


def _meta(path: Path) -> Mapping[str, Any]:
    """What the first record says of the session; nothing of a file that is none of Codex's."""
    with path.open("rb") as file:
        line = file.readline(LONGEST)
    try:
        record = json.loads(line)
    except (ValueError, RecursionError):
        return {}
    payload = record.get("payload") if isinstance(record, dict) and record.get("type") == "session_meta" else None
    return payload if isinstance(payload, dict) else {}


PLUGIN = Codex()
