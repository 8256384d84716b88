"""Plain values as text: bare where a reader cannot mistake them, else in JSON spelling.

Law: what is written is read back as the same value: a bare word is never a number, true, false or
null, and holds nothing that ends a cell where it stands. In a row only `|` and the line's end do;
inside brackets (flow) commas and brackets do as well.
"""

from __future__ import annotations

import re
from json.encoder import encode_basestring, encode_basestring_ascii

_ROW = re.compile(r'[^\s"()\[\]{}|][^|\x00-\x1f]*')
_FLOW = re.compile(r'[^\s"()\[\]{}|,][^"()\[\]{}|,\x00-\x1f]*')
_KEY = re.compile(r"[\w@$/-]+")
_LITERAL = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?|true|false|null|NaN|-?Infinity")
_CALL = re.compile(r"@?\w+[\[({]")
_FENCED = re.compile(r'"""|"\Z|[\x00-\x08\x0b-\x1f]')
_FENCES = 5
_SURROGATE = re.compile("[\ud800-\udfff]")
_UNSAFE = re.compile("[<>|\\x00-\\x1f\ud800-\udfff]")
_WORDS = {True: "true", False: "false", None: "null"}

Plain = str | bytes | bool | None


def quoted(text: str) -> str:
    """A string in JSON spelling, or as it is between `\"\"\"` where that escapes less."""
    if _SURROGATE.search(text):
        return encode_basestring_ascii(text)
    spelled = encode_basestring(text)
    plain = len(spelled) > len(text) + _FENCES and not _FENCED.search(text)
    return f'"""{text}"""' if plain else spelled


def row_word(value: Plain, *, text: bool = False) -> str:
    """A value as the cell of a row; `text`: the column holds only strings, so 1 needs no quotes."""
    return _word(value, _ROW, text=text)


def flow_word(value: Plain, *, text: bool = False) -> str:
    """A value inside brackets."""
    return _word(value, _FLOW, text=text)


def key_word(key: str) -> str:
    """A field's name: bare without dots, blanks and signs."""
    return key if _KEY.fullmatch(key) else quoted(key)


def like_literal(text: str) -> bool:
    """Whether a string, bare, would be read as a number, true, false or null."""
    return _LITERAL.fullmatch(text) is not None


def safe(part: str) -> bool:
    """Whether text can stand in a template as it is."""
    return not _UNSAFE.search(part)


def opens(text: str) -> bool:
    """Whether text begins like a quoted or nested value."""
    return text[:1] in {'"', "[", "{", "(", "\\"} or _CALL.match(text) is not None


def _word(value: Plain, bare: re.Pattern[str], *, text: bool) -> str:
    if isinstance(value, bytes):
        return value.decode()
    if not isinstance(value, str):
        return _WORDS[value]
    free = bare.fullmatch(value) and not value[-1].isspace() and not _SURROGATE.search(value)
    if not free or _CALL.match(value) or (_LITERAL.fullmatch(value) and (not text or value == "null")):
        return quoted(value)
    return value
