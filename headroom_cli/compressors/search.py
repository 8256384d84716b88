"""Search results: what grep, ripgrep and linters print; a file is said once for its rows, numbers where they jump.

Law: rows keep their order and their text, and a row that is not certainly a result stays as it is. From
`balanced` on, of very many rows those may be left out that `thin` says.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from itertools import pairwise

from headroom_cli.compressors import Compressed, NotMine
from headroom_cli.compressors._search import rows, say, thin
from headroom_cli.compressors._search.rows import Row
from headroom_cli.model import Block, Level
from headroom_cli.tokens import count, count_many

_FEWEST = 2
_WORTH = 0.85
_MOST = {Level.BALANCED: 100, Level.AGGRESSIVE: 40}


class _Search:
    def score(self, block: Block) -> float:
        results = rows.read([row for row in block.text[:2048].split("\n")[:-1] if "\x1b" not in row])
        found = [row for row in results.rows if row.file is not None]
        if len(found) < _FEWEST or not results.is_sure:
            return 0.0
        if results.how == "one":
            return _of_one_file(found)
        return 0.9 if sum(bool(row.number) for row in found) * 2 > len(found) else 0.6

    def compress(self, block: Block, level: Level) -> Compressed:
        body = block.text.rstrip("\n")
        end = block.text[len(body) :]
        if "\x1b" in body:
            raise NotMine
        results = rows.read(body.split("\n"))
        size = count(body)
        best, form = _shortest(say.forms(results, {}))
        left = thin.thin(results, block, _MOST[level]) if level is not Level.LOSSLESS else None
        if left:
            thinner, said = _shortest(say.forms(left.results, left.notes))
            if said and thinner < min(best, size) * _WORTH:
                return Compressed(said + end, left.omitted)
        if not form or best >= size or len(form) >= len(body):
            raise NotMine
        return Compressed(form + end)


def _shortest(forms: Iterable[str]) -> tuple[int, str]:
    """The form of fewest tokens and how many these are; an empty one where there is none."""
    made = list(forms)
    return min(zip(count_many(made), made, strict=True), default=(sys.maxsize, ""))


def _of_one_file(found: Sequence[Row]) -> float:
    """Sure only where what is around the hits is shown, else any numbered text would do."""
    rising = sum(int(b.number) > int(a.number) for a, b in pairwise(found)) >= len(found) * 0.9 - 1
    around = {row.sign for row in found} == {":", "-"}
    return (0.97 if around else 0.6) if rising else 0.0


PLUGIN = _Search()
