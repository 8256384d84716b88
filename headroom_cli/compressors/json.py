"""JSON results: the same values as rows under one list of names, constants and derived fields said once.

Law: at `lossless` the text, spacing and spelling included, can be put back from what is said; a
document in a layout that cannot be named is left as it came. Text around a document is not touched.
"""

from __future__ import annotations

import re

from headroom_cli.compressors import Compressed, NotMine
from headroom_cli.compressors._json.legend import legend
from headroom_cli.compressors._json.plan import Plan
from headroom_cli.compressors._json.style import Style, write
from headroom_cli.compressors._json.text import Document, parts
from headroom_cli.compressors._json.thin import Thinned
from headroom_cli.compressors._json.values import Value
from headroom_cli.compressors._json.write import Notation
from headroom_cli.model import Block, Level
from headroom_cli.tokens import count, count_many

HEAD = "[JSON said shorter; it was "
_MINIFIED = Style()
_BEGINS = re.compile(r"\{\s*[\"}]|\[\s*(?:[{\"\]]|\[\s*[\[{\"\d-]|-?\d+(?:\.\d+)?\s*,)")
_PREFACE = re.compile(r"(?:[^\n]{0,200}\n){0,4}?(?:[^\n]{0,80}[>:=] ?)?[ \t]*[\[{]\s*[\[{\"]")
_MEMBER = re.compile(r"\"\s*:")
_MEMBERS = 3
# A file that was read is edited by its own text, spaces included.
_READS = re.compile(r"\b(?:read|view|open)", re.IGNORECASE)
_PATHS = {"file_path", "filePath", "filename", "path"}
_LOOK = 2048
_CLEARLY = 0.9


class Json:
    """The compressor of JSON in tool results."""

    def score(self, block: Block) -> float:
        if _READS.search(block.tool) and _PATHS & block.arguments.keys():
            return 0.0
        start = block.text[:_LOOK].lstrip()
        if _BEGINS.match(start):
            return 0.95
        return 0.6 if _PREFACE.match(start) and len(_MEMBER.findall(start)) >= _MEMBERS else 0.0

    def compress(self, block: Block, level: Level) -> Compressed:
        try:
            said = _compressed(block.text, level)
        except RecursionError as error:
            raise NotMine from error
        if len(said.text) > len(block.text) or count(said.text) >= count(block.text):
            raise NotMine
        return said


PLUGIN = Json()


def _compressed(text: str, level: Level) -> Compressed:
    found = parts(text)
    if level is Level.OFF or HEAD in text or not any(isinstance(p, Document) for p in found):
        raise NotMine
    exact = "".join(part if isinstance(part, str) else _exact(part) for part in found)
    return Compressed(exact, ordered=False) if level is Level.LOSSLESS else _shorter(found, exact)


def _exact(document: Document) -> str:
    """The shortest exact way to say a document, which may be its own."""
    style = document.style()
    if not document.exact(style):
        return document.source
    head = _head(document, style)
    forms = [document.source, _tables(document.value, head), f"{HEAD}{head}]\n{write(document.value, _MINIFIED)}"]
    costs = count_many(forms)
    return forms[costs.index(min(costs))]


def _shorter(found: list[str | Document], exact: str) -> Compressed:
    """The text with rows left out and what was; the exact one where that is not clearly longer."""
    thin = Thinned()
    values = [part if isinstance(part, str) else thin.value(part.value) for part in found]
    if not thin.omitted():
        return Compressed(exact)
    heads = ["" if isinstance(part, str) else _head(part, part.style()) for part in found]
    text = "".join(v if isinstance(v, str) else _tables(v, head) for v, head in zip(values, heads, strict=True))
    shorter = count(text) <= _CLEARLY * count(exact)
    return Compressed(text, thin.omitted()) if shorter else Compressed(exact)


def _tables(value: Value, head: str) -> str:
    notation = Notation(Plan(value))
    body = notation.value(value)
    marks = "".join(f"; {words}" for words in legend("\n".join(notation.declarations)))
    return "\n".join([f"{HEAD}{head}{marks}]", *notation.declarations, body])


def _head(document: Document, style: Style) -> str:
    return style.words() + (" each" if document.lines else "")
