"""A text said with references to what is in view: the words of `seen`.

Law: what is not in view stands verbatim; each reference says where its lines stand, and nothing
else is left out. File reads keep their line numbers sayable.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from headroom_cli.ccr.tool import NAME
from headroom_cli.compressors.file_read import Numbered, gutterless, numbered, part
from headroom_cli.context.seen import Piece, Source, View, pieces
from headroom_cli.model import Block

_NAMING = ("file_path", "path", "filename", "command", "cmd", "pattern", "query", "url")
_SPEAKS = re.compile(r"^\[(?:\d+ lines|lines \d+-\d+)(?: as above: |; the line number | likewise)", re.MULTILINE)
_LABEL = 72
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
    return words if len(words) <= _LABEL else f"{words[: _LABEL - 1]}…"


def written(call: Block, argument: str) -> str:
    """How a reader finds what the model itself wrote in an argument of a call."""
    return f"{_clean(argument)} of your {label(call)}"


def repeated(view: View, source: Source, key: str, *, in_reach: bool) -> str:
    """What stands for a text that was shown before as a whole, as `source`."""
    return f"[headroom: the same text as above: {_named(view, source)}{_handle(key, in_reach)}]"


def refer(view: View, reading: Reading, key: str, *, in_reach: bool) -> tuple[str, list[Piece]] | None:
    """The text with what is in view named, and its pieces; None when nothing is in view.

    None as well for a text with lines that read like references of ours: they would be taken for them.
    """
    cut = pieces(view, reading.lines)
    if not any(piece.source for piece in cut) or _SPEAKS.search(reading.text):
        return None
    intro = (
        f'[headroom: "as above" = the same lines stand verbatim earlier in this conversation{_handle(key, in_reach)}]'
    )
    body = (_say(view, reading, piece) for piece in cut)
    gutter = reading.gutter
    head, tail = (gutter.head, gutter.tail) if gutter else ("", "")
    return f"{intro}\n{head}" + "\n".join(body) + tail, cut


def _clean(words: str) -> str:
    return words.encode("utf-8", "replace").decode()


def _handle(key: str, in_reach: bool) -> str:
    return f"; {NAME} {key} has it in full" if in_reach else ""


def _say(view: View, reading: Reading, piece: Piece) -> str:
    if piece.source is not None:
        return _reference(reading, piece, piece.source, _named(view, piece.source))
    if reading.gutter is None:
        return "\n".join(reading.lines[piece.start : piece.end])
    first = reading.gutter.first
    window = part(reading.gutter, first + piece.start, first + piece.end - 1)
    if piece.end - piece.start >= _WORTH_A_HEADER:
        return gutterless(window)
    return "\n".join(window.style.gutter(n, line) + line for n, line in enumerate(window.lines, window.first))


def _named(view: View, source: Source) -> str:
    """The source's label, and which of them, since a file read twice may have been changed in between."""
    times = view.times[source.label]
    return source.label if times == 1 else f"{source.label} (no. {source.time} of {times} so far)"


def _reference(reading: Reading, piece: Piece, source: Source, name: str) -> str:
    length = piece.end - piece.start
    theirs = source.first + piece.at
    where = f" lines {theirs}-{theirs + length - 1}"
    if reading.gutter is None:
        return f"[{length} lines as above: {name}{where}]"
    ours = reading.gutter.first + piece.start
    shifted = "" if ours == theirs else where
    return f"[lines {ours}-{ours + length - 1} as above: {name}{shifted}]"
