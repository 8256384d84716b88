"""A line of YAML or XML as fixed parts that others may have as well, and values that are its own.

Law: the fixed parts and the values, in turn, are the line; there is one value less than parts.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

_KEY = r"""(?:"[^"]*"|'[^']*'|[^\s:'"#&*!{\[|>%@`<-][^:#\n]*)"""
_FIELD = re.compile(rf"(?:[ ]|- )*({_KEY}): (?=\S)")
_ITEM = re.compile(r" *- (?=\S)")
_HEAD = re.compile(rf"( *)({_KEY})(:)")
_TAG = re.compile(r"\s*<([\w:.-]+)")
_VALUE = re.compile(r'(?<![\w:.-])([\w:.-]++)="([^"]*)"|>([^<>]+)(?=<|\Z)')
_OTHERS = re.compile(r"[^\w.-]+")


@dataclass(frozen=True, slots=True)
class Line:
    """A line taken apart; `names` say what the values are called."""

    fixed: tuple[str, ...]
    values: tuple[str, ...] = ()
    names: tuple[str, ...] = ()

    def filled(self, values: Sequence[str]) -> str:
        """The line with other values."""
        return "".join(chain.from_iterable(zip(self.fixed, (*values, ""), strict=True)))


def read(line: str) -> Line:
    """The values of a line: those behind a key of YAML, in attributes and behind a tag of XML."""
    if tag := _TAG.match(line):
        return _markup(line, tag[1])
    if field := _FIELD.match(line):
        return Line((field[0], ""), (line[field.end() :],), (_name(field[1]),))
    if item := _ITEM.match(line):
        return Line((item[0], ""), (line[item.end() :],), ("item",))
    return Line((line,))


def head(line: str) -> Line:
    """The same for the first line of several, where a key alone is a value as well."""
    match = _HEAD.fullmatch(line)
    return Line((match[1], match[3]), (match[2],), ("key",)) if match else read(line)


def _markup(line: str, tag: str) -> Line:
    fixed, values, names, done = [], [], [], 0
    for match in _VALUE.finditer(line):
        group = 2 if match[1] else 3
        fixed.append(line[done : match.start(group)])
        values.append(match[group])
        names.append(_name(match[1] or tag))
        done = match.end(group)
    return Line((*fixed, line[done:]), tuple(values), tuple(names))


def _name(key: str) -> str:
    return _OTHERS.sub("", key) or "value"
