"""What all hits begin and end with, said once: who searches for `func Test` finds it in every row.

Law: a hit is the front, a part of its own, and the back; no name, number or path is cut, trouble stays word for
word, and a reader of the header has the hits back as they were.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from posixpath import commonprefix
from typing import NamedTuple

from headroom_cli.compressors._search.rows import Row

_BETWEEN = re.compile(r"[\s()\[\]{}<>,;|'\"]")
_TROUBLE = re.compile(
    r"\b(?:ERROR|WARN(?:ING)?|FATAL|CRITICAL|PANIC)\b|\b(?:error|warning|fatal|panic|[A-Z]\w+Error): "
)
_FEWEST = 6
_WORTH = 400  # characters that go, below which a reader would gain too little for looking twice


class Alike(NamedTuple):
    """The texts that all hits begin and end with."""

    front: str = ""
    back: str = ""

    @property
    def legend(self) -> str:
        """What the header says of it."""
        begins = f' begins with "{self.front}"' if self.front else ""
        ends = f' ends with "{self.back}"' if self.back else ""
        return f"; each hit{' and'.join(filter(None, (begins, ends)))}, left out here" if begins or ends else ""

    def without(self, row: Row) -> Row:
        """A row with its own part only; what is around hits stays as it is."""
        if row.file is None or row.sign != ":":
            return row
        return row._replace(text=row.text[len(self.front) : len(row.text) - len(self.back)])


def alike(rows: Sequence[Row]) -> Alike:
    """What is worth being said once for all hits."""
    texts = [row.text for row in rows if row.file is not None and row.sign == ":"]
    front = _whole_words(texts, commonprefix(texts))
    rest = [text[len(front) :][::-1] for text in texts]
    back = _whole_words(rest, commonprefix(rest))[::-1]
    worth = len(texts) >= _FEWEST and (len(front) + len(back)) * len(texts) >= _WORTH
    return Alike(front, back) if worth and not any(map(_TROUBLE.search, texts)) else Alike()


def _whole_words(texts: Sequence[str], common: str) -> str:
    """The longest part of what is common that ends with no word of any text, and can stand between quotes."""
    if not common.replace("\t", "").isprintable() or '"' in common:
        return ""
    size = len(common)
    while size and any(_cuts_a_word(text, size) for text in texts):
        size -= 1
    return common[:size]


def _cuts_a_word(text: str, at: int) -> bool:
    return at < len(text) and not (_BETWEEN.match(text[at - 1]) or _BETWEEN.match(text[at]))
