"""Logs: each kind of line said once as a template, each line as its values, in order.

Law: at `lossless` every line can be read back exactly; trouble that is the first or the only one of
its kind stands word for word. At `balanced` repeated lines become counts, trouble and the rare stay.
"""

from __future__ import annotations

import re

from headroom_cli.compressors import Compressed, NotMine, _asked
from headroom_cli.compressors._log.entries import STAMP, continues
from headroom_cli.compressors._log.keep import Bounds, Census, Thinned
from headroom_cli.compressors._log.lines import read
from headroom_cli.compressors._log.render import render
from headroom_cli.model import Block, Level
from headroom_cli.tokens import count, count_many

_LOOK = 2048
_FEWEST = 4
_TOLL = 40
_TOLL_THINNED = 300
_AIM = 0.1
_WORTH = 0.75  # values apart from their words are read less surely: a small saving is not worth it
_BOUNDS = (Bounds(400, 12, 1000), Bounds(40, 6, 500), Bounds(10, 3, 500), Bounds(5, 2, 500))
_OTHERS = re.compile(
    r'\s*[\[{]\s*(?:["\[{\]}]|$)'
    r"|\s*\d+(?:\t|→|[:|] )"
    r"|diff --git |--- |@@ -"
    r"|(?!\d|[^\s:]*\d:\d\d?:\d\d?(?!\d*:))[^\s:]*[A-Za-z/.][^\s:]*:\d+[:-]"
)
_JSON = re.compile(r'\s*(?:\{\s*["}]|\[\s*["\[{])')
_COLOUR = re.compile(r"\x1b\[[0-9;]*m")
_LOGGED = re.compile(
    r"\d\d?:\d\d?:\d\d|\d{6} \d{6} |\b1\d{9}\b"
    r"|\b(?:TRACE|DEBUG|INFO|NOTICE|WARN|WARNING|ERROR|FATAL|CRITICAL)\b"
    r"|\[(?:debug|info|notice|warn|warning|error|crit)\]"
    r"|\w\[\d+\]: "
    r"|\bnpm (?:http|verbose|info|silly|timing|warn)\b"
    r"|(?:\b\w+=\S+ ){2}"
    r"|#\d+ (?:\d+\.\d+|\[|DONE|CACHED)"
)


class _Log:
    def score(self, block: Block) -> float:
        """The share of the first lines that look logged, their colours aside."""
        start = _COLOUR.sub("", block.text[:_LOOK]).split("\n")[:-1]
        lines = [line for line in start if line.strip() and not continues(line)]
        others = sum(_OTHERS.match(line) is not None for line in lines)
        if len(lines) < _FEWEST or others * 2 > len(lines) or _JSON.match(block.text):
            return 0.0
        return round(0.9 * sum(_LOGGED.search(line) is not None for line in lines) / len(lines), 2)

    def compress(self, block: Block, level: Level) -> Compressed:
        if STAMP in block.text:
            raise NotMine
        size = count(block.text)
        best = _lossless(block.text) if level is Level.LOSSLESS else _thinned(block, size)
        if best is None or len(best.text) > len(block.text) or count(best.text) > _WORTH * size:
            raise NotMine
        return best


def _lossless(text: str) -> Compressed | None:
    lines = read(text, _TOLL)
    said = render(lines, f"all {len(lines)} lines", {})
    return Compressed(said) if said else None


def _thinned(block: Block, size: int) -> Compressed | None:
    """Left out is only as much as it takes to come down to the aim, and nothing where little repeats."""
    lines = read(block.text, _TOLL_THINNED)
    if sum(line.free for line in lines) * 2 > len(lines):
        return _lossless(block.text)
    census = Census(lines, _asked.words(block))
    kept = census.thin(_BOUNDS[0])
    said = _said(kept)
    legend, rows = count_many((said or "\n---\n").split("\n---\n", 1))
    a_row = rows / kept.shown
    for bounds in _BOUNDS[1:]:
        if legend + a_row * kept.shown < _AIM * size:
            break
        kept = census.thin(bounds)
    said = _said(kept)
    if said is None or kept.shown * 2 > kept.total:
        return _lossless(block.text)
    return Compressed(said, f"{kept.total - kept.shown:,} of {kept.total:,} lines")


def _said(kept: Thinned) -> str | None:
    return render(kept.lines, f"{kept.shown:,} of {kept.total:,} lines", kept.notes)


PLUGIN = _Log()
