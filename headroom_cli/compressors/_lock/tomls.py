"""Lock files in TOML (Cargo, uv, poetry): each `[[package]]` with its sub-tables, read from its lines.

Law: a table is taken only if writing it again, in the layout of the tool, gives its lines; all others
stay as they came.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from headroom_cli.compressors._lock.rows import Package, Raw, Value

_SUBTABLE = re.compile(r"\[package(\.[\w.-]+)\]")
_STRING = r'"(?:[^"\\\n]|\\.)*+"?'
_TOKEN = re.compile(rf"({_STRING}|(?<![\w-])[\w-]++) = |{_STRING}|,(\n\])|\n(?=[^ \]])")
_PLAIN = re.compile(r"[A-Za-z0-9_-]+")
_ARCHIVES = ("sdist", "wheels", "files")
_WORD = re.compile(r'[^\s"{}\[\],;*]+')


@dataclass(frozen=True, slots=True)
class Layout:
    """How a tool writes: the indent of items, what stands inside braces, which lists have an item a line.

    `archive`: the fields of an archive of a package, `base` where archives are. `named`: the items of
    a list are tables, most with nothing but a name. `words` tell a reader of the rows all this.
    """

    words: str
    indent: str
    inside: str
    tall: Callable[[str, list[Value]], bool]
    archive: tuple[str, ...] = ()
    base: str = ""
    named: bool = False


CARGO = Layout("", " ", " ", lambda _, __: True)
_STEM = ", * is NAME-VERSION; .x is the table package.x"
_PYPI = "https://files.pythonhosted.org/packages/"
POETRY = Layout(f"; files are file hash{_STEM}", "    ", "", lambda key, _: key == "files", ("file", "hash"))
UV = Layout(
    f"; an item of one word is {{name WORD}}; archives are url hash size time, after {_PYPI}{_STEM}",
    "    ",
    " ",
    lambda _, items: any(isinstance(item, dict) or " " in str(item) for item in items),
    ("url", "hash", "size", "upload-time"),
    _PYPI,
    named=True,
)


def read(stanzas: Sequence[str], layout: Layout) -> list[str | Package]:
    """Packages, and the tables between them that are none."""
    pieces: list[str | Package] = []
    for stanza in stanzas:
        title, _, body = stanza.partition("\n")
        before = pieces[-1] if pieces else ""
        fields = _fields(body, layout)
        sub = _SUBTABLE.fullmatch(title)
        if title == "[[package]]":
            pieces.append(_package(fields, layout) or stanza)
        elif sub and fields and isinstance(before, Package):
            pieces[-1] = replace(before, fields={**before.fields, sub[1]: _short(fields, layout)})
        else:
            pieces.append(stanza)
    return pieces


def _package(fields: dict[str, Value] | None, layout: Layout) -> Package | None:
    if not fields or next(iter(fields)) != "name" or not isinstance(name := fields.pop("name"), str):
        return None
    stem = f"{name.replace('-', '_')}-{fields.get('version')}"
    try:
        archives = {key: _archives(value, stem, layout) for key, value in fields.items() if key in _ARCHIVES}
    except TypeError:
        return None
    return Package((name,), {**_short(fields, layout), **archives})


def _fields(body: str, layout: Layout) -> dict[str, Value] | None:
    """The fields of a table; None when it is in another layout."""
    try:
        fields: dict[str, Value] = json.loads(f"{{{_TOKEN.sub(_as_json, body)}}}")
    except (ValueError, RecursionError):
        return None
    written = "\n".join(f"{_key(key)} = {_field(key, value, layout)}" for key, value in fields.items())
    return fields if written == body and not (layout.named and any(map(_has_words, fields.values()))) else None


def _as_json(match: re.Match[str]) -> str:
    key, end = match.groups()
    if key:
        return f"{key}: " if key[0] == '"' else f'"{key}": '
    return end or ("," if match[0] == "\n" else match[0])


def _field(key: str, value: Value, layout: Layout) -> str:
    if isinstance(value, list) and value and layout.tall(key, value):
        return "\n".join(("[", *(f"{layout.indent}{_written(item, layout)}," for item in value), "]"))
    return _written(value, layout)


def _written(value: Value, layout: Layout) -> str:
    if isinstance(value, dict):
        members = ", ".join(f"{_key(key)} = {_written(member, layout)}" for key, member in value.items())
        return f"{{{layout.inside}{members}{layout.inside}}}"
    if isinstance(value, list):
        return f"[{', '.join(_written(item, layout) for item in value)}]"
    return json.dumps(value, ensure_ascii=False)


def _key(key: str) -> str:
    return key if _PLAIN.fullmatch(key) else json.dumps(key, ensure_ascii=False)


def _has_words(value: Value) -> bool:
    """Whether a value is a list with a word in it, which a reader would take for a table's name."""
    return isinstance(value, list) and any(isinstance(item, str) and " " not in item for item in value)


def _short(fields: dict[str, Value], layout: Layout) -> dict[str, Value]:
    """The fields, a table with nothing but a name said as the name."""
    if not layout.named:
        return fields
    return {key: [*map(_name, value)] if isinstance(value, list) else value for key, value in fields.items()}


def _name(item: Value) -> Value:
    return item["name"] if isinstance(item, dict) and [*item] == ["name"] and " " not in str(item["name"]) else item


def _archives(value: Value, stem: str, layout: Layout) -> Value:
    """Archives as the words of their fields, `*` for their common name; TypeError where there is none."""
    if isinstance(value, list):
        return [_archives(item, stem, layout) for item in value]
    if not isinstance(value, dict):
        raise TypeError
    types = [*map(type, value.values())]
    place, *rest = map(str, value.values())
    words = [place.removeprefix(layout.base), *rest]
    known = tuple(value) in {layout.archive, layout.archive[:-1]} and types == [str, str, int, str][: len(types)]
    if not known or not place.startswith(layout.base) or not all(map(_WORD.fullmatch, words)):
        return value
    return Raw(" ".join((words[0].replace(stem, "*", 1), *words[1:])))
