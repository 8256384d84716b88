"""A JSON value with fewer rows: what a reader of many rows needs, and an honest count of the rest.

Law: the value that comes back is the value that went in, less what `Thinned` counts: rows between
those kept (their number stands where they stood), the middle of very long texts, fields that only
link or decorate. Objects alike stay alike: the same value is always thinned to the same object.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import islice, pairwise

from headroom_cli.compressors._json.choice import Path, alarming, chosen, fields, wordy
from headroom_cli.compressors._json.values import Array, Object, Value

_ROWS, _TEXTS, _WORDS = 40, 60, 60
_LONG, _HEAD, _TAIL, _LINE, _LINES = 2400, 1200, 400, 300, 12
_DIFF = re.compile(r"@@ |diff |--- ")
_DECORATION = re.compile(
    r"(?:avatar|gravatar|followers|following|gists|starred|subscriptions|organizations|repos|events|received_events"
    r"|icon|image|thumbnail|banner)_(?:url|id)|node_id|etag|selfLink|profile_\w*(?:url|color|image|tile)\w*"
)
_SHOWN = 4
_FIELDS = 24


class Thinned:
    """One pass over one text: counts what it leaves out."""

    def __init__(self) -> None:
        self.rows = self.of = self.texts = 0
        self.fields: dict[str, None] = {}
        self._known: dict[Object | Array, Value] = {}
        self._keys: dict[tuple[str, ...], tuple[str, ...]] = {}

    def omitted(self) -> str:
        """What was left out, in a few words; empty when nothing was."""
        said = [
            f"{self.rows} of {self.of} rows" if self.rows else "",
            f"{self.texts} long text{'s'[: self.texts - 1]}" if self.texts else "",
        ]
        said.append("fields " + ", ".join(self.fields) if self.fields else "")
        return "; ".join(filter(None, said))

    def value(self, value: Value) -> Value:
        """The value with less in it."""
        if isinstance(value, str):
            return self._text(value) if len(value) > _LONG else value
        if not isinstance(value, Object | Array):
            return value
        if value not in self._known:
            self._known[value] = self._object(value) if isinstance(value, Object) else self._array(value)
        return self._known[value]

    def _object(self, value: Object) -> Object:
        plain = [
            i for i, key in enumerate(value.keys) if not _DECORATION.fullmatch(key) or self._tells(value.values[i])
        ]
        if len(plain) < len(value.keys):
            self.fields |= dict.fromkeys(k for i, k in enumerate(value.keys) if i not in plain)
        kept = self._kept(value.values) if len(plain) == len(value.keys) and _rows_alike(value) else plain
        keys = tuple(value.keys[i] for i in kept)
        values = tuple(self.value(value.values[i]) for i in kept)
        thinned = Object(self._keys.setdefault(keys, keys), values)
        thinned.left = self._gaps(kept, value.values) if kept is not plain and len(kept) < len(value.keys) else ()
        return thinned

    def _tells(self, value: Value) -> bool:
        return isinstance(value, Object | Array) or (isinstance(value, str) and alarming(value))

    def _array(self, value: Array) -> Array:
        kept = self._kept(value.items)
        thinned = Array(tuple(self.value(value.items[i]) for i in kept))
        thinned.left = self._gaps(kept, value.items) if len(kept) < len(value.items) else ()
        return thinned

    def _kept(self, rows: Sequence[Value]) -> Sequence[int]:
        everything = range(len(rows))
        if len(rows) <= _ROWS:
            return everything
        columns = fields(rows)
        if len(rows) <= _TEXTS and wordy(columns):
            return everything
        kept = chosen(len(rows), columns)
        return kept if len(kept) < 0.8 * len(rows) else everything

    def _gaps(self, kept: Sequence[int], rows: Sequence[Value]) -> tuple[str, ...]:
        """What stands before each kept row and after the last: how many are left out there."""
        ends = [-1, *kept, len(rows)]
        counts = [b - a - 1 for a, b in pairwise(ends)]
        self.rows += sum(counts)
        self.of += len(rows)
        gone = set(range(len(rows))) - set(kept)
        gaps = [f"… {n} left out" if n else "" for n in counts]
        return (*gaps, summary(fields([rows[i] for i in sorted(gone)]), len(gone)))

    def _text(self, text: str) -> str:
        if _DIFF.match(text):
            return text
        self.texts += 1
        middle = text[_HEAD:-_TAIL]
        alarms = [line[:_LINE] for line in middle.splitlines() if alarming(line)][:_LINES]
        gap = f"\n… {len(middle)} characters left out"
        return "\n".join([text[:_HEAD] + gap + (", but of these:" if alarms else ""), *alarms, "…\n" + text[-_TAIL:]])


def _rows_alike(value: Object) -> bool:
    """Whether the members are rows by their keys: all objects, or none of them nested."""
    nested = [isinstance(v, Object) for v in value.values]
    return all(nested) or not any(isinstance(v, Object | Array) for v in value.values)


def summary(columns: dict[Path, dict[int, Value]], rows: int) -> str:
    """A line on so many rows that are left out: ranges of numbers, counts of words."""
    spans = ((path, _span(list(values.values()), rows)) for path, values in columns.items())
    return "; ".join(f"{'.'.join(path) or 'values'} {words}" for path, words in islice(spans, _FIELDS) if words)


def _span(values: list[Value], rows: int) -> str:
    numbers = [v for v in values if isinstance(v, bytes)]
    if len(numbers) == rows:
        return f"{min(numbers, key=float).decode()}..{max(numbers, key=float).decode()}"
    words = Counter(v for v in values if isinstance(v, str))
    if not words or len(words) > _SHOWN or any(len(w) > _TAIL // 10 for w in words):
        return ""
    return ", ".join(f"{n} {word}" for word, n in words.most_common())
