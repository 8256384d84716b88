"""Where Aider's histories of a project are, by its own settings, and where in them each session is.

Law: the environment beats the settings files, of which the project's beats the home's. A session lasts until
the next one starts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from headroom_cli.transcripts import Transcript
from headroom_cli.transcripts._lines import LONGEST

_CHAT, _SENT = "chat-history-file", "llm-history-file"
_DEFAULTS = {_CHAT: ".aider.chat.history.md", _SENT: ""}
_IN_YAML = re.compile(r"^(chat-history-file|llm-history-file):[ \t]*(.+?)[ \t]*(?:#.*)?$", re.MULTILINE)
_IN_DOTENV = re.compile(r"^\s*(?:export\s+)?(AIDER_(?:CHAT|LLM)_HISTORY_FILE)\s*=\s*(.+?)\s*$", re.MULTILINE)
_STARTED = re.compile(rb"# aider chat started at (.+?)\s*$")
_REQUEST = re.compile(rb"TO LLM (\S+)\s*$")


@dataclass(frozen=True, slots=True)
class Files:
    """The chat, and what was sent and answered; None where it is not kept."""

    chat: Path
    sent: Path | None


def files(home: Path, environment: Mapping[str, str], project: Path) -> Files:
    """The files in which Aider keeps the histories of `project`."""
    chosen = dict(_DEFAULTS)
    for folder in (home, project):
        chosen |= _in_yaml(folder / ".aider.conf.yml")
    chosen |= _in_environment(_dotenv(home / ".env") | _dotenv(project / ".env") | dict(environment))
    chat, sent = (chosen[name] for name in (_CHAT, _SENT))
    return Files(project / Path(chat).expanduser(), project / Path(sent).expanduser() if sent else None)


def sessions(files: Files, project: Path) -> Iterator[Transcript]:
    """A transcript for each session, the first one first."""
    chats = _marks(files.chat, _STARTED)
    sent = files.sent or files.chat
    requests = _marks(files.sent, _REQUEST) if files.sent else []
    if requests and not chats:
        chats = [(requests[0][0], 0)]
    ends = [*chats[1:], (float("inf"), _size(files.chat))]
    for (start, place), (end, end_place) in zip(chats, ends, strict=False):
        inside = [place for at, place in requests if start <= at < end]
        if inside:
            after = [place for at, place in requests if at >= end]
            yield _transcript(sent, (inside[0], min(after, default=_size(sent))), (start, end), project)
        else:
            yield _transcript(files.chat, (place, end_place), (start, end), project)


def local_seconds(stamp: str) -> float:
    """A time without a zone, which is the one of this machine, as Unix seconds; 0 when it is none."""
    try:
        return datetime.fromisoformat(stamp).timestamp()
    except ValueError:
        return 0.0


def _transcript(path: Path, span: tuple[int, int], times: tuple[float, float], project: Path) -> Transcript:
    return Transcript(
        agent="aider",
        path=path,
        span=span,
        changed=min(times[1], path.stat().st_mtime),
        session=f"{path}:{times[0]:.0f}",
        folder=str(project),
    )


def _marks(path: Path, form: re.Pattern[bytes]) -> list[tuple[float, int]]:
    """When and at which byte each line of that form stands."""
    found, place = [], 0
    try:
        with path.open("rb") as file:
            while line := file.readline(LONGEST):
                if mark := form.match(line):
                    found.append((local_seconds(mark[1].decode("utf-8", "replace")), place))
                place += len(line)
    except OSError:
        return []
    return found


def _size(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0


def _in_yaml(path: Path) -> dict[str, str]:
    """The two settings, where a settings file has them as plain lines."""
    lines = _IN_YAML.findall(_text(path))
    return {name: value.strip("\"'") for name, value in lines}


def _in_environment(environment: Mapping[str, str]) -> dict[str, str]:
    named = {name: f"AIDER_{name.upper().replace('-', '_')}" for name in _DEFAULTS}
    return {name: environment[variable] for name, variable in named.items() if environment.get(variable)}


def _dotenv(path: Path) -> dict[str, str]:
    lines = re.findall(
        r"^\s*(?:export\s+)?(AIDER_(?:CHAT|LLM)_HISTORY_FILE)\s*=\s*(.+?)\s*$", _text(path), re.MULTILINE
    )
    return {name: value.strip("\"'") for name, value in lines}


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8", "replace")
    except OSError:
        return ""
