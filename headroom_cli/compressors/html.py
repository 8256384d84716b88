"""Web pages: what a person would read of a page that was fetched, without the markup around it.

Law: nothing at `lossless`. A page's text, code, tables and links stay; what is never shown and navigation are
left out and counted. Source is not flattened: a project's own file, a template, a fragment stay as they are.
"""

from __future__ import annotations

import re

from headroom_cli.compressors import Compressed, NotMine
from headroom_cli.compressors._html.menus import without
from headroom_cli.compressors._html.origin import Origin, origin
from headroom_cli.compressors._html.page import read
from headroom_cli.compressors._html.words import said
from headroom_cli.model import Block, Level
from headroom_cli.tokens import count_many

_BEGINS = re.compile(
    r"^[ \t]*(?:<\?xml[^>\n]*>\s*)?(?:<!--[^>]*-->\s*)?<(?:!doctype\s+html|html[\s>])", re.IGNORECASE | re.MULTILINE
)
_ENDS = re.compile(r"</html\s*>", re.IGNORECASE)
_LOOK = 2048
_CERTAIN = 0.9
_SHORT = 400
_LARGE = 10_000
_SMALL_SHARE = 0.02


class _Html:
    def score(self, block: Block) -> float:
        begins = _BEGINS.search(block.text[:_LOOK])
        return _CERTAIN if begins and origin(block, block.text[begins.start() :]) is not Origin.SOURCE else 0.0

    def compress(self, block: Block, level: Level) -> Compressed:
        head, document, tail = _parts(block.text)
        wanted = (Origin.PAGE, Origin.UNKNOWN) if level is Level.AGGRESSIVE else (Origin.PAGE,)
        if level is Level.LOSSLESS or origin(block, document) not in wanted:
            raise NotMine
        page = read(document)
        text = said(without(page.text)) if page else ""
        if page is None or len(text) < min(_SHORT, _SMALL_SHARE * len(document)):
            raise NotMine
        shorter = f"{head}[web page as text, without scripts, styles, navigation]\n{page.title}\n\n{text}{tail}"
        before, after = count_many((block.text, shorter))
        if after >= before or len(shorter) >= len(block.text):
            raise NotMine
        return Compressed(shorter, _omitted(len(block.text), len(shorter)))


def _parts(text: str) -> tuple[str, str, str]:
    """What is before a document, the document, what is after it; NotMine where there is none, or several."""
    begins = _BEGINS.search(text[:_LOOK])
    if begins is None:
        raise NotMine
    ends = list(_ENDS.finditer(text))
    if len(ends) > 1:
        raise NotMine
    end = ends[0].end() if ends else len(text)
    return text[: begins.start()], text[begins.start() : end], text[end:]


def _omitted(before: int, after: int) -> str:
    digits = 0 if before > _LARGE else 1
    left_out, all_of_it = (f"{size / 1000:,.{digits}f}" for size in (before - after, before))
    return f"markup, scripts, styles, navigation: {left_out} of {all_of_it} kB"


PLUGIN = _Html()
