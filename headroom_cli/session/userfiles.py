"""The person's own files for an agent, read as far as the plan needs them.

Law: only read, never written; a file that is missing or cannot be read says nothing, as it does to the
agent, and whatever the agent has to complain about, it complains about itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import Any

from headroom_cli.agents.documents import is_variables, load, parse
from headroom_cli.agents.places import at, part
from headroom_cli.model import Agent
from headroom_cli.session import arguments, layers
from headroom_cli.session.plan import Given
from headroom_cli.transcripts.finding import root

_REPOSITORY = "{repository}/"
_VARIABLE = re.compile(r"\$\{(\w+):-([^}]*)\}")


def read(agent: Agent, args: tuple[str, ...], environment: Mapping[str, str], folder: Path) -> Given:
    """What the person brought to a run of `agent` in `folder`."""
    ways = {name: _ways(name, args, environment, folder) for name in agent.user_documents}
    brought = {name: document for name, found in ways.items() for document in islice(found, 1)}
    known = {name: document for name, document in brought.items() if document is not None}
    files = [_settings(name, load(_path(name, environment, folder))) for name in _taken_in(agent, args)]
    files += [_settings(agent.user_documents[name], document) for name, document in known.items()]
    managed = (load(_path(name, environment, folder)) for name in agent.managed_env_files)
    setting, url = layers.base(agent.user_config, args, lambda name: _path(name, environment, folder))
    return Given(
        args=args,
        environment=environment,
        files_env=_env(files),
        defaults=_defaults(agent, environment, folder),
        managed_env=_env(managed),
        documents=known,
        unread=tuple(name for name in brought if name not in known),
        setting=setting,
        setting_url=url,
    )


def _ways(
    name: str, args: tuple[str, ...], environment: Mapping[str, str], folder: Path
) -> Iterator[Mapping[str, Any] | None]:
    """What a name of `user_documents` leads to, way by way; None for what is there and cannot be read."""
    for way in name.split("|"):
        where, _, wanted = way.partition("#")
        source = _source(where, args, environment, folder)
        document = None if source is None else _document(source)
        taken = part(document, wanted) if wanted else document
        if source is not None and not (wanted and taken is None):
            yield taken


def _source(way: str, args: tuple[str, ...], environment: Mapping[str, str], folder: Path) -> str | Path | None:
    """The text or file behind a flag, a path or a variable, if there is one."""
    if "/" in way:
        path = _path(way, environment, folder)
        return path if path.exists() else None
    value = arguments.value(args, way) if way.startswith("-") else environment.get(way) or None
    return value if value is None or value.strip().startswith("{") else folder / value


def _document(source: str | Path) -> Mapping[str, Any] | None:
    return parse(source) if isinstance(source, str) else load(source)


def _settings(name: str, document: Mapping[str, Any] | None) -> Mapping[str, Any] | None:
    """A document with an `env`: a file of variables is nothing else."""
    return {"env": document} if document is not None and is_variables(name) else document


def _defaults(agent: Agent, environment: Mapping[str, str], folder: Path) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, wanted in agent.user_defaults.items():
        document = load(_path(name, environment, folder))
        for variable, places in wanted.items():
            text = next(filter(None, (at(document, place) for place in places)), "")
            found |= {variable: text} if text and variable not in found else {}
    return found


def _taken_in(agent: Agent, args: tuple[str, ...]) -> tuple[str, ...]:
    """The files with an `env` that the agent takes in: all, or those that the person chose by name."""
    choice = arguments.value(args, agent.user_env_choice) if agent.user_env_choice else None
    if choice is None:
        return tuple(agent.user_env_files.values())
    chosen = {name.strip() for name in choice.split(",")}
    return tuple(path for name, path in agent.user_env_files.items() if name in chosen)


def _path(name: str, environment: Mapping[str, str], folder: Path) -> Path:
    """Where a file of the stanza is: `${NAME:-default}` from the environment, `~`, the repository, the folder."""
    chosen = _VARIABLE.sub(lambda found: environment.get(found[1]) or found[2], name)
    if chosen.startswith(_REPOSITORY):
        return root(folder) / chosen.removeprefix(_REPOSITORY)
    if chosen.startswith("~/") and environment.get("HOME"):
        return Path(environment["HOME"], chosen[2:])
    return folder / Path(chosen).expanduser()


def _env(documents: Iterable[Mapping[str, Any] | None]) -> dict[str, str]:
    """Their `env` objects in one; later ones win."""
    objects = [(document or {}).get("env") for document in documents]
    return {name: str(text) for found in objects if isinstance(found, dict) for name, text in found.items()}
