"""One file, one plug-in: whatever module stands in a package and exports `PLUGIN` is found.

Law: discovery is by the name of the file alone, in alphabetical order, so that it never depends on
import order or on what else is installed; a plug-in is imported only when it is asked for.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from functools import cached_property
from importlib import import_module
from typing import Any

from headroom_cli.errors import ConfigError


def names(package: str) -> tuple[str, ...]:
    """The public module names of `headroom_cli.<package>`, sorted; nothing is imported but it."""
    home = import_module(f"headroom_cli.{package}")
    found = pkgutil.iter_modules(home.__path__)
    return tuple(sorted(m.name for m in found if not m.name.startswith("_")))


def load(package: str, name: str) -> Any:
    """The `PLUGIN` of one module; ConfigError names the nearest known name when there is none."""
    known = names(package)
    plugin = None
    if name in known:
        plugin = getattr(import_module(f"headroom_cli.{package}.{name}"), "PLUGIN", None)
    if plugin is None:
        others = tuple(n for n in known if n != name)
        raise ConfigError(f"there is no {package} plug-in named {name!r}", nearest(name, others))
    return plugin


def load_all(package: str) -> dict[str, Any]:
    """Every plug-in of a package by its file's name; modules without `PLUGIN` are helpers."""
    modules = {n: import_module(f"headroom_cli.{package}.{n}") for n in names(package)}
    return {n: m.PLUGIN for n, m in modules.items() if hasattr(m, "PLUGIN")}


class Plugins(Mapping[str, Any]):
    """The plug-ins of a package by name, imported when the first one is asked for."""

    def __init__(self, package: str) -> None:
        self._package = package

    def __getitem__(self, name: str) -> Any:
        return self._found[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._found)

    def __len__(self) -> int:
        return len(self._found)

    @cached_property
    def _found(self) -> dict[str, Any]:
        return load_all(self._package)


def nearest(name: str, known: tuple[str, ...]) -> str:
    """A hint for an unknown name: the one that was probably meant, else all there are."""
    close = get_close_matches(name, known, n=1)
    return f"Did you mean {close[0]!r}?" if close else f"Known: {', '.join(known)}."
