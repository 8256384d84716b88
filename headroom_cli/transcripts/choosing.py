"""Choosing transcripts: those of one agent, and those in files and folders that a person names.

Law: a file is whosesoever its beginning says, wherever it lies; what is nobody's is passed over.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path

from headroom_cli.errors import ConfigError
from headroom_cli.registry import nearest
from headroom_cli.transcripts import Transcript
from headroom_cli.transcripts.finding import History, Wanted, within


def only(histories: Mapping[str, History], agent: str | None) -> Mapping[str, History]:
    """The histories of one agent, or of all; ConfigError names the nearest when there is no such agent."""
    if agent is None:
        return histories
    if agent not in histories:
        raise ConfigError(f"no agent named {agent!r} leaves histories", nearest(agent, tuple(histories)))
    return {agent: histories[agent]}


def below(paths: Iterable[Path], histories: Mapping[str, History], wanted: Wanted) -> list[Transcript]:
    """All that is wanted at or below the paths, the last written one first; ConfigError when one is not there."""
    found = [t for path in dict.fromkeys(_files(paths)) for t in _at(path, histories)]
    found = [t for t in found if t.changed >= wanted.since and within(t.folder, wanted.project)]
    return sorted(found, key=lambda t: (-t.changed, t.path, t.span))


def _files(paths: Iterable[Path]) -> Iterator[Path]:
    for path in paths:
        if not path.exists():
            raise ConfigError(f"{path} does not exist", "Name an agent's history, or a folder that holds some.")
        inside = sorted(path.rglob("*")) if path.is_dir() else [path]
        yield from (one.resolve() for one in inside if one.is_file())


def _at(path: Path, histories: Mapping[str, History]) -> list[Transcript]:
    with suppress(OSError):
        for history in histories.values():
            if found := list(history.at(path)):
                return found
    return []
