"""Lock files that tell by indent (pnpm, yarn): the lines of each package between empty lines.

Law: a package is taken only if every line is in the layout of the tool, its quotes too, so that the
lines follow from what was read; all others stay as they came.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from headroom_cli.compressors._lock.rows import Package, Value

_LEVEL = 2
_PNPM_PLAIN = re.compile(r"(?![-?:,\[\]{}#&*!|>'\"%@`\s])(?:(?!: |:\Z| #)[^\n\t])*(?<!\s)")
_PNPM_OTHER = re.compile(
    r"true|false|null|~|\.(?:inf|nan)|[-+]?(?:\d[\d_]*\.?|\.\d)[\d_]*(?:e[-+]?\d+)?|0[xob][\da-f]+|\d{4}-\d\d-\d\d.*",
    re.IGNORECASE,
)
_YARN_PLAIN = re.compile(r"(?!true|false)[a-zA-Z][^:\s\\\",\[\]]*")
_BERRY_PLAIN = re.compile(r"(?![-?:,\][{}#&*!|>'\"%@` \t\r\n]).(?:[ \t]*(?![,\][{}:# \t\r\n]).)*")
_LITERALS = {"true": True, "false": False}


@dataclass(frozen=True, slots=True)
class Layout:
    """How a tool writes: spaces before a package, a line as key and value, the quotes and when they are needed.

    `flat`: the keys whose maps and lists stand on the line itself, in brackets. `literals`: true is no text.
    """

    deep: int
    line: re.Pattern[str]
    quote: str
    plain: Callable[[str], object]
    flat: frozenset[str] = frozenset()
    literals: bool = True


PNPM = Layout(
    2,
    re.compile(r"('(?:[^']|'')*'|[^'\"\s].*?)(?:: (.+)|:)"),
    "'",
    lambda text: _PNPM_PLAIN.fullmatch(text) and not _PNPM_OTHER.fullmatch(text),
    frozenset({"resolution", "engines", "cpu", "os", "libc"}),
)
YARN = Layout(0, re.compile(r'("[^"\\]*"|[^"\s:]+)(?: (.+)|:)'), '"', _YARN_PLAIN.fullmatch, literals=False)
BERRY = Layout(0, re.compile(r'("[^"\\]*"|[^"\s:]+)(?:: (.+)|:)'), '"', _BERRY_PLAIN.fullmatch)


def read(stanzas: Sequence[str], layout: Layout) -> list[str | Package]:
    """Packages, and the stanzas between them that are none."""
    return [_package(stanza, layout) or stanza for stanza in stanzas]


def _package(stanza: str, layout: Layout) -> Package | None:
    head, *lines = stanza.split("\n")
    try:
        return Package(_names(head, layout, alone=not lines), _fields(lines, layout.deep + _LEVEL, layout))
    except (ValueError, RecursionError):
        return None


def _names(head: str, layout: Layout, *, alone: bool) -> tuple[str, ...]:
    end = ": {}" if alone else ":"
    spelled = head[layout.deep :].removesuffix(end)
    if head != f"{' ' * layout.deep}{spelled}{end}":
        raise ValueError
    if layout is YARN:
        return tuple(_text(name, layout) for name in spelled.split(", "))
    return tuple(_text(spelled, layout).split(", "))


def _fields(lines: Sequence[str], deep: int, layout: Layout) -> dict[str, Value]:
    """The map that the lines say; ValueError when one is in another layout."""
    fields: dict[str, Value] = {}
    for line, below in _grouped(lines, deep):
        match = layout.line.fullmatch(line)
        if match is None or (match[2] is None) is not bool(below):
            raise ValueError
        key = _text(match[1], layout)
        value = _nested(below, deep + _LEVEL, layout) if below else _value(match[2], layout)
        if key in fields or (isinstance(value, list | dict) and (key in layout.flat) is bool(below)):
            raise ValueError
        fields[key] = value
    return fields


def _grouped(lines: Sequence[str], deep: int) -> list[tuple[str, list[str]]]:
    """Each line that stands `deep`, without its indent, and the lines below it that stand deeper."""
    groups: list[tuple[str, list[str]]] = []
    for line in lines:
        if not line.startswith(" " * deep) or not line[deep:]:
            raise ValueError
        if line[deep] == " " and groups:
            groups[-1][1].append(line)
        else:
            groups.append((line[deep:], []))
    return groups


def _nested(lines: Sequence[str], deep: int, layout: Layout) -> Value:
    item = f"{' ' * deep}- "
    if all(line.startswith(item) for line in lines):
        return [_scalar(line[len(item) :], layout) for line in lines]
    return _fields(lines, deep, layout)


def _value(text: str, layout: Layout) -> Value:
    """What stands behind a key: a scalar, or a map or list of scalars in brackets."""
    parts = text[1:-1].split(", ") if layout.flat and text[:1] + text[-1:] in {"{}", "[]"} else []
    if not parts:
        return _scalar(text, layout)
    if text[0] == "[":
        return [_scalar(part, layout) for part in parts]
    matches = [layout.line.fullmatch(part) for part in parts]
    fields = {_text(m[1], layout): _scalar(m[2], layout) for m in matches if m and m[2]}
    if len(fields) < len(parts):
        raise ValueError
    return fields


def _scalar(text: str, layout: Layout) -> Value:
    if layout.literals and text in _LITERALS:
        return _LITERALS[text]
    return _text(text, layout)


def _text(spelled: str, layout: Layout) -> str:
    """The text that is spelled; ValueError when the tool would spell it in another way."""
    quote, inside = layout.quote, "''" if layout.quote == "'" else layout.quote
    text = spelled[1:-1].replace(inside, quote) if spelled[:1] == quote else spelled
    again = text if layout.plain(text) else quote + text.replace(quote, inside) + quote
    if again != spelled:
        raise ValueError
    return text
