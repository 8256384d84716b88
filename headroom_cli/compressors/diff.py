"""Git's output: diffs, shows, logs, diffstats, blames; what git says of a file or a commit over and over is said once.

Law: the lines of hunks stay byte for byte, in place. From balanced on, and only where that is much, what no
one reads goes: long hunks of lock and generated files, binary patches, far context, trailers, index lines.
"""

from __future__ import annotations

import re

from headroom_cli.compressors import Compressed, NotMine
from headroom_cli.compressors._asked import words
from headroom_cli.compressors._diff import blame, parts, stat
from headroom_cli.compressors._diff.thin import thinned
from headroom_cli.compressors._diff.write import written
from headroom_cli.model import Block, Level
from headroom_cli.tokens import count_many

_LOOK = 2048
_BEGINS = re.compile(
    r"diff --(?:git|cc) |commit [0-9a-f]{40}(?: \(.*\))?$|--- [^\n]+\n\+\+\+ [^\n]+\n@@ -\d", re.MULTILINE
)
_WITHIN = re.compile(r"^(?:diff --git a/|commit [0-9a-f]{40}$|@@ -\d+(?:,\d+)? \+\d+(?:,\d+)? @@)", re.MULTILINE)
_FEWEST = 3
_ENOUGH = 0.6
_TOLL = 40
_CLEARLY = {Level.BALANCED: 0.9, Level.AGGRESSIVE: 0.95}


class _Diff:
    def score(self, block: Block) -> float:
        look = block.text[:_LOOK]
        rows = [row for row in look.split("\n")[:-1] if row]
        if _BEGINS.match(look.lstrip("\n")):
            return 0.95
        told = sum(blame.line(row).about != "" or stat.is_telling(row) for row in rows)
        if told >= max(_FEWEST, _ENOUGH * len(rows)):
            return 0.95
        return 0.7 if _WITHIN.search(look) else 0.0

    def compress(self, block: Block, level: Level) -> Compressed:
        rows = block.text.split("\n")
        read = tuple(parts.read(rows))
        exact = blame.by_commit(rows) or written(read)
        left, omitted = thinned(read, level, words(block)) if level in _CLEARLY else (read, "")
        thin = written(left) if omitted else exact
        before, after, least = count_many((block.text, exact, thin))
        if omitted and least + _TOLL <= _CLEARLY[level] * min(before, after) and len(thin) < len(block.text):
            return Compressed(thin, omitted)
        if after >= before or len(exact) >= len(block.text):
            raise NotMine
        return Compressed(exact)


PLUGIN = _Diff()
