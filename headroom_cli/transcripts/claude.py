"""Claude Code: `projects/<folder>/<session>.jsonl` below its home, a sub-agent's conversation beside its session.

Law: the folder's name is only a hint at the folder that a session was started in, the file says it for certain.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from headroom_cli.transcripts import Transcript, Turn
from headroom_cli.transcripts._claude import turns
from headroom_cli.transcripts.finding import Wanted, listing, opened

_CWD = re.compile(rb'"cwd":\s*("(?:[^"\\]|\\.)*")')
_SESSION = re.compile(rb'"sessionId":\s*("(?:[^"\\]|\\.)*")')
_PATTERNS = ("*/*.jsonl", "*/*/subagents/*.jsonl")
_BEGINNINGS = (2**14, 2**18)
_NO_NAME = re.compile(r"[^A-Za-z0-9]")
_CERTAIN = 100  # characters of a folder's name that are never shortened


class Claude:
    """Claude Code's histories; CLAUDE_CONFIG_DIR names another home than ~/.claude."""

    instructions = "CLAUDE.md"
    tools = True

    def find(self, wanted: Wanted) -> Iterator[Transcript]:
        chosen = wanted.environment.get("CLAUDE_CONFIG_DIR", "")
        projects = (Path(chosen).expanduser() if chosen else wanted.home / ".claude") / "projects"
        name = _NO_NAME.sub("-", str(wanted.project or ""))[:_CERTAIN]
        found = (path for pattern in _PATTERNS for path in listing(projects, f"{name}{pattern}"))
        yield from opened(found, _transcript, wanted)

    def at(self, path: Path) -> Iterator[Transcript]:
        if path.suffix == ".jsonl" and _SESSION.search(_beginning(path)):
            yield _transcript(path)

    def read(self, transcript: Transcript, skipped: Counter[str]) -> Iterator[Turn]:
        return turns.read(transcript, skipped)

    def asides(self, transcript: Transcript, skipped: Counter[str]) -> Iterator[list[Turn]]:
        return turns.asides(transcript, skipped)


def _transcript(path: Path) -> Transcript:
    beginning, stat = _beginning(path), path.stat()
    aside = path.stem.startswith("agent-")
    return Transcript(
        agent="claude",
        path=path,
        span=(0, stat.st_size),
        changed=stat.st_mtime,
        session=(_said(_SESSION, beginning) if aside else "") or path.stem,
        folder=_said(_CWD, beginning),
        subagent=path.stem if aside else "",
    )


def _beginning(path: Path) -> bytes:
    """The beginning of a file, up to where it says its folder."""
    text = b""
    with path.open("rb") as file:
        for size in _BEGINNINGS:
            text += file.read(size)
            if _CWD.search(text):
                break
    return text


def _said(field: re.Pattern[bytes], text: bytes) -> str:
    found = field.search(text)
    try:
        return str(json.loads(found[1])) if found else ""
    except ValueError:
        return ""


PLUGIN = Claude()
