"""The person's own files for an agent, read as far as the plan needs them.

Law: only read, never written; a file that is missing or cannot be read says nothing, as it does to the
agent, and whatever the agent has to complain about, it complains about itself.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from headroom_cli.model import Agent
from headroom_cli.session import arguments
from headroom_cli.session.plan import Given

_VARIABLE = re.compile(r"\$\{(\w+):-([^}]*)\}")


def read(agent: Agent, args: tuple[str, ...], environment: Mapping[str, str], folder: Path) -> Given:
    """What the person brought to a run of `agent` in `folder`."""
    values = {flag: arguments.value(args, flag) for flag in agent.user_flags}
    documents = {flag: _document(value, folder) for flag, value in values.items() if value is not None}
    known = {flag: document for flag, document in documents.items() if document is not None}
    files = (_object(_path(name, environment, folder)) for name in _taken_in(agent, args))
    managed = (_object(_path(name, environment, folder)) for name in agent.managed_env_files)
    return Given(
        args=args,
        environment=environment,
        files_env=_env((*files, *known.values())),
        managed_env=_env(managed),
        documents=known,
    )


def _taken_in(agent: Agent, args: tuple[str, ...]) -> tuple[str, ...]:
    """The files with an `env` that the agent takes in: all, or those that the person chose by name."""
    choice = arguments.value(args, agent.user_env_choice) if agent.user_env_choice else None
    if choice is None:
        return tuple(agent.user_env_files.values())
    chosen = {name.strip() for name in choice.split(",")}
    return tuple(path for name, path in agent.user_env_files.items() if name in chosen)


def _path(name: str, environment: Mapping[str, str], folder: Path) -> Path:
    """Where a file of the stanza is: `${NAME:-default}` from the environment, `~`, else below the folder."""
    chosen = _VARIABLE.sub(lambda found: environment.get(found[1]) or found[2], name)
    if chosen.startswith("~/") and environment.get("HOME"):
        return Path(environment["HOME"], chosen[2:])
    return folder / Path(chosen).expanduser()


def _document(value: str, folder: Path) -> dict[str, Any] | None:
    """The JSON object that a flag's value is, or that the file it names holds."""
    return _parsed(value) if value.strip().startswith("{") else _object(folder / value)


def _object(path: Path) -> dict[str, Any] | None:
    try:
        return _parsed(path.read_text("utf-8-sig"))
    except (OSError, ValueError):
        return None


def _parsed(text: str) -> dict[str, Any] | None:
    try:
        found = json.loads(text)
    except ValueError:
        return None
    return found if isinstance(found, dict) else None


def _env(documents: Iterable[Mapping[str, Any] | None]) -> dict[str, str]:
    """Their `env` objects in one; later ones win."""
    objects = [(document or {}).get("env") for document in documents]
    return {name: str(text) for found in objects if isinstance(found, dict) for name, text in found.items()}
