"""An agent's settings as a person layered them, files and flags over them; and which one holds its base URL.

Law: only read; what cannot be read says nothing. The answer is one setting's name and what it says, so that
the agent gets no other name for anything of the person's.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from headroom_cli.agents.documents import load
from headroom_cli.agents.places import at, has
from headroom_cli.session import arguments

Config = Mapping[str, tuple[str, ...]]
_NAMED = re.compile(r"(?<!\$)\{([^{}]+)\}")


def base(config: Config, args: tuple[str, ...], path: Callable[[str], Path]) -> tuple[str, str]:
    """The setting that holds the base URL, and the URL that the person gave it, if any."""
    layers = [*_flags(config, args), *_files(config, args, path)]
    filled = (_filled(template, lambda name: _said(layers, name)) for template in config.get("base", ()))
    places = [place for place in filled if place]
    known = [place for place in places if any(has(layer, place.rpartition(".")[0]) for layer in layers)]
    chosen = (known or places[-1:] or [""])[0]
    return chosen, _said(layers, chosen)


def _flags(config: Config, args: tuple[str, ...]) -> Iterator[Mapping[str, Any]]:
    """What `key=value` says, the last first."""
    for flag in config.get("flags", ()):
        for key, _, value in (word.partition("=") for word in reversed(arguments.values(args, flag))):
            said: Any = _toml(value.strip())
            for step in reversed(key.strip().split(".")):
                said = {step: said}
            yield said


def _files(config: Config, args: tuple[str, ...], path: Callable[[str], Path]) -> Iterator[Mapping[str, Any]]:
    """What the files say, the last first; one named after a flag is there only with it."""
    if any(arguments.has(args, flag) for flag in config.get("unless", ())):
        return
    for name in reversed(config.get("files", ())):
        filled = _filled(name, lambda flag: arguments.value(args, flag) or "")
        if filled and (document := load(path(filled))):
            yield document


def _filled(template: str, value: Callable[[str], str]) -> str:
    """A template with what is named in it filled in; empty where one of them says nothing."""
    values = {name: value(name) for name in _NAMED.findall(template)}
    return _NAMED.sub(lambda found: values[found[1]], template) if all(values.values()) else ""


def _said(layers: Sequence[Mapping[str, Any]], place: str) -> str:
    return next(filter(None, (at(layer, place) for layer in layers)), "")


def _toml(value: str) -> Any:
    """A value as TOML has it, else the text that it is."""
    try:
        return tomllib.loads(f"x = {value}")["x"]
    except tomllib.TOMLDecodeError:
        return value
