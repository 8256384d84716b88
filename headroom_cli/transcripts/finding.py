"""Finding transcripts: of this project or of all, of some agents, since a day; the last written one first.

Law: a folder that is missing or closed to us holds no transcripts; nothing is opened but the beginnings of files.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

from headroom_cli.transcripts import Transcript, Turn


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which transcripts: of sessions in `project` (None: in all), written to since `since` (Unix seconds)."""

    home: Path
    environment: Mapping[str, str]
    project: Path | None = None
    since: float = 0.0


class History(Protocol):
    """An agent's histories; a module of this package exports one as `PLUGIN`, named as in the catalogue.

    `instructions` is the file in which this agent looks for a project's standing instructions. `tools`: its model
    calls tools; without, what came of a call is text to the model like any other.
    """

    instructions: str
    tools: bool

    def find(self, wanted: Wanted) -> Iterator[Transcript]:
        """Every transcript that is wanted; without a project, of all that the agent itself has a list of."""

    def at(self, path: Path) -> Iterator[Transcript]:
        """The transcripts in a file, wherever it is; none when it is not this agent's. OSError as for `read`."""

    def read(self, transcript: Transcript, skipped: Counter[str]) -> Iterator[Turn]:
        """The turns in order; what cannot be told is counted in `skipped`. OSError when the file is gone."""

    def asides(self, transcript: Transcript, skipped: Counter[str]) -> Iterator[list[Turn]]:
        """After `read`: the conversations of sub-agents that the file holds inside, no longer counted as skipped."""


def find(histories: Mapping[str, History], wanted: Wanted) -> list[Transcript]:
    """All that is wanted, the last written one first."""
    found = [transcript for history in histories.values() for transcript in history.find(wanted)]
    if wanted.project is None:
        found += _in_projects(histories, wanted, found)
    return sorted(found, key=lambda t: (-t.changed, t.path, t.span))


def root(folder: Path) -> Path:
    """The project that a folder is in: the nearest one above with a repository, else the folder itself."""
    return next((place for place in (folder, *folder.parents) if (place / ".git").exists()), folder)


def within(folder: str, project: Path | None) -> bool:
    """Whether a session that was started in `folder` is one of the project's; without a project any is."""
    return project is None or (bool(folder) and Path(folder).is_relative_to(project))


def opened(paths: Iterable[Path], look: Callable[[Path], Transcript | None], wanted: Wanted) -> Iterator[Transcript]:
    """What `look` makes of the files that are wanted; one that cannot be read is none, an old one is not opened."""
    for path in paths:
        found = None
        with suppress(OSError):
            if path.stat().st_mtime >= wanted.since:
                found = look(path)
        if found is not None and within(found.folder, wanted.project):
            yield found


def listing(folder: Path, pattern: str) -> Iterable[Path]:
    """The files below a folder that match, in order; none when it cannot be read."""
    try:
        return sorted(path for path in folder.glob(pattern) if path.is_file())
    except OSError:
        return ()


def _in_projects(histories: Mapping[str, History], wanted: Wanted, found: list[Transcript]) -> list[Transcript]:
    """What agents that keep no list of their own have in the projects that the others were in."""
    listed = {t.agent for t in found}
    projects = sorted({root(Path(t.folder)) for t in found if t.folder})
    silent = [history for name, history in histories.items() if name not in listed]
    asked = [replace(wanted, project=project) for project in projects]
    return [transcript for history in silent for one in asked for transcript in history.find(one)]
