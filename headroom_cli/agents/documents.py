"""Files of settings as agents have them: JSON, TOML, YAML, or lines of `NAME=value`.

Law: only read; a file that is missing or cannot be read says nothing.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

_COMMENT = re.compile(r"""("(?:[^"\\]|\\.)*")|//[^\n]*|/\*.*?\*/""", re.DOTALL)
_COMMA = re.compile(r"""("(?:[^"\\]|\\.)*")|,(?=\s*[\]}])""", re.DOTALL)
_LINE = re.compile(r"""\s*(?:export\s+)?(\w+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^#\n]*))""")


def load(path: Path) -> Mapping[str, Any] | None:
    """What a file holds; None when it cannot be read or holds no object."""
    try:
        text = path.read_text("utf-8-sig")
    except (OSError, ValueError):
        return None
    if is_variables(path.name):
        return _lines(text)
    return _KINDS.get(path.suffix, parse)(text)


def is_variables(name: str) -> bool:
    """Whether a file of that name sets variables, line by line."""
    return ".env" in name


def parse(text: str) -> Mapping[str, Any] | None:
    """The JSON object that a text is, with comments and last commas or without; None when it is none."""
    for said in (text, _COMMA.sub(_kept, _COMMENT.sub(_kept, text))):
        try:
            found = json.loads(said)
        except ValueError:
            continue
        return found if isinstance(found, dict) else None
    return None


def _kept(found: re.Match[str]) -> str:
    """Strings stay, and what is no string goes."""
    return found[1] or ""


def _yaml(text: str) -> Mapping[str, Any] | None:
    try:
        found = yaml.safe_load(text)
    except yaml.YAMLError:
        return None
    return found if isinstance(found, dict) else None


def _toml(text: str) -> Mapping[str, Any] | None:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return None


def _lines(text: str) -> dict[str, str]:
    found = filter(None, map(_LINE.match, text.splitlines()))
    return {line[1]: next((part for part in line.groups()[1:] if part is not None), "").strip() for line in found}


_KINDS = {".toml": _toml, ".yaml": _yaml, ".yml": _yaml}
