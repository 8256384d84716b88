"""A package as one row: `name version; field value; …`, maps as {name value, …}, lists as [item, …].

Law: a row can be read back as the same names and values: what could be taken for the notation, or for
a value of another type, stands in JSON quotes.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

Value: TypeAlias = "str | float | bool | list[Value] | dict[str, Value] | None"

_WORD = r'[^\s"{}\[\],;]|[,;](?![\s,;]|\Z)'
_KEY = re.compile(rf'(?!["*])(?:{_WORD})(?:{_WORD}|")*')
_BARE = re.compile(rf'(?!["*])(?:{_WORD})(?:{_WORD}|"| (?! |\Z))*')
_LITERAL = re.compile(r"true|false|null|-?(?:\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|Infinity)|NaN")


class Raw(str):
    """A value that is written as it is: the notation says elsewhere what it stands for."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Package:
    """An entry of a lock file: the names it goes by and its fields, in their order."""

    names: tuple[str, ...]
    fields: Mapping[str, Value]


def inner(key: str, value: Value) -> list[Package]:
    """The packages in a field, as npm once nested them; none where it holds anything else."""
    if key != "dependencies" or not isinstance(value, dict):
        return []
    found = [Package((name,), fields) for name, fields in value.items() if isinstance(fields, dict)]
    return found if len(found) == len(value) else []


def row(package: Package) -> str:
    """The row, without a line end."""
    fields = iter(package.fields.items())
    head = ", ".join(map(_key, package.names))
    version = _version(package)
    if version:
        next(fields)
        head += f" {version}"
    return "; ".join((head, *(_member(*member) for member in fields)))


def _version(package: Package) -> str:
    """The version, where it is the first field and one word."""
    name, value = next(iter(package.fields.items()), ("", ""))
    return value if name == "version" and isinstance(value, str) and _KEY.fullmatch(value) else ""


def _member(key: str, value: Value) -> str:
    return _key(key) if value is True else f"{_key(key)} {said(value)}"


def said(value: Value) -> str:
    """A value as it stands in a row."""
    if isinstance(value, Raw):
        return value
    if isinstance(value, dict):
        return f"{{{', '.join(_member(*member) for member in value.items())}}}"
    if isinstance(value, list):
        return f"[{', '.join(map(said, value))}]"
    if isinstance(value, str) and _BARE.fullmatch(value) and not _LITERAL.fullmatch(value):
        return value
    return json.dumps(value, ensure_ascii=False)


def _key(key: str) -> str:
    return key if _KEY.fullmatch(key) else json.dumps(key, ensure_ascii=False)
