"""What the rows left out were like, in one line: ranges of numbers and dates, counts of words.

Law: what is said holds for all of those rows that have the field; of too many kinds of words nothing is said.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import islice

from headroom_cli.compressors._json.choice import Fields, kind
from headroom_cli.compressors._json.columns import ABSENT
from headroom_cli.compressors._json.values import Value

_DATE = re.compile(r"\d{4}-\d\d-\d\d(?:[T ]\d\d:.*)?")
_PLAIN = re.compile(r"[\w.+-]+")
_LITERALS = {True: "true", False: "false", None: "null"}
_FIELDS, _KINDS, _LENGTH = 24, 6, 60


def summary(columns: Fields, rows: Sequence[int]) -> str:
    """A line on the rows at these indexes."""
    spans = ((path, _span([values[i] for i in rows])) for path, values in islice(columns.items(), _FIELDS))
    return "; ".join(f"{'.'.join(path) or 'values'} {words}" for path, words in spans if words)


def _span(values: Sequence[Value]) -> str:
    present = [v for v in values if v is not ABSENT]
    numbers = [v for v in present if isinstance(v, bytes)]
    words = [v if isinstance(v, str) else _LITERALS[v] for v in present if isinstance(v, str | bool | None)]
    if numbers and len(numbers) == len(present):
        return _range(min(numbers, key=float).decode(), max(numbers, key=float).decode())
    if words and len(words) == len(present):
        return _range(min(words), max(words)) if all(map(_DATE.fullmatch, words)) else _counts(words)
    return ""


def _range(low: str, high: str) -> str:
    return f"{low}..{high}" if low != high else low


def _counts(words: Sequence[str]) -> str:
    """How often each word comes, or each kind of text, by its first."""
    counts = Counter(words)
    if len(counts) <= _KINDS:
        return ", ".join(f"{n} {_said(word)}" for word, n in counts.most_common())
    kinds: Counter[str] = Counter()
    first: dict[str, str] = {}
    for word, n in counts.items():
        kinds[alike := kind(word)] += n
        first.setdefault(alike, word)
        if len(kinds) > _KINDS:
            return ""
    return ", ".join(f"{n} like {_said(first[alike])}" for alike, n in kinds.most_common())


def _said(word: str) -> str:
    if _PLAIN.fullmatch(word) and len(word) <= _LENGTH:
        return word
    return '"' + " ".join(word[:_LENGTH].split()) + ("…" if len(word) > _LENGTH else "") + '"'
