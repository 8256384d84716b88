"""A JSON value as the text that it is in a style.

Law: `write` is exact: numbers as they were spelled, keys in their order, and no other white space or
escapes than the style names.
"""

from __future__ import annotations

from collections.abc import Callable
from json.encoder import encode_basestring, encode_basestring_ascii

from headroom_cli.compressors._json.style import Style
from headroom_cli.compressors._json.values import Array, Object, Packed, Value

_SCALARS: dict[bool | None, str] = {True: "true", False: "false", None: "null"}


def _html(text: str) -> str:
    escaped = encode_basestring(text).replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
    return escaped.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


_ESCAPES: dict[str, Callable[[str], str]] = {
    "": encode_basestring,
    "ascii": encode_basestring_ascii,
    "html": _html,
    "slash": lambda text: encode_basestring(text).replace("/", "\\/"),
    "ascii slash": lambda text: encode_basestring_ascii(text).replace("/", "\\/"),
}


def write(value: Value, style: Style) -> str:
    """The document that `value` is in `style`."""
    return _Writer(style).text(value, 0)


class _Writer:
    """Writes values in one style; what comes again at the same depth is written once."""

    def __init__(self, style: Style) -> None:
        self._style = style
        self._string = _ESCAPES[style.escapes]
        self._breaks = ["" if style.indent is None else "\n"]
        self._heads: dict[tuple[str, ...], list[str]] = {}
        self._known: dict[tuple[Value, int], str] = {}

    def text(self, value: Value, depth: int) -> str:
        if isinstance(value, str):
            return self._string(value)
        if isinstance(value, bytes):
            return value.decode()
        if not isinstance(value, Object | Array | Packed):
            return _SCALARS[value]
        place = value, 0 if self._style.indent is None else depth
        if place not in self._known:
            self._known[place] = self._written(value, depth)
        return self._known[place]

    def _written(self, value: Object | Array | Packed, depth: int) -> str:
        if isinstance(value, Object):
            return self._object(value, depth)
        if isinstance(value, Array):
            return self._array(value, depth)
        return self._string(write(value.value, self._style.packed or Style()) + value.end)

    def _object(self, value: Object, depth: int) -> str:
        heads = self._heads.get(value.keys)
        if heads is None:
            heads = self._heads[value.keys] = [self._string(key) + self._style.colon for key in value.keys]
        members = [head + word for head, word in zip(heads, self._words(value.values, depth + 1), strict=True)]
        return self._bracketed("{}", members, value.values, depth)

    def _array(self, value: Array, depth: int) -> str:
        return self._bracketed("[]", self._words(value.items, depth + 1), value.items, depth)

    def _words(self, values: tuple[Value, ...], depth: int) -> list[str]:
        string, text = self._string, self.text
        return [string(v) if type(v) is str else text(v, depth) for v in values]

    def _bracketed(self, brackets: str, members: list[str], values: tuple[Value, ...], depth: int) -> str:
        if not members:
            return brackets[0] + self._hollow(brackets == "[]", depth) + brackets[1]
        if self._style.singles and len(values) == 1 and not isinstance(values[0], Object | Array):
            pad = " " if self._style.singles != "singles" and brackets == "{}" else ""
            return brackets[0] + pad + members[0] + pad + brackets[1]
        inner, outer = self._break(depth + 1), self._break(depth)
        return brackets[0] + inner + (self._style.comma + inner).join(members) + outer + brackets[1]

    def _hollow(self, array: bool, depth: int) -> str:
        between = ("", "", self._break(depth + 1), "\n")[self._style.empty[array]]
        return between + (self._break(depth) if self._style.empty[array] else "")

    def _break(self, depth: int) -> str:
        while len(self._breaks) <= depth:
            self._breaks.append(self._breaks[-1] + (self._style.indent or ""))
        return self._breaks[depth]
