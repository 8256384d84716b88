"""The catalogue: agents.yaml, and a user's file of the same form laid over it, become Agents.

Law: nothing is guessed. A key that no agent has, a value of the wrong form or a key said twice is a
ConfigError that names the file, the line and the entry.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, get_args, get_type_hints

import yaml

from headroom_cli.errors import AgentNotFoundError, ConfigError
from headroom_cli.model import Agent
from headroom_cli.registry import nearest

Catalogue = Mapping[str, Agent]
_Entries = dict[str, tuple[yaml.Node, Path]]
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_NULL = "tag:yaml.org,2002:null"
FILE_NAME = "agents.yaml"
_IN_WHEEL = Path(__file__).with_name(FILE_NAME)
_IN_CHECKOUT = Path(__file__).parents[2] / FILE_NAME


@dataclass
class _Fault(Exception):  # noqa: N818 - turned into an error that names the file
    """What is wrong with one node."""

    node: yaml.Node
    message: str


def load(user_file: Path | None = None) -> Catalogue:
    """Every known agent by name; `user_file`, where it exists, wins key by key. ConfigError names the line."""
    stanzas: dict[str, _Entries] = {}
    for path in (_IN_WHEEL if _IN_WHEEL.exists() else _IN_CHECKOUT, user_file):
        if path is not None and path.exists():
            _lay_over(stanzas, path)
    return {name: _agent(name, stanza) for name, stanza in stanzas.items()}


def pick(catalogue: Catalogue, name: str) -> Agent:
    """The agent of that name; AgentNotFoundError with the nearest name when there is none."""
    if name not in catalogue:
        raise AgentNotFoundError(f"no agent is named {name!r}", nearest(name, tuple(sorted(catalogue))))
    return catalogue[name]


def installed(agent: Agent, search_path: str) -> str | None:
    """Where the agent's command is on `search_path` (as PATH), None when it is not."""
    return shutil.which(agent.command, path=search_path)


def executable(agent: Agent, search_path: str) -> str:
    """The same for an agent that is to be started; AgentNotFoundError says how to install it."""
    found = installed(agent, search_path)
    if found is None:
        hint = f"Install it: {agent.install}" if agent.install else ""
        raise AgentNotFoundError(f"{agent.command} ({agent.title}) is not installed, or not on the PATH", hint)
    return found


def _lay_over(stanzas: dict[str, _Entries], path: Path) -> None:
    try:
        root = yaml.compose(path.read_text("utf-8"), _LOADER)
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path} cannot be read: {error}", "Mend or remove the file.") from error
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise ConfigError(f"{path}, line {line}: {error.problem}", "Mend or remove the file.") from error
    for name, stanza in _entries(root, path, "the catalogue").items():
        stanzas.setdefault(name, {}).update(_entries(stanza[0], path, name))


def _entries(node: yaml.Node | None, path: Path, entry: str) -> _Entries:
    """The keys of a mapping with their nodes, and the file they come from."""
    if node is None or node.tag == _NULL:
        return {}
    try:
        return {key: (value, path) for key, value in _pairs(node).items()}
    except _Fault as fault:
        raise _error(path, entry, fault) from fault


def _agent(name: str, stanza: _Entries) -> Agent:
    values = {key: _value(name, key, *place) for key, place in stanza.items()}
    missing = [
        key for key in ("title", "command") if not (values.get(key) or (key != "title" and values.get("recipe")))
    ]
    if missing:
        path = next((path for _, path in stanza.values()), _IN_CHECKOUT)
        raise ConfigError(
            f"{path}: {name} has no {missing[0]}", "Every agent needs a title, and a command or a recipe."
        )
    return Agent(name=name, **values)


def _value(name: str, key: str, node: yaml.Node, path: Path) -> Any:
    if key not in _KEYS:
        fault = _Fault(node, f"no agent has a key {key!r}")
        raise _error(path, name, fault, nearest(key, tuple(_KEYS)))
    try:
        return _KEYS[key](node)
    except _Fault as fault:
        raise _error(path, f"{name}.{key}", fault) from fault


def _error(path: Path, entry: str, fault: _Fault, hint: str = "") -> ConfigError:
    return ConfigError(f"{path}, line {fault.node.start_mark.line + 1}: {entry}: {fault.message}", hint)


def _pairs(node: yaml.Node) -> dict[str, yaml.Node]:
    if not isinstance(node, yaml.MappingNode):
        raise _Fault(node, "keys and values are needed here")
    pairs: dict[str, yaml.Node] = {}
    for key, value in node.value:
        if _text(key) in pairs:
            raise _Fault(key, f"{key.value!r} is said twice")
        pairs[key.value] = value
    return pairs


def _text(node: yaml.Node) -> str:
    if not isinstance(node, yaml.ScalarNode):
        raise _Fault(node, "one text is needed here")
    return str(node.value)


def _texts(node: yaml.Node) -> tuple[str, ...]:
    if not isinstance(node, yaml.SequenceNode):
        raise _Fault(node, "a list of texts is needed here")
    return tuple(_text(item) for item in node.value)


def _any(node: yaml.Node) -> Any:
    if isinstance(node, yaml.MappingNode):
        return {key: _any(value) for key, value in _pairs(node).items()}
    if isinstance(node, yaml.SequenceNode):
        return [_any(item) for item in node.value]
    try:
        return yaml.constructor.SafeConstructor().construct_document(node)
    except yaml.MarkedYAMLError as error:
        raise _Fault(node, str(error.problem)) from error


def _each(parse: Callable[[yaml.Node], Any]) -> Callable[[yaml.Node], dict[str, Any]]:
    return lambda node: {key: parse(value) for key, value in _pairs(node).items()}


def _one_of(words: tuple[str, ...]) -> Callable[[yaml.Node], str]:
    def parse(node: yaml.Node) -> str:
        if _text(node) not in words:
            raise _Fault(node, f"cannot be {node.value!r}, only {', '.join(words)}")
        return str(node.value)

    return parse


_FORMS: dict[Any, Callable[[yaml.Node], Any]] = {
    str: _text,
    tuple[str, ...]: _texts,
    Mapping[str, str]: _each(_text),
    Mapping[str, tuple[str, ...]]: _each(_texts),
    Mapping[str, Mapping[str, Any]]: _each(_each(_any)),
    Mapping[str, Mapping[str, tuple[str, ...]]]: _each(_each(_texts)),
}


def _form(hint: Any) -> Callable[[yaml.Node], Any]:
    return _FORMS.get(hint) or _one_of(get_args(hint))


_HINTS = get_type_hints(Agent)
_KEYS = {f.name: _form(_HINTS[f.name]) for f in fields(Agent) if f.name != "name"}
