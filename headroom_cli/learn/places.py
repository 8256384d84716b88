"""Paths as a call named them, and as a line may name them: below the project, from its root.

Law: words alone; no file is looked at.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

from headroom_cli.learn.shell import Command, commands
from headroom_cli.learn.steps import Step

_PATH = re.compile(r"[\w@~.+-]*[/.][\w@~+./-]*\w$")
_OPTION_VALUE = re.compile(r"-|[a-z]+://")


def absolute(path: str, folder: str, inside: str = "") -> str:
    """Where a path is that was named in `folder`, or in `inside` of it."""
    return posixpath.normpath(posixpath.join(folder, inside, path))


def below(path: str, project: str) -> str:
    """A path from the project's root, as it is where it is not below it."""
    if path == project:
        return "."
    return path.removeprefix(f"{project.rstrip('/')}/")


def touched(step: Step) -> Iterator[str]:
    """Every path that a call named, in full."""
    if step.call.does in {"read", "edit"}:
        yield absolute(step.call.what, step.call.folder)
    elif step.call.does == "run":
        for command in commands(step.call.what):
            yield from named(command, step)
    elif isinstance(path := step.call.arguments.get("path"), str):
        yield absolute(path, step.call.folder)


def named(command: Command, step: Step) -> Iterator[str]:
    """The paths among a command's words."""
    words = (word for word in command.words if _PATH.match(word) and not _OPTION_VALUE.match(word))
    return (absolute(word, step.call.folder, command.folder) for word in words)


def written(step: Step) -> Iterator[str]:
    """Every path that a call wrote to, so far as it says so."""
    if step.call.does == "edit":
        yield absolute(step.call.what, step.call.folder)
    elif step.call.does == "run":
        for command in commands(step.call.what):
            if command.into:
                yield absolute(command.into, step.call.folder, command.folder)
            if command.words[0] in {"cp", "install", "ln", "mkdir", "mv", "rsync", "tee", "touch", "unzip"}:
                yield from named(command, step)


def changes(step: Step) -> bool:
    """Whether a call changed a file of the project, so that the next one may go another way for that."""
    if step.failed:
        return False
    if step.call.does == "edit":
        return True
    return step.call.does == "run" and any(
        (command.into and not command.into.startswith(("/dev/", "/tmp/")))  # noqa: S108 - a name in a command
        or (command.words[0] in {"git", "patch", "mv", "rm", "cp"} and "status" not in command.words)
        or (command.words[0] in {"sed", "perl"} and any(word.startswith("-i") for word in command.words))
        for command in commands(step.call.what)
    )  # fmt: skip
