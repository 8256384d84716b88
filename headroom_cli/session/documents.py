"""Files of settings as agents have them: JSON, TOML, or lines of `NAME=value` or `name: value`; and what stands where.

Law: only read; a file that is missing or cannot be read, and a place where nothing stands, say nothing.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

_STEP = re.compile(r"(?P<key>[^.\[\]]+)(?:\[(?P<name>\w+)=(?P<value>[^\]]*)\])?")
_VALUE = r"""(?:"([^"]*)"|'([^']*)'|([^#\n]*))"""
_LINE = re.compile(rf"\s*(?:export\s+)?(\w+)\s*=\s*{_VALUE}")
_ENTRY = re.compile(rf"([\w-]+):[ \t]+{_VALUE}")  # of YAML only what stands at the top and is one text


def load(path: Path) -> Mapping[str, Any] | None:
    """What a file holds; None when it cannot be read or holds no object."""
    try:
        text = path.read_text("utf-8-sig")
    except (OSError, ValueError):
        return None
    if is_variables(path.name):
        return _lines(_LINE, text)
    if path.suffix in {".yml", ".yaml"}:
        return _lines(_ENTRY, text)
    return _toml(text) if path.suffix == ".toml" else parse(text)


def is_variables(name: str) -> bool:
    """Whether a file of that name sets variables, line by line."""
    return ".env" in name


def parse(text: str) -> Mapping[str, Any] | None:
    """The JSON object that a text is; None when it is none."""
    try:
        found = json.loads(text)
    except ValueError:
        return None
    return found if isinstance(found, dict) else None


def at(document: Mapping[str, Any] | None, place: str) -> str:
    """The text at `place`, as `env.NAME` or `providers[name=mistral].url`; empty where there is none."""
    found = _found(document, place)
    return found if isinstance(found, str) else ""


def has(document: Mapping[str, Any] | None, place: str) -> bool:
    """Whether anything stands at `place`."""
    return _found(document, place) is not None


def _found(document: Mapping[str, Any] | None, place: str) -> Any:
    found: Any = document
    for step in _STEP.finditer(place):
        found = found.get(step["key"]) if isinstance(found, Mapping) else None
        if step["name"]:
            among = found if isinstance(found, list) else ()
            found = next((o for o in among if isinstance(o, Mapping) and o.get(step["name"]) == step["value"]), None)
    return found


def _toml(text: str) -> Mapping[str, Any] | None:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return None


def _lines(form: re.Pattern[str], text: str) -> dict[str, str]:
    found = filter(None, map(form.match, text.splitlines()))
    return {line[1]: next((part for part in line.groups()[1:] if part is not None), "").strip() for line in found}
