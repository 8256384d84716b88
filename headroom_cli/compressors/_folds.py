"""Folds: lines that differ in one word only are said as a pattern and its words.

Law: `» a*z: b c` stands for the lines `abz` and `acz`, in this order; what a fold cannot say exactly
is not folded, and a text with a line that already begins like a fold is not folded at all.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

MARK = "» "
SAID = f'"{MARK}a*z: b c" stands for lines abz, acz; ⏎ is a line end'
_TELLING = "*⏎"
_FEWEST = 2


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the text, or several that belong together; where there is a `pattern`, it may be folded."""

    text: str
    pattern: str = ""
    word: str = ""


def line(parts: Sequence[str], word: str) -> Line:
    """A line that may be folded: `parts` joined by `word`."""
    text = word.join(parts)
    simple = word and word[-1] != ":" and not any(c.isspace() for c in word)
    if not simple or any(sign in text for sign in _TELLING):
        return Line(text)
    return Line(text, "*".join(parts).replace("\n", "⏎"), word)


def folded(lines: Iterable[Line]) -> Iterator[str]:
    """The lines as text, neighbours of one pattern folded where that is shorter."""
    for pattern, run in groupby(lines, lambda item: item.pattern):
        alike = list(run)
        fold = f"{MARK}{pattern}: {' '.join(item.word for item in alike)}"
        plain = "\n".join(item.text for item in alike)
        yield fold if pattern and len(alike) >= _FEWEST and len(fold) < len(plain) else plain


def speaks_of_folds(text: str) -> bool:
    """Whether a line of the text begins like a fold."""
    return text.startswith(MARK) or f"\n{MARK}" in text
