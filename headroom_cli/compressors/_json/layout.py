"""A JSON value as the text that it is in a style.

Law: `write` is exact: numbers as they were spelled, keys in their order, and no other white space or
escapes than the style names.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from json.encoder import encode_basestring, encode_basestring_ascii
from operator import add

from headroom_cli.compressors._json.style import Style
from headroom_cli.compressors._json.values import Array, Object, Packed, Value

_SCALARS: dict[object, str] = {True: "true", False: "false", None: "null"}


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
    return Writer(style).text(value)


class Writer:
    """Writes values in one style; what comes again at the same depth is written once."""

    def __init__(self, style: Style) -> None:
        self._style = style
        self._string = _ESCAPES[style.escapes]
        self._packed = Writer(style.packed) if style.packed else None
        self._breaks = ["" if style.indent is None else "\n"]
        self._commas: list[str] = []
        self._heads: dict[tuple[str, ...], list[str]] = {}
        self._known: list[dict[Value, str]] = []
        self._deepen()

    def text(self, value: Value, depth: int = 0) -> str:
        """The value as it stands at a depth."""
        if not isinstance(value, Object | Array | Packed):
            return self._words((value,), depth)[0]
        if depth + 1 == len(self._breaks):
            self._deepen()
        known = self._known[0 if self._style.indent is None else depth]
        if value not in known:
            known[value] = self._written(value, depth)
        return known[value]

    def _deepen(self) -> None:
        self._breaks.append(self._breaks[-1] + (self._style.indent or ""))
        self._commas.append(self._style.comma + self._breaks[-1])
        self._known.append({})

    def _written(self, value: Object | Array | Packed, depth: int) -> str:
        if isinstance(value, Packed):
            return self._string((self._packed or self).text(value.value) + value.end)
        words = self._words(value.values, depth + 1)
        if isinstance(value, Array):
            return self._bracketed("[]", words, value.items, depth)
        heads = self._heads.get(value.keys)
        if heads is None:
            heads = self._heads[value.keys] = [self._string(key) + self._style.colon for key in value.keys]
        return self._bracketed("{}", [*map(add, heads, words)], value.values, depth)

    def _words(self, values: Sequence[Value], depth: int) -> list[str]:
        string, text, plain = self._string, self.text, _SCALARS
        return [
            string(v) if type(v) is str else v.decode() if type(v) is bytes else plain.get(v) or text(v, depth)
            for v in values
        ]

    def _bracketed(self, brackets: str, members: list[str], values: Sequence[Value], depth: int) -> str:
        if not members:
            return brackets[0] + self._hollow(brackets == "[]", depth) + brackets[1]
        if self._style.singles and len(values) == 1 and not isinstance(values[0], Object | Array):
            pad = " " if self._style.singles != "singles" and brackets == "{}" else ""
            return brackets[0] + pad + members[0] + pad + brackets[1]
        return (
            brackets[0]
            + self._breaks[depth + 1]
            + self._commas[depth].join(members)
            + self._breaks[depth]
            + brackets[1]
        )

    def _hollow(self, array: bool, depth: int) -> str:
        between = ("", "", self._breaks[depth + 1], "\n")[self._style.empty[array]]
        return between + (self._breaks[depth] if self._style.empty[array] else "")
