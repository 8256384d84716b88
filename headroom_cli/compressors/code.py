"""Source code: the bodies of functions that nobody asked about are left out, and all but the first line of comments.

Law: at `aggressive` only. Signatures, imports, types, constants and every other row stay byte for byte,
and so does what the question or the call names. A window of lines that was asked for is left alone,
and so is code that cannot be read with certainty.
"""

from __future__ import annotations

from collections.abc import Sequence

from headroom_cli.compressors import Compressed, NotMine
from headroom_cli.compressors._code import form
from headroom_cli.compressors._code.grammars import Grammar
from headroom_cli.compressors._code.interest import asked, interesting
from headroom_cli.compressors._code.language import language
from headroom_cli.compressors._code.parts import Part
from headroom_cli.compressors._code.reading import read
from headroom_cli.compressors._code.window import is_asked_for
from headroom_cli.compressors.file_read import Numbered, anchored, header, numbered
from headroom_cli.model import Block, Level
from headroom_cli.tokens import count_many

_CERTAIN = 0.9
_LONGEST = 5000  # characters in a row that someone wrote; bundles have longer ones


class _Code:
    def score(self, block: Block) -> float:
        return _CERTAIN if language(block) else 0.0

    def compress(self, block: Block, level: Level) -> Compressed:
        grammar = language(block) if level is Level.AGGRESSIVE else None
        if grammar is None:
            raise NotMine
        window = numbered(block.text)
        rows = window.lines if window else tuple(block.text.split("\n"))
        number = window.first if window else 1
        if is_asked_for(block, number, len(rows)) or max(map(len, rows)) > _LONGEST:
            raise NotMine
        parts = _spare(block, rows, number, grammar)
        text = _in_gutter(window, parts, grammar) if window else _plain(rows, parts, grammar)
        before, after = count_many((block.text, text))
        if after >= before or len(text) >= len(block.text):
            raise NotMine
        return Compressed(text, _omitted(parts, rows))


def _spare(block: Block, rows: Sequence[str], number: int, grammar: Grammar) -> list[Part]:
    """The parts to leave out; NotMine where there are none, or what is left would not be code."""
    code, wanted = read(rows, grammar), asked(block)
    if code is None:
        raise NotMine
    hits = interesting(rows, number, code.starts, wanted)
    parts = form.spare(code, hits, wanted)
    if not parts or not form.is_code(form.without(rows, parts, number), code, parts, grammar):
        raise NotMine
    return parts


def _in_gutter(window: Numbered, parts: Sequence[Part], grammar: Grammar) -> str:
    rows = form.without(anchored(window), parts, window.first)
    return window.head + "\n".join((f"{header(window)[:-1]}; {_legend(grammar)}]", *rows)) + window.tail


def _plain(rows: Sequence[str], parts: Sequence[Part], grammar: Grammar) -> str:
    return "\n".join((f"[code; {_legend(grammar)} of it]", *form.without(rows, parts, 1)))


def _legend(grammar: Grammar) -> str:
    return f'"{grammar.placeholder}lines 34-46" stands for those lines'


def _omitted(parts: Sequence[Part], rows: Sequence[str]) -> str:
    return f"{sum(part.rows for part in parts):,} of {len(rows):,} lines"


PLUGIN = _Code()
