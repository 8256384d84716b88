"""JSON results: the same values as rows under one list of names, constants and derived fields said once.

Law: at `lossless` the text, spacing and spelling included, can be put back from what is said; a
document in a layout that cannot be named is left as it came. Text around a document is not touched.
"""

from __future__ import annotations

import re
from dataclasses import replace

from headroom_cli.compressors import Compressed, NotMine
from headroom_cli.compressors._asked import words
from headroom_cli.compressors._json.legend import legend
from headroom_cli.compressors._json.plan import Plan
from headroom_cli.compressors._json.text import Document, parts
from headroom_cli.compressors._json.thin import LIMITS, Thinned
from headroom_cli.compressors._json.write import Notation
from headroom_cli.model import Block, Level
from headroom_cli.tokens import count_many

HEAD = "[JSON said shorter; "
_LEFT_OUT = "… is left out"
_BEGINS = re.compile(r"\{\s*[\"}]|\[\s*(?:[{\"\]]|\[\s*[\[{\"\d-]|-?\d+(?:\.\d+)?\s*,)")
_PREFACE = re.compile(r"(?:[^\n]{0,200}\n){0,4}?(?:[^\n]{0,80}[>:=] ?)?[ \t]*[\[{]\s*[\[{\"]")
_MEMBER = re.compile(r"\"\s*:")
_MEMBERS = 3
# A file that was read is edited by its own text, spaces included.
_READS = re.compile(r"\b(?:read|view|open)", re.IGNORECASE)
_PATHS = {"file_path", "filePath", "filename", "path"}
_LOOK = 2048


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
            said = _compressed(block, level)
        except RecursionError as error:
            raise NotMine from error
        before, after = count_many([block.text, said.text])
        if len(said.text) > len(block.text) or after >= before:
            raise NotMine
        return said


PLUGIN = Json()


def _compressed(block: Block, level: Level) -> Compressed:
    found = parts(block.text)
    documents = [part for part in found if isinstance(part, Document)]
    if level is Level.OFF or HEAD in block.text or not documents:
        raise NotMine
    if level is not Level.LOSSLESS and (shorter := _shorter(found, block, level)):
        return shorter
    alone = len(documents) == 1
    exact = "".join(part if isinstance(part, str) else _exact(part, alone=alone) for part in found)
    return Compressed(exact, ordered=False)


def _shorter(found: list[str | Document], block: Block, level: Level) -> Compressed | None:
    """The text with less in its documents, if that is worth a marker."""
    text = block.text.lower()
    thin = Thinned(frozenset(word for word in words(block) if word in text), LIMITS[level])
    less = [part if isinstance(part, str) else replace(part, value=thin.document(part.value)) for part in found]
    if not thin.worth:
        return None
    said = "".join(part if isinstance(part, str) else _said(part, _LEFT_OUT, terse=False) for part in less)
    return Compressed(said, thin.omitted(), ordered=False)


def _exact(document: Document, *, alone: bool) -> str:
    """The document in the short notation, or in its own where that alone is exact, or shorter.

    A document `alone` is weighed by the caller, with the text around it.
    """
    style = document.style()
    if not document.exact(style):
        return document.source
    said = _said(document, f"it was {style.words()}" + (" each" if document.lines else ""), terse=True)
    if alone:
        return said
    before, after = count_many([document.source, said])
    return said if after < before else document.source


def _said(document: Document, head: str, *, terse: bool) -> str:
    notation = Notation(Plan(document.value, terse=terse))
    body = notation.value(document.value)
    marks = legend("\n".join(notation.declarations), packed=document.packing.style is not None)
    return "\n".join([HEAD + "; ".join([head, *marks]) + "]", *notation.declarations, body])
