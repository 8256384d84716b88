"""A JSON value with fewer rows: what a reader of many rows needs, and an honest count of the rest.

Law: the value that comes back is the value that went in, less what `Thinned` counts: rows between
those kept (their number stands where they stood), parts of long texts, fields that only link or
decorate. What loses nothing stays the same object, and objects alike stay alike.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from headroom_cli.compressors._json.columns import size
from headroom_cli.compressors._json.rows import Pick, picks
from headroom_cli.compressors._json.texts import Rooms, weight
from headroom_cli.compressors._json.values import Array, Object, Packed, Row, Value, containers
from headroom_cli.model import Level

_WORTH = 0.02
_NAMED = 4
_DECORATION = re.compile(
    r"(?:avatar|gravatar|followers|following|gists|starred|subscriptions|organizations|repos|events|received_events"
    r"|icon|image|thumbnail|banner)_(?:url|id)|node_id|etag|selfLink|profile_\w*(?:url|color|image|tile)\w*"
    r"|resourceVersion|managedFields|.*/last-applied-configuration"
)
_NESTED = "managedFields"


class Limits(NamedTuple):
    """Up to how many rows an array loses none, and the characters for all long texts of one kind."""

    rows: int
    room: int


LIMITS = {Level.BALANCED: Limits(40, 6200), Level.AGGRESSIVE: Limits(20, 2500)}


class Thinned:
    """What is left out of the documents of a text; `asked` are the words of the question that it holds."""

    def __init__(self, asked: frozenset[str], limits: Limits) -> None:
        self.rows = self.of = self.texts = self._weight = self._all = 0
        self.fields: dict[str, None] = {}
        self._asked = asked
        self._limits = limits
        self._picks: dict[Row, Pick] = {}
        self._rooms = Rooms((), asked, 0)
        self._known: dict[Value, Value] = {}
        self._keys: dict[tuple[str, ...], tuple[str, ...]] = {}
        self._decorations: dict[tuple[str, ...], list[int]] = {}

    @property
    def worth(self) -> bool:
        """Whether what is left out is worth a marker, measured on what would be said of the whole."""
        return self._weight > _WORTH * self._all

    def omitted(self) -> str:
        """What was left out, in a few words; empty when nothing was."""
        names = [*self.fields][:_NAMED]
        more = f" and {len(self.fields) - _NAMED} like them" if len(self.fields) > _NAMED else ""
        said = [
            f"{self.rows} of {self.of} rows" if self.rows else "",
            f"parts of {self.texts} text{'s'[: self.texts - 1]}" if self.texts else "",
            f"fields {', '.join(names)}{more}" if names else "",
        ]
        return "; ".join(filter(None, said))

    def document(self, root: Row) -> Row:
        """A document with less in it."""
        found = [value for value, _ in containers(root)]
        self._picks = picks(found, self._asked, self._limits.rows)
        self._rooms = Rooms(found, self._asked, self._limits.room)
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
        gone, pick = self._decorating(value), self._picks.get(value)
        kept = pick.kept if pick else [i for i in range(len(value.keys)) if i not in gone]
        values = tuple([self._member(value, i) for i in kept])
        if values == value.values:
            return value
        keys = tuple([value.keys[i] for i in kept])
        thinned = Object(self._keys.setdefault(keys, keys), values)
        thinned.left = self._left(pick, value.values) if pick else ()
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
        pick = self._picks.get(value)
        items = tuple([self._value(value.items[i]) for i in (pick.kept if pick else range(len(value.items)))])
        if items == value.items:
            return value
        thinned = Array(items)
        thinned.left = self._left(pick, value.items) if pick else ()
        return thinned

    def _left(self, pick: Pick, rows: Sequence[Value]) -> tuple[str, ...]:
        """How many rows are left out before each kept one and after the last; at the end, what they are like."""
        gaps = [b - a - 1 for a, b in pairwise((-1, *pick.kept, len(rows)))]
        gone = set(range(len(rows))).difference(pick.kept)
        self.rows += len(gone)
        self.of += len(rows)
        self._weight += sum(size(rows[i]) for i in gone)
        return (*(f"…{n} rows" if n else "" for n in gaps), pick.summary)
