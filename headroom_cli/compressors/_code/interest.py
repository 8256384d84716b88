"""The rows of a code text that someone asked about, or that say that something is unfinished.

Law: a function of the block alone. An identifier, a quoted text or a line number of the question or
the call counts wherever it stands; an ordinary word as the name of a function, or where few hold it.
"""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from headroom_cli.compressors import _asked
from headroom_cli.compressors._code.language import FILE, is_place
from headroom_cli.model import Block

_WORD = re.compile(r"[A-Za-z_$][\w$]*")
_IDENTIFIER = re.compile(r"[a-z]\w*[A-Z]|[A-Z]\w*[a-z]\w*[A-Z]|\w_\w|[A-Za-z]\d|^_|\$")
_POINTED_AT = re.compile(r"([A-Za-z_$][\w$]*)\(|[`'\"]([A-Za-z_$][\w$]*)[`'\"]")
_QUOTED = re.compile(r"[`'\"]([^`'\"\n]*[^`'\"\n\w$][^`'\"\n]*)[`'\"]")
_LINE = re.compile(r"(?:\blines? |\.\w+:)(\d{1,6})\b")
_PARTS = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")
_UNFINISHED = re.compile(r"\b(?:TODO|FIXME|BUG|HACK|XXX)\b")
_SHORTEST_QUOTE = 4
_MOST = 4000
_FEWEST = 2
_FEW = 0.05


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked: `identifiers` as they are written, `words` in lower case, `quotes`, `lines` by their number."""

    identifiers: frozenset[str]
    words: frozenset[str]
    quotes: tuple[str, ...]
    lines: frozenset[int]

    def names(self, function: str) -> bool:
        """Whether a function of this name was asked for: by its name, or by all the words it is made of."""
        own = _WORD.findall(function)[-1:]
        made_of = [part.lower() for part in _PARTS.findall("".join(own))]
        return not self.identifiers.isdisjoint(own) or (bool(made_of) and self.words.issuperset(made_of))


def asked(block: Block) -> Asked:
    """What the question and the call name; a file's name is no more than where to look."""
    called = {k: _told(v) for k, v in block.arguments.items() if isinstance(v, str) and not is_place(k)}
    text = "\n".join((_told(block.question), *called.values()))
    identifiers = {word for word in _WORD.findall(text) if _IDENTIFIER.search(word)}
    identifiers |= {word for pair in _POINTED_AT.findall(text) for word in pair if word}
    return Asked(
        frozenset(identifiers),
        _asked.words(replace(block, question=_told(block.question), arguments=called)),
        tuple(quote for quote in _QUOTED.findall(block.question) if len(quote.strip()) >= _SHORTEST_QUOTE),
        frozenset(map(int, _LINE.findall(block.question))),
    )


def interesting(rows: Sequence[str], number: int, starts: Sequence[int], asked: Asked) -> list[int]:
    """The rows (counted from 0; the first is line `number`) that must stay in view, in order.

    `starts` are the rows at which the functions begin that are in no other.
    """
    few = max(_FEWEST, _FEW * len(starts))
    found = set(_pointed_at(rows, number, asked))
    for word, hits in _mentions(rows, asked).items():
        if word in asked.identifiers or len({bisect(starts, at) for at in hits}) <= few:
            found.update(hits)
    return sorted(found)


def _mentions(rows: Sequence[str], asked: Asked) -> dict[str, list[int]]:
    """The rows in which each of the words stands that are asked for; in lower case where the word is no identifier."""
    known = set(_WORD.findall("\n".join(rows)))
    wanted = {word: word for word in known & asked.identifiers}
    wanted |= {word: low for word in known - wanted.keys() if (low := word.lower()) in asked.words}
    where: dict[str, list[int]] = {}
    for at, row in enumerate(rows if wanted else ()):
        for word in wanted.keys() & _WORD.findall(row):
            where.setdefault(wanted[word], []).append(at)
    return where


def _told(text: str) -> str:
    return FILE.sub(" ", text[:_MOST])


def _pointed_at(rows: Sequence[str], number: int, asked: Asked) -> Iterator[int]:
    yield from (line - number for line in asked.lines if 0 <= line - number < len(rows))
    unfinished = _UNFINISHED.search("\n".join(rows)) is not None
    for at, row in enumerate(rows if unfinished or asked.quotes else ()):
        if (unfinished and _UNFINISHED.search(row)) or any(quote in row for quote in asked.quotes):
            yield at
