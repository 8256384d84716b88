"""Plain values as text: bare where a reader cannot mistake them, else in JSON spelling.

Law: what is written is read back as the same value: a bare word is never a number, true, false or
null, and holds nothing that ends a cell where it stands. In a row only `|` and the line's end do;
inside brackets (flow) commas and brackets do as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from json.encoder import encode_basestring, encode_basestring_ascii

_LITERAL = r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?|true|false|null|NaN|-?Infinity"
_CALL = r"~{0,2}@?\w*[\[({]"
_NO = "\x00-\x1f\ud800-\udfff|"
_ROW = rf"(?!{_CALL})[^\s\"()\[\]{{}}{_NO}](?:[^{_NO}]*[^\s{_NO}])?"
_FLOW = rf"[^\s\"()\[\]{{}},{_NO}](?:[^\"()\[\]{{}},{_NO}]*[^\s\"()\[\]{{}},{_NO}])?"
_BARE = {
    (row, text): re.compile(rf"(?!(?:{'null' if text else _LITERAL})\Z){_ROW if row else _FLOW}")
    for row in (False, True)
    for text in (False, True)
}
_KEY = re.compile(r"[\w@$/-]+")
_MEMBER = re.compile(rf"[^\s\"()\[\]{{}},:…{_NO}](?:[^\"()\[\]{{}},:{_NO}]*[^\s\"()\[\]{{}},:{_NO}])?")
_LIKE_LITERAL = re.compile(_LITERAL)
_OPENS = re.compile(rf"[\"\[{{(\\]|{_CALL}")
_QUOTES = re.compile('"{2,}')
_SPELLED = re.compile('\\A"|[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]|\r(?!\n)')
_FENCES = 5
_SURROGATE = re.compile("[\ud800-\udfff]")
_UNSAFE = re.compile("[<>|\\x00-\\x1f\ud800-\udfff]")
_WORDS = {True: "true", False: "false", None: "null"}

Plain = str | bytes | bool | None


def quoted(text: str) -> str:
    """A string in JSON spelling, or as it is between quotes, more than it holds in a row, where that escapes less."""
    spelled = encode_basestring(text)
    if len(spelled) > len(text) + _FENCES and not _SPELLED.search(text):
        fence = '"' * max(3, 1 + max(map(len, _QUOTES.findall(text)), default=0))
        return f"{fence}{text}{fence}"
    return encode_basestring_ascii(text) if _SURROGATE.search(text) else spelled


def words(values: Iterable[Plain], *, row: bool, text: bool = False) -> dict[Plain, str]:
    """Values as the cells of a row, or inside brackets; `text`: all are strings, so 1 needs no quotes."""
    bare = _BARE[row, text]
    return {value: _word(value, bare) for value in values}


def word(value: Plain, *, row: bool, text: bool = False) -> str:
    """One value in the same way."""
    return _word(value, _BARE[row, text])


def key_word(key: str) -> str:
    """A field's name in a list of names: bare without dots, blanks and signs."""
    return key if _KEY.fullmatch(key) else quoted(key)


def member_word(key: str) -> str:
    """A key in braces: bare without what ends it there."""
    return key if _MEMBER.fullmatch(key) else quoted(key)


def like_literal(text: str) -> bool:
    """Whether a string, bare, would be read as a number, true, false or null."""
    return _LIKE_LITERAL.fullmatch(text) is not None


def stands(parts: Sequence[object]) -> bool:
    """Whether the texts among the parts of a template can stand as they are, the first not like a quoted value."""
    first = parts[0]
    if isinstance(first, str) and _OPENS.match(first):
        return False
    return not any(isinstance(part, str) and _UNSAFE.search(part) for part in parts)


def _word(value: Plain, bare: re.Pattern[str]) -> str:
    if isinstance(value, str):
        return value if bare.fullmatch(value) else quoted(value)
    return value.decode() if isinstance(value, bytes) else _WORDS[value]
