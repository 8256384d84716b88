"""Three ways to look at a line, from sharp to blurred: which of its parts are words, which lie between.

Law: betweens and words, put together again in turn, are the line; a word is never empty,
holds no time, and the reader of a row can tell where it ends. Words of the sharp lens are whole
identifiers, so that one that a person searches for still stands in one piece.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from headroom_cli.compressors._log.entries import STAMP

WORD = re.compile(rf'(?:"[^"\n{STAMP}]*"|[^\s"{STAMP}])+')
_SHARP = re.compile(r"([\w.\-]++)")
_SHARP_ASCII = re.compile(_SHARP.pattern, re.ASCII)  # the same for ASCII, and faster
_QUOTED = re.compile(rf"({WORD.pattern})")
_HEAD = 6
_TAIL = re.compile(rf"([^\S\n]*+(?:\S++[^\S\n]++){{{_HEAD}}})([^\s{STAMP}][^\n{STAMP}]*)")


Words = tuple[str, ...]
Seen = tuple[Words, Words]  # what lies between, one more than there are words, and the words


def sharp(line: str) -> Seen | None:
    """Identifiers and numbers are words, all else stands between."""
    parts = (_SHARP_ASCII if line.isascii() else _SHARP).split(line)
    return tuple(parts[::2]), tuple(parts[1::2])


def coarse(line: str) -> Seen | None:
    """What white space separates is a word; quotes hold together."""
    parts = _QUOTED.split(line)
    return tuple(parts[::2]), tuple(parts[1::2])


def head(line: str) -> Seen | None:
    """The first words, then the whole rest of the line as the last word."""
    found = _TAIL.fullmatch(line)
    if found is None:
        return None
    parts = _QUOTED.split(found[1])
    return (*parts[::2], ""), (*parts[1::2], found[2])


LENSES: tuple[Callable[[str], Seen | None], ...] = (sharp, coarse, head)
