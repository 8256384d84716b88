"""JSON results: the same values as rows under one list of names, constants and derived fields said once.

Law: at `lossless` the text, spacing and spelling included, can be put back from what is said; a
document in a layout that cannot be named is left as it came. Text around a document is not touched.
"""

from __future__ import annotations

import re

from headroom_cli.compressors import Compressed, NotMine
from headroom_cli.compressors._json_plan import Plan
from headroom_cli.compressors._json_style import Style, write
from headroom_cli.compressors._json_text import Document, parts
from headroom_cli.compressors._json_write import Notation
from headroom_cli.model import Block, Level
from headroom_cli.tokens import count, count_many

HEAD = "[JSON said shorter; it was "
_MINIFIED = Style()
_BEGINS = re.compile(r"\{\s*[\"}]|\[\s*(?:[{\"\]]|\[\s*[\[{\"\d-]|-?\d+(?:\.\d+)?\s*,)")
_PREFACE = re.compile(r"(?:[^\n]{0,200}\n){0,4}?(?:[^\n]{0,80}[>:=] ?)?[ \t]*[\[{]\s*[\[{\"]")
_MEMBER = re.compile(r"\"\s*:")
_MEMBERS = 3
_LOOK = 2048


class Json:
    """The compressor of JSON in tool results."""

    def score(self, block: Block) -> float:
        start = block.text[:_LOOK].lstrip()
        if _BEGINS.match(start):
            return 0.95
        return 0.6 if _PREFACE.match(start) and len(_MEMBER.findall(start)) >= _MEMBERS else 0.0

    def compress(self, block: Block, level: Level) -> Compressed:
        found = parts(block.text)
        if level is Level.OFF or HEAD in block.text or not any(isinstance(p, Document) for p in found):
            raise NotMine
        said = [part if isinstance(part, str) else _said(part) for part in found]
        text = "".join(said)
        if text == block.text or count(text) >= count(block.text):
            raise NotMine
        return Compressed(text)


PLUGIN = Json()


def _said(document: Document) -> str:
    """The shortest exact way to say a document, which may be its own."""
    style = document.style()
    if not document.exact(style):
        return document.source
    forms = [document.source, _tables(document, style), _minified(document, style)]
    costs = count_many(forms)
    return forms[costs.index(min(costs))]


def _tables(document: Document, style: Style) -> str:
    notation = Notation(Plan(document.value))
    body = notation.value(document.value)
    legend = "".join(f"; {words}" for words in notation.legend())
    return "\n".join([f"{HEAD}{_layout(document, style)}{legend}]", *notation.declarations, body])


def _minified(document: Document, style: Style) -> str:
    return f"{HEAD}{_layout(document, style)}]\n{write(document.value, _MINIFIED)}"


def _layout(document: Document, style: Style) -> str:
    return style.words() + (" each" if document.lines else "")
