"""A JSON value with fewer rows: what a reader of many rows needs, and an honest count of the rest.

Law: the value that comes back is the value that went in, less what `Thinned` counts: rows between
those kept (their number stands where they stood), parts of long texts, fields that only link or
decorate. What loses nothing stays the same object, and objects alike stay alike.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from headroom_cli.compressors._json.choice import Fields, chosen, fields, wordy
from headroom_cli.compressors._json.columns import size
from headroom_cli.compressors._json.summary import summary
from headroom_cli.compressors._json.texts import Rooms, weight
from headroom_cli.compressors._json.values import Array, Object, Packed, Row, Value

_ROWS, _TEXTS = 40, 200
_MOST, _WORTH = 0.8, 0.02
_DECORATION = re.compile(
    r"(?:avatar|gravatar|followers|following|gists|starred|subscriptions|organizations|repos|events|received_events"
    r"|icon|image|thumbnail|banner)_(?:url|id)|node_id|etag|selfLink|profile_\w*(?:url|color|image|tile)\w*"
    r"|resourceVersion|managedFields|.*/last-applied-configuration"
)
_NESTED = "managedFields"


class Thinned:
    """What is left out of the documents of a text; `asked` are the words of the question that it holds."""

    def __init__(self, asked: frozenset[str]) -> None:
        self.rows = self.of = self.texts = self._weight = self._all = 0
        self.fields: dict[str, None] = {}
        self._asked = asked
        self._rooms = Rooms(None, asked)
        self._known: dict[Value, Value] = {}
        self._keys: dict[tuple[str, ...], tuple[str, ...]] = {}
        self._decorations: dict[tuple[str, ...], list[int]] = {}

    @property
    def worth(self) -> bool:
        """Whether what is left out is worth a marker, measured on what would be said of the whole."""
        return self._weight > _WORTH * self._all

    def omitted(self) -> str:
        """What was left out, in a few words; empty when nothing was."""
        said = [
            f"{self.rows} of {self.of} rows" if self.rows else "",
            f"parts of {self.texts} text{'s'[: self.texts - 1]}" if self.texts else "",
            "fields " + ", ".join(self.fields) if self.fields else "",
        ]
        return "; ".join(filter(None, said))

    def document(self, root: Row) -> Row:
        """A document with less in it."""
        self._rooms = Rooms(root, self._asked)
        self._all += self._rooms.weight
        return self._object(root) if isinstance(root, Object) else self._array(root)

    def _value(self, value: Value) -> Value:
        if not isinstance(value, Object | Array | Packed):
            return value
        if value not in self._known:
            self._known[value] = self._thinned(value)
        return self._known[value]

    def _thinned(self, value: Object | Array | Packed) -> Value:
        if isinstance(value, Object):
            return self._object(value)
        if isinstance(value, Array):
            return self._array(value)
        inner = self._object(value.value) if isinstance(value.value, Object) else self._array(value.value)
        return value if inner is value.value else Packed(inner, value.end)

    def _object(self, value: Object) -> Object:
        gone = self._decorating(value)
        alike = not gone and _rows_alike(value)
        kept, columns = self._kept(value.values, value.keys) if alike else (range(len(value.keys)), {})
        kept = [i for i in kept if i not in gone]
        values = tuple([self._member(value, i) for i in kept])
        if values == value.values:
            return value
        keys = tuple([value.keys[i] for i in kept])
        thinned = Object(self._keys.setdefault(keys, keys), values)
        thinned.left = self._left(kept, value.values, columns) if columns else ()
        return thinned

    def _member(self, value: Object, at: int) -> Value:
        member = value.values[at]
        if not isinstance(member, str):
            return self._value(member)
        shorter = self._rooms.cut(value.keys[at], member, value.values)
        if shorter is not member:
            self.texts += 1
            self._weight += len(member) - len(shorter)
        return shorter

    def _decorating(self, value: Object) -> list[int]:
        """The fields that only link or decorate, unless they were asked for or hold more."""
        found = self._decorations.get(value.keys)
        if found is None:
            named = [i for i, k in enumerate(value.keys) if _DECORATION.fullmatch(k) and k.lower() not in self._asked]
            found = self._decorations[value.keys] = named
        if found:
            found = [i for i in found if value.keys[i] == _NESTED or not isinstance(value.values[i], Object | Array)]
            self.fields |= dict.fromkeys(value.keys[i] for i in found)
            self._weight += weight(value.values[i] for i in found)
        return found

    def _array(self, value: Array) -> Array:
        kept, columns = self._kept(value.items)
        items = tuple([self._value(value.items[i]) for i in kept])
        if items == value.items:
            return value
        thinned = Array(items)
        thinned.left = self._left(kept, value.items, columns) if columns else ()
        return thinned

    def _kept(self, rows: Sequence[Value], keys: Sequence[str] = ()) -> tuple[Sequence[int], Fields]:
        """The rows to keep, and the fields to sum up the others by; no fields where all are kept."""
        if len(rows) > _ROWS:
            columns = fields(rows) | ({("key",): keys} if keys else {})
            kept = [] if len(rows) <= _TEXTS and wordy(columns) else chosen(len(rows), columns, self._asked)
            if kept and len(kept) < _MOST * len(rows):
                return kept, columns
        return range(len(rows)), {}

    def _left(self, kept: Sequence[int], rows: Sequence[Value], columns: Fields) -> tuple[str, ...]:
        """How many rows are left out before each kept one and after the last; at the end, what they are like."""
        gaps = [b - a - 1 for a, b in pairwise((-1, *kept, len(rows)))]
        gone = sorted(set(range(len(rows))).difference(kept))
        self.rows += len(gone)
        self.of += len(rows)
        self._weight += sum(size(rows[i]) for i in gone)
        return (*(f"…{n} rows" if n else "" for n in gaps), summary(columns, gone))


def _rows_alike(value: Object) -> bool:
    """Whether the members are rows by their keys: all objects, or none of them nested."""
    if len(value.keys) <= _ROWS:
        return False
    nested = [isinstance(v, Object) for v in value.values]
    return all(nested) or not any(isinstance(v, Object | Array) for v in value.values)
