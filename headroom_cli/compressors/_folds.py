"""Folds: lines that differ in one word only are said as a pattern and its words, equal lines by their number.

Law: `» a*z: b c` stands for the lines `abz` and `acz`, in this order, `» 3x a` for `a` three times, and
`b(7)` puts 7 in place of the pattern's 0; what a fold cannot say exactly is not folded. A text that
already speaks of folds must not be folded.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

MARK = "» "
_SAID = f'"{MARK}a*z: b c" stands for lines abz, acz; ⏎ is a line end; "{MARK}3x a" is line a thrice'
_SAID_OF_TIMES = "; b(7) is b with 7 in place of the 0"
_TELLING = "*⏎"
_TIME = re.compile(r"\((\d+(?:\.\d+)?)(s| ms)\)")
_USUAL = {"s": "0.00", " ms": "0"}
_LIKE_A_TIME = re.compile(r"\(\d+(?:\.\d+)?\)$")
_FEWEST = 2
_FEWEST_EQUAL = 3


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
    pattern = "*".join(parts).replace("\n", "⏎")
    time = _TIME.search(pattern)
    if time is None:
        return Line(text, pattern, word)
    return Line(text) if _LIKE_A_TIME.search(word) else _timed(Line(text, pattern, word), *time.groups())


def _timed(one: Line, number: str, unit: str) -> Line:
    """The time of most tests is 0; another one goes behind the word, so that it does not end the run."""
    usual = _USUAL[unit]
    pattern = one.pattern.replace(f"({number}{unit})", f"({usual}{unit})", 1)
    return replace(one, pattern=pattern, word=one.word if number == usual else f"{one.word}({number})")


def said(rows: Iterable[str]) -> str:
    """What the folds among the rows mean; nothing where there are none."""
    folds = [row.rpartition(": ") for row in rows if row.startswith(MARK)]
    timed = any(_TIME.search(pattern) and ")" in words for pattern, _, words in folds)
    return _SAID + _SAID_OF_TIMES * timed if folds else ""


def folded(lines: Iterable[Line]) -> Iterator[str]:
    """The lines as text, neighbours that are alike folded where that is shorter."""
    for _, run in groupby(lines, lambda item: item.pattern or item.text):
        alike = list(run)
        plain = "\n".join(item.text for item in alike)
        fold = _fold(alike)
        yield fold if fold and len(fold) < len(plain) else plain


def _fold(alike: Sequence[Line]) -> str:
    first = alike[0]
    if all(item.pattern for item in alike):
        return f"{MARK}{first.pattern}: {' '.join(item.word for item in alike)}" if len(alike) >= _FEWEST else ""
    equal = len(alike) >= _FEWEST_EQUAL and "\n" not in first.text and len({item.text for item in alike}) == 1
    return f"{MARK}{len(alike)}x {first.text}" if equal else ""


def speaks_of_folds(text: str) -> bool:
    """Whether a line of the text begins like a fold."""
    return text.startswith(MARK) or f"\n{MARK}" in text
