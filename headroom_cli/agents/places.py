"""Places in a document of settings: `env.NAME`, `providers[name=mistral].url`, `models[*].url`; and two in one.

Law: pure; a place where nothing can stand says nothing and takes nothing, and documents are never changed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

_STEP = re.compile(r"(?P<key>[^.\[\]]+)(?P<of>\[(?:(?P<name>\w+)=(?P<value>[^\]]*)|\*)\])?")


def at(document: Any, place: str) -> str:
    """The text at `place`, the first one where there are several; empty where there is none."""
    found = _found(document, place)
    return found if isinstance(found, str) else ""


def has(document: Any, place: str) -> bool:
    """Whether anything stands at `place`."""
    return _found(document, place) is not None


def put(document: Any, place: str, text: str, where: Callable[[str], bool]) -> Any:
    """The document with `text` at every such place whose owner is there and where `where(what stands there)`."""
    *way, last = _STEP.finditer(place)
    return _put(document, way, last["key"], text, where)


def part(document: Any, place: str) -> Any:
    """The document with nothing but what stands under these keys; None where nothing does."""
    found, keys = document, place.split(".")
    for key in keys:
        found = found.get(key) if isinstance(found, Mapping) else None
    for key in reversed(keys):
        found = None if found is None else {key: found}
    return found


def merge(under: Any, over: Any) -> Any:
    """Two JSON values in one: objects key by key, lists one after the other, else the upper one."""
    if isinstance(under, Mapping) and isinstance(over, Mapping):
        both = {key: merge(under[key], over[key]) for key in under if key in over}
        return {**under, **over, **both}
    if isinstance(under, list) and isinstance(over, list):
        return [*under, *(item for item in over if item not in under)]
    return over


def _put(found: Any, way: list[re.Match[str]], key: str, text: str, where: Callable[[str], bool]) -> Any:
    if not isinstance(found, Mapping):
        return found
    if not way:
        stands = found.get(key)
        return {**found, key: text} if where(stands if isinstance(stands, str) else "") else found
    step, *rest = way
    inner = found.get(step["key"])
    if isinstance(inner, list) and step["of"]:
        changed: Any = [_put(one, rest, key, text, where) if _meant(one, step) else one for one in inner]
    else:
        changed = inner if step["of"] else _put(inner, rest, key, text, where)
    return found if inner is None else {**found, step["key"]: changed}


def _found(document: Any, place: str) -> Any:
    found = document
    for step in _STEP.finditer(place):
        found = found.get(step["key"]) if isinstance(found, Mapping) else None
        if step["of"]:
            found = next((one for one in _listed(found) if _meant(one, step)), None)
    return found


def _listed(found: Any) -> list[Any]:
    return found if isinstance(found, list) else []


def _meant(one: Any, step: re.Match[str]) -> bool:
    return isinstance(one, Mapping) and (step["name"] is None or one.get(step["name"]) == step["value"])
