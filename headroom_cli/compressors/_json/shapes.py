"""Which objects of a document are of one shape, and so can be said as rows under one list of names.

Law: every object that has a shape can be put back from its cells: the keys of an object are the
keys of its shape, in that order, less those that are absent. Shapes are found in document order.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from headroom_cli.compressors._json.values import Array, Object, Value

Keys = tuple[str, ...]
_MAP = 3
_NEIGHBOURS = 16


@dataclass(slots=True, eq=False)
class Shape:
    """Objects alike: the name they are called by, all their keys in order, and each one as it occurs.

    `breaks` holds the indexes of rows that do not follow the row before them in one table.
    """

    name: str
    keys: Keys
    rows: list[Object] = field(default_factory=list)
    breaks: set[int] = field(default_factory=set)


class Shapes:
    """The shapes of one document. `of` an object is its shape, or None where it stands alone."""

    def __init__(self, root: Value) -> None:
        self._common = Counter(o.keys for o in _objects(root, set()))
        self._maps: dict[Object, bool] = {}
        self._groups: dict[Keys, Shape] = {}
        self._homes: dict[str, list[Shape]] = {}
        self._gather(root, "row", broken=True)
        self._alone = {s for s in self._groups.values() if len(s.rows) < 2}  # noqa: PLR2004 - two make a table
        _name({id(s): s for s in self._groups.values()}.values())

    def of(self, value: Value) -> Shape | None:
        """The shape of an object; None for what is no object, stands alone or is a map."""
        if not isinstance(value, Object) or not value.keys or self.is_map(value):
            return None
        shape = self._groups[value.keys]
        return None if shape in self._alone else shape

    def is_map(self, value: Object) -> bool:
        """Whether the keys are data: several objects alike under keys that no other object has."""
        known = self._maps.get(value)
        if known is None:
            known = self._maps[value] = self._looks_like_map(value)
        return known

    def shared(self, values: Iterable[Value]) -> Shape | None:
        """The one shape of all these values; None where one has another or none."""
        shapes = {self.of(v) for v in values}
        return shapes.pop() if len(shapes) == 1 else None

    def _looks_like_map(self, value: Object) -> bool:
        if len(value.keys) < _MAP or self._common[value.keys] > 1:
            return False
        first = value.values[0]
        return all(isinstance(v, Object) and _alike(v.keys, first.keys) for v in value.values)  # type: ignore[union-attr]

    def _gather(self, value: Value, home: str, *, broken: bool) -> None:
        if isinstance(value, Array):
            for i, item in enumerate(value.items):
                self._gather(item, home, broken=i == 0)
        elif isinstance(value, Object):
            if not self.is_map(value):
                self._add(value, home, broken=broken)
            for i, (key, child) in enumerate(zip(value.keys, value.values, strict=True)):
                inner = (home, i == 0) if self.is_map(value) else (key, True)
                self._gather(child, inner[0], broken=inner[1])

    def _add(self, value: Object, home: str, *, broken: bool) -> None:
        shape = self._groups.get(value.keys) or Shape(home, value.keys)
        shape = self._settled(shape, home)
        self._groups[value.keys] = shape
        if broken:
            shape.breaks.add(len(shape.rows))
        shape.rows.append(value)

    def _settled(self, shape: Shape, home: str) -> Shape:
        """The shape that objects under `home` share, joined with `shape` where their keys agree."""
        known = self._homes.setdefault(home, [])
        if shape in known:
            return shape
        for other in known:
            if _alike(other.keys, shape.keys) and (keys := _merged(other.keys, shape.keys)):
                return self._join(other, shape, keys)
        if len(known) < _NEIGHBOURS:
            known.append(shape)
        return shape

    def _join(self, kept: Shape, gone: Shape, keys: Keys) -> Shape:
        kept.keys = keys
        if gone.rows:
            kept.breaks |= {len(kept.rows) + i for i in gone.breaks}
            kept.rows += gone.rows
            self._groups |= {k: kept for k, s in self._groups.items() if s is gone}
            self._homes = {h: [kept if s is gone else s for s in known] for h, known in self._homes.items()}
        return kept


def _objects(value: Value, seen: set[int]) -> Iterator[Object]:
    """Each distinct object once."""
    if isinstance(value, Object | Array) and id(value) not in seen:
        seen.add(id(value))
        if isinstance(value, Object):
            yield value
        for child in value.values if isinstance(value, Object) else value.items:
            if isinstance(child, Object | Array):
                yield from _objects(child, seen)


def _alike(one: Keys, other: Keys) -> bool:
    """Whether at least half the keys of the longer are also in the shorter."""
    return one is other or 2 * len(set(one).intersection(other)) >= max(len(one), len(other), 1)


def _merged(one: Keys, other: Keys) -> Keys:
    """Both in one order, or nothing where they put the same keys in different orders."""
    places = {key: i for i, key in enumerate(one)}
    common = [places[k] for k in other if k in places]
    if common != sorted(common):
        return ()
    merged: list[str] = []
    done = 0
    for key in other:
        if key in places:
            merged += one[done : places[key]]
            done = places[key] + 1
        merged.append(key)
    return (*merged, *one[done:])


def _name(shapes: Iterable[Shape]) -> None:
    taken = Counter(["str"])
    for shape in shapes:
        word = "".join(c for c in shape.name if c.isalnum() or c == "_") or "row"
        taken[word] += 1
        shape.name = word if taken[word] == 1 else f"{word}_{taken[word]}"
