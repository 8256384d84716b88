"""A text said with references to what is in view: the words of `seen`.

Law: what is not in view stands verbatim; each reference says where its lines stand, and nothing
else is left out. File reads keep their line numbers sayable.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from headroom_cli.ccr.tool import NAME
from headroom_cli.compressors._json.changes import changes
from headroom_cli.compressors.file_read import Numbered, anchored, guttered, header, numbered
from headroom_cli.context.seen import Piece, Source, View, pieces
from headroom_cli.model import Block

_NAMING = ("file_path", "path", "filename", "command", "cmd", "pattern", "query", "url")
_SPEAKS = re.compile(
    r"^\[(?:as above: lines |the line above |lines \d+-\d+(?: as above|; the line number | likewise))", re.MULTILINE
)
_TELLS = '"as above" lines stand earlier in this conversation, verbatim or as headroom said them'
_LABEL = 64
_ENDING = 24  # characters of a long label's end: what a command was asked last tells it from others
_WORTH_A_HEADER = 24  # lines from which leaving the gutter out pays for its header


@dataclass(frozen=True, slots=True)
class Reading:
    """A text as lines that can be compared: file reads without their gutter."""

    text: str
    lines: tuple[str, ...]
    gutter: Numbered | None

    def source(self, label: str) -> Source:
        """The text as something that later ones can refer to."""
        return Source(label, self.gutter.first if self.gutter else 1, self.lines)


def read(text: str) -> Reading:
    """The lines of a text."""
    gutter = numbered(text)
    return Reading(text, gutter.lines if gutter else tuple(text.split("\n")), gutter)


def label(block: Block) -> str:
    """How a reader finds a text: its tool and what the tool was asked, on one line."""
    named = (block.arguments.get(key) for key in _NAMING)
    asked = next((" ".join(v.split()) for v in named if isinstance(v, str) and v.strip()), "")
    words = _clean(f"{block.tool or 'tool'} {asked}".strip())
    return words if len(words) <= _LABEL else f"{words[: _LABEL - _ENDING - 1]}…{words[-_ENDING:]}"


def written(call: Block, argument: str) -> str:
    """How a reader finds what the model itself wrote in an argument of a call."""
    return f"{_clean(argument)} of your {label(call)}"


def repeated(view: View, source: Source, key: str, *, in_reach: bool) -> str:
    """What stands for a text that was shown before as a whole, as `source`."""
    return f"[headroom: the same text as above: {_named(view, source)}{_handle(key, in_reach)}]"


def altered(view: View, source: Source, key: str, *, in_reach: bool) -> str:
    """What stands for JSON that differs in a few values from the last text of its label; empty where it does not."""
    last = view.latest.get(source.label)
    found = changes("\n".join(last.lines), "\n".join(source.lines)) if last else []
    if not last or not found:
        return ""
    head = f"[headroom: the same JSON as above: {_named(view, last)}, but for these values{_handle(key, in_reach)}]"
    return "\n".join((head, *(f"{c.path}{c.row and f', {c.row}'}: {c.before} -> {c.after}" for c in found)))


def refer(view: View, reading: Reading, source: Source, key: str, *, in_reach: bool) -> tuple[str, list[Piece]] | None:
    """The text with what is in view named, and its pieces; None when nothing is in view.

    None as well for a text with lines that read like references of ours: they would be taken for them.
    """
    cut = pieces(view, source, own=reading.gutter is None)
    if not any(piece.source for piece in cut) or _SPEAKS.search(reading.text):
        return None
    told = "" if view.told else _TELLS
    intro = f"[headroom: {told}{_handle(key, in_reach).removeprefix('' if told else '; ')}]\n"
    body = "\n".join(_Sayer(view, reading, source).said(cut))
    gutter = reading.gutter
    head, tail = (gutter.head, gutter.tail) if gutter else ("", "")
    return (intro if told or in_reach else "") + head + body + tail, cut


def _clean(words: str) -> str:
    return words.encode("utf-8", "replace").decode()


def _handle(key: str, in_reach: bool) -> str:
    return f"; {NAME} {key} has it in full" if in_reach else ""


class _Sayer:
    """Says the pieces of one text in turn; a source that was just named is not named again."""

    def __init__(self, view: View, reading: Reading, source: Source) -> None:
        self._view = view
        self._gutter = reading.gutter
        self._source = source
        self._last: Source | None = None

    def said(self, cut: list[Piece]) -> Iterator[str]:
        """The pieces as text; line numbers are left out where enough lines stand verbatim to pay for saying so."""
        rows = self._source.lines
        if self._gutter:
            bare = sum(p.end - p.start for p in cut if p.source is None) >= _WORTH_A_HEADER
            rows = tuple(anchored(self._gutter) if bare else guttered(self._gutter))
            yield from (header(self._gutter),) if bare else ()
        for piece in cut:
            if piece.source is None:
                yield from rows[piece.start : piece.end]
            else:
                yield self._reference(piece, piece.source)

    def _reference(self, piece: Piece, source: Source) -> str:
        length = piece.end - piece.start
        if source is self._source and piece.again:
            return f"[the line above {length} times more]"
        theirs, ours = source.first + piece.at, self._source.first + piece.start
        name = "" if source.same(self._last) else self._named(source)
        self._last = source
        where = f"lines {theirs}-{theirs + length - 1}" + (f" of {name}" if name else "")
        if self._gutter is None:
            return f"[as above: {where}]"
        where = where if ours != theirs else name
        return f"[lines {ours}-{ours + length - 1} as above{': ' if where else ''}{where}]"

    def _named(self, source: Source) -> str:
        return "this text" if source is self._source else _named(self._view, source)


def _named(view: View, source: Source) -> str:
    """The source's label, and which of them, since a file read twice may have been changed in between."""
    times = view.times[source.label]
    return source.label if times == 1 else f"{source.label} (no. {source.time} of {times} so far)"
