"""The JSON documents of a text, and the plain text around them.

Law: the parts, each in its own spelling and in order, are the text. What cannot be read exactly is
plain text; the work is linear, since only so many false beginnings are tried.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from headroom_cli.compressors._json.layout import Writer
from headroom_cli.compressors._json.packed import Packing
from headroom_cli.compressors._json.style import Style, detect
from headroom_cli.compressors._json.values import Array, Object, Reader, Value

_START = re.compile(r"(?:^[ \t]*|[>:=] ?)(?=[\[{])", re.MULTILINE)
_SHORTEST = 160
_TRIES = 16


@dataclass(frozen=True, slots=True)
class Document:
    """One document, or several that stand one a line (then `value` is an array of them)."""

    source: str
    value: Array | Object
    packing: Packing
    lines: bool = False

    def style(self) -> Style:
        """The style that gives `source` back, or the likeliest one."""
        return replace(detect(self.source), packed=self.packing.style)

    def exact(self, style: Style) -> bool:
        """Whether `style` gives `source` back."""
        return laid_out(self.value, style, lines=self.lines) == self.source


def laid_out(value: Value, style: Style, *, lines: bool) -> str:
    """The text of a document; with `lines`, of documents one a line."""
    writer = Writer(style)
    if lines and isinstance(value, Array):
        return "\n".join([writer.text(item) for item in value.items])
    return writer.text(value)


def parts(text: str) -> list[str | Document]:
    """Plain text and documents, in order."""
    found: list[str | Document] = []
    packing = Packing()
    done, look, tries, reader = 0, 0, 0, packing.reader(text)
    while tries < _TRIES and (start := _START.search(text, look)):
        value, look, lines = _read(reader, text, start.end())
        if value is None:
            tries += 1
        else:
            document = Document(text[start.end() : look], value, packing, lines=lines)
            found += [text[done : start.end()], document]
            done = look
    return [part for part in (*found, text[done:]) if part]


def _read(reader: Reader, text: str, at: int) -> tuple[Object | Array | None, int, bool]:
    """The document at a bracket, where to look on, and whether it is several, on the lines below."""
    try:
        value, end = reader.read(text, at)
    except ValueError:
        return None, at + 1, False
    if not isinstance(value, Object | Array):
        return None, at + 1, False
    items, last = _below(reader, text, end) if "\n" not in text[at:end] else ((), end)
    if last - at < _SHORTEST:
        return None, last, False
    return (Array((value, *items)), last, True) if items else (value, end, False)


def _below(reader: Reader, text: str, end: int) -> tuple[tuple[Value, ...], int]:
    """The documents that follow, each on one line of its own."""
    items: list[Value] = []
    while text.startswith(("\n{", "\n["), end):
        try:
            value, after = reader.read(text, end + 1)
        except ValueError:
            break
        if "\n" in text[end + 1 : after] or text[after : after + 1] not in {"", "\n"}:
            break
        items.append(value)
        end = after
    return tuple(items), end
