"""The files in which a project's agents look for instructions, read and written.

Law: a file is replaced at once or not at all, keeps its mode, and lies in the project, whatever links lead to it.
"""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from headroom_cli.errors import InstructionsError

LOCAL = "CLAUDE.local.md"
_NEW_MODE = 0o644


def targets(project: Path, names: Iterable[str]) -> tuple[Path, ...]:
    """The files of these names, each once: not one that leads to, or takes in, another of them."""
    found = [project / name for name in dict.fromkeys(names)]
    distinct = {path.resolve(): path for path in reversed(found)}
    once = [path for path in found if distinct[path.resolve()] == path]
    return tuple(path for path in once if not any(_takes_in(path, other) for other in once if other != path))


def load(path: Path, project: Path) -> bytes:
    """What the file holds, nothing where there is none; InstructionsError where it must not be written."""
    place = path.resolve()
    if not place.is_relative_to(project.resolve()):
        raise InstructionsError(
            f"{path} leads out of the project, to {place}",
            "Name another file with --target, or make it one of its own.",
        )
    try:
        return place.read_bytes()
    except FileNotFoundError:
        return b""
    except OSError as error:
        raise InstructionsError(f"{path} cannot be read: {error.strerror}", "Mend it, or name another file.") from error


def save(path: Path, content: bytes) -> None:
    """Put the content in the file's place; a file that would be empty is removed."""
    place = path.resolve()
    try:
        if content:
            _replace(place, content)
        else:
            place.unlink(missing_ok=True)
    except OSError as error:
        raise InstructionsError(f"{path} cannot be written: {error.strerror}", "Nothing was changed.") from error


def _replace(place: Path, content: bytes) -> None:
    mode = place.stat().st_mode & 0o777 if place.exists() else _NEW_MODE
    handle, name = tempfile.mkstemp(prefix=f".{place.name}.", dir=place.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(mode)
        Path(name).replace(place)
    except BaseException:
        with suppress(OSError):
            Path(name).unlink()
        raise


def _takes_in(path: Path, other: Path) -> bool:
    """Whether a file names another one as a part of it, as Claude Code reads it: `@AGENTS.md`."""
    with suppress(OSError):
        return bool(
            re.search(rf"(?m)^\s*(?:[-*] )?@(?:\./)?{re.escape(other.name)}\s*$", path.read_text("utf-8", "replace"))
        )
    return False
