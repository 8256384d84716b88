"""What only a terminal needs: colours and cursor codes, progress drawn over itself, package managers' chatter.

Law: at `lossless` codes become marks that can be turned back. From `balanced` on what the screen shows
at the end stays, with every warning, error and result; plain output that is left may be said further.
"""

from __future__ import annotations

from contextlib import suppress

from headroom_cli.compressors import Compressed, NotMine
from headroom_cli.compressors._reads import was_read
from headroom_cli.compressors._terminal import chatter, codes
from headroom_cli.compressors._terminal.screen import MOVES, Screen
from headroom_cli.compressors.log import PLUGIN as LOG
from headroom_cli.model import Block, Level
from headroom_cli.tokens import count

_LOOK = 2048
_CHATTY = 0.5
_TALKS, _DRAWS = 0.96, 0.87
_LOGGED = 0.8  # from here on colours are a log's, whose templates hold them
_MARKER = 40  # tokens, about, of a marker that says what was left out


class _Terminal:
    def score(self, block: Block) -> float:
        start = block.text[:_LOOK]
        if was_read(block):
            return 0.0
        if chatter.share(codes.CODE.sub("", start).split("\n")[:-1]) >= _CHATTY:
            return _TALKS
        if MOVES.search(start):
            return _DRAWS
        return _DRAWS if codes.CODE.search(start) and LOG.score(block) < _LOGGED else 0.0

    def compress(self, block: Block, level: Level) -> Compressed:
        if codes.HEAD in block.text or chatter.SAID in block.text:
            raise NotMine
        before = count(block.text)
        exact = _exact(block)
        least = min(before, count(exact.text)) if exact else before
        if level is not Level.LOSSLESS:
            with suppress(NotMine):
                plain = _plain(block.text)
                if plain.omitted and count(plain.text) + _MARKER < least and len(plain.text) < len(block.text):
                    return plain
        if exact is None or least >= before or len(exact.text) > len(block.text):
            raise NotMine
        return exact


PLUGIN = _Terminal()


def _exact(block: Block) -> Compressed | None:
    """Codes as marks; without codes, phrases that come again and again as those of a log."""
    if "\x1b" in block.text:
        short = codes.marked(block.text)
        return Compressed(short) if short else None
    try:
        return LOG.compress(block, Level.LOSSLESS)
    except NotMine:
        return None


def _plain(text: str) -> Compressed:
    """What stays on the screen, without chatter."""
    shown, redrawn = _screened(text)
    quiet = chatter.quieted(shown)
    left = {
        "terminal codes": sum(1 for _ in codes.CODE.finditer(text)),
        "states drawn over": redrawn,
        "lines of package managers' chatter": quiet.lines,
    }
    omitted = ", ".join(f"{number} {what}" for what, number in left.items() if number)
    return Compressed(quiet.text, omitted, again=shown != text)


def _screened(text: str) -> tuple[str, int]:
    """What the screen shows at the end, and how often something was drawn over."""
    screen = Screen()
    if MOVES.search(text):
        return screen.show(text), screen.redrawn
    bare = codes.CODE.sub("", text)
    return (text if bare == text else "\n".join(line.rstrip(" ") for line in bare.split("\n"))), 0
