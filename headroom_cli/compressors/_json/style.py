"""How a JSON document is laid out: a few known styles, named in a few words.

Law: a style that was detected is only likely: whoever wants to trust it writes the value and compares.
`named(style.words())` is the style.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_STRING = r'"(?:[^"\\]|\\.)*+"'
_FIRST_LINE = re.compile(r"[\[{]\s*?\n([ \t]*)\S")
_ESCAPE = re.compile(r"\\(u[0-9a-fA-F]{4}|.)")
_COLON = re.compile(rf"[{{,]\s*+{_STRING}(\s*:[ \t]*)")
_SCALAR = rf"(?:{_STRING}|[\w.+-]++)"
_COMMA = re.compile(rf"(?:[{{\[,]\s*+)(?:{_STRING}\s*:[ \t]*+)?{_SCALAR}(\s*,[ \t]*)")
_EMPTY = {"{": re.compile(r"\{(\s*)\}"), "[": re.compile(r"\[(\s*)\]")}
_SINGLE = re.compile(r"[{\[]( ?)\"")
_WORDS = re.compile(
    r'(one line|tabs|indent (\d+))(?: "(.*?)" "(.*?)")?(?: empty (\d)(\d))?'
    r"(?: (singles|padded singles))?(?: (ascii|html|slash|ascii slash))?"
)
_PACKED = ", in strings "


@dataclass(frozen=True, slots=True)
class Style:
    """A layout. `indent` None: one line. `empty` is what empty brackets hold: nothing, a line
    break, an indented empty line, a blank line. `singles`: a container of one plain value stays on its
    line. `escapes`: what is escaped beyond need. `packed`: the style of JSON in strings.
    """

    indent: str | None = None
    comma: str = ","
    colon: str = ":"
    empty: tuple[int, int] = (0, 0)
    singles: str = ""
    escapes: str = ""
    packed: Style | None = None

    def words(self) -> str:
        """The style as the header of a shortened text names it."""
        indent = {None: "one line", "\t": "tabs"}.get(self.indent) or f"indent {len(self.indent or '')}"
        usual = (",", ": ") if self.indent is not None else (",", ":")
        said = [indent, "" if (self.comma, self.colon) == usual else f'"{self.comma}" "{self.colon}"']
        said.append("empty {}{}".format(*self.empty) if any(self.empty) else "")
        packed = _PACKED + self.packed.words() if self.packed else ""
        return " ".join(word for word in (*said, self.singles, self.escapes) if word) + packed


def named(words: str) -> Style:
    """The style that `words` names; ValueError for words that no style has."""
    own, _, packed = words.partition(_PACKED)
    if not (found := _WORDS.fullmatch(own)):
        raise ValueError(words)
    base, width, comma, colon, *rest = found.groups()
    indent = {"one line": None, "tabs": "\t"}.get(base, " " * int(width or 0))
    comma, colon = (comma, colon) if comma is not None else (",", ":" if indent is None else ": ")
    empty = (int(rest[0] or 0), int(rest[1] or 0))
    return Style(indent, comma, colon, empty, rest[2] or "", rest[3] or "", named(packed) if packed else None)


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
    found = set(_ESCAPE.findall(text)) if "\\u" in text or "\\/" in text else set()
    if found & {"u003c", "u003e", "u0026"}:
        return "html"
    beyond = [name for name, used in (("ascii", _beyond_ascii(found)), ("slash", "/" in found)) if used]
    return " ".join(beyond)


def _beyond_ascii(escapes: set[str]) -> bool:
    return any(len(e) > 1 and e > "u007e" for e in escapes)
