"""How a JSON document is laid out: a few known styles, named in a few words.

Law: `write` of the value in the detected style is the document, byte for byte, or the style is not
the document's: whoever detects compares before trusting. `named(style.words())` is the style.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from json.encoder import encode_basestring, encode_basestring_ascii

from headroom_cli.compressors._json.values import Array, Object, Value

_STRING = r'"(?:[^"\\]|\\.)*+"'
_FIRST_LINE = re.compile(r"[\[{]\s*?\n([ \t]*)\S")
_ESCAPE = re.compile(r"\\(u[0-9a-fA-F]{4}|.)")
_COLON = re.compile(rf"[{{,]\s*+{_STRING}(\s*:[ \t]*)")
_SCALAR = rf"(?:{_STRING}|[\w.+-]++)"
_COMMA = re.compile(rf"(?:[{{\[,]\s*+)(?:{_STRING}\s*:[ \t]*+)?{_SCALAR}(\s*,[ \t]*)")
_EMPTY = {"{": re.compile(r"\{(\s*)\}"), "[": re.compile(r"\[(\s*)\]")}
_SINGLE = re.compile(rf"\{{( ?){_STRING}\s*:|\[{_STRING}")
_WORDS = re.compile(
    r'(one line|tabs|indent (\d+))(?: "(.*?)" "(.*?)")?(?: empty (\d)(\d))?'
    r"(?: (singles|padded singles))?(?: (ascii|html|slash|ascii slash))?"
)
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


@dataclass(frozen=True, slots=True)
class Style:
    """A layout. `indent` None: one line. `empty` is what empty brackets hold: nothing, a line
    break, an indented empty line, a blank line. `singles`: a
    container of one plain value stays on its line. `escapes`: what is escaped beyond need.
    """

    indent: str | None = None
    comma: str = ","
    colon: str = ":"
    empty: tuple[int, int] = (0, 0)
    singles: str = ""
    escapes: str = ""

    def words(self) -> str:
        """The style as the header of a shortened text names it."""
        indent = {None: "one line", "\t": "tabs"}.get(self.indent) or f"indent {len(self.indent or '')}"
        usual = (",", ": ") if self.indent is not None else (",", ":")
        said = [indent, "" if (self.comma, self.colon) == usual else f'"{self.comma}" "{self.colon}"']
        said.append("empty {}{}".format(*self.empty) if any(self.empty) else "")
        return " ".join(word for word in (*said, self.singles, self.escapes) if word)


def named(words: str) -> Style:
    """The style that `words` names; ValueError for words that no style has."""
    if not (found := _WORDS.fullmatch(words)):
        raise ValueError(words)
    base, width, comma, colon, *rest = found.groups()
    indent = {"one line": None, "tabs": "\t"}.get(base, " " * int(width or 0))
    comma, colon = (comma, colon) if comma is not None else (",", ":" if indent is None else ": ")
    empty = (int(rest[0] or 0), int(rest[1] or 0))
    return Style(indent, comma, colon, empty, rest[2] or "", rest[3] or "")


def detect(text: str) -> Style:
    """The likely style of a document, from its beginning and a few signs in the rest."""
    first = _FIRST_LINE.match(text)
    indent = first[1] if first else None
    colon = found[1] if (found := _COLON.search(text)) else (": " if indent is not None else ":")
    comma = _comma(text) if indent is None else ","
    empty = (_breaks(text, "{"), _breaks(text, "["))
    single = _SINGLE.search(text) if indent is not None else None
    singles = ("padded singles" if single[1] else "singles") if single else ""
    return Style(indent, comma, colon, empty, singles, _escapes(text))


def _comma(text: str) -> str:
    found = _COMMA.search(text)
    return found[1] if found else ","


def _breaks(text: str, bracket: str) -> int:
    found = _EMPTY[bracket].search(text)
    lines = found[1].split("\n") if found else []
    blank = len(lines) > 2 and not lines[1]  # noqa: PLR2004 - something before, between and after two breaks
    return 3 if blank else max(0, min(2, len(lines) - 1))


def _escapes(text: str) -> str:
    found = set(_ESCAPE.findall(text))
    if found & {"u003c", "u003e", "u0026"}:
        return "html"
    beyond = [name for name, used in (("ascii", _beyond_ascii(found)), ("slash", "/" in found)) if used]
    return " ".join(beyond)


def _beyond_ascii(escapes: set[str]) -> bool:
    return any(len(e) > 1 and e > "u007e" for e in escapes)


def write(value: Value, style: Style) -> str:
    """The document that `value` is in `style`."""
    return _Writer(style).text(value, 0)


class _Writer:
    def __init__(self, style: Style) -> None:
        self._style = style
        self._string = _ESCAPES[style.escapes]
        self._breaks = ["" if style.indent is None else "\n"]

    def text(self, value: Value, depth: int) -> str:
        kind = type(value)
        if kind is str:
            return self._string(value)  # type: ignore[arg-type]
        if kind is bytes:
            return value.decode()  # type: ignore[union-attr]
        if isinstance(value, Object):
            return self._object(value, depth)
        if isinstance(value, Array):
            return self._array(value, depth)
        return _SCALARS[value]  # type: ignore[index]

    def _object(self, value: Object, depth: int) -> str:
        colon, string, text = self._style.colon, self._string, self.text
        members = [string(k) + colon + text(v, depth + 1) for k, v in zip(value.keys, value.values, strict=True)]
        return self._bracketed("{}", members, value.values, depth)

    def _array(self, value: Array, depth: int) -> str:
        return self._bracketed("[]", [self.text(v, depth + 1) for v in value.items], value.items, depth)

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
