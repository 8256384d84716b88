"""Which objects of a document are of one shape, and so can be said as rows under one list of names.

Law: every object that has a shape can be put back from its cells: the keys of an object are the
keys of its shape, in that order, less those that are absent. What stands under one key of objects
alike is looked at together, so the work grows with the fields, not with the cells.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from headroom_cli.compressors._json.values import Array, Object, Packed, Row, Value, containers

Keys = tuple[str, ...]
_HOLDERS = {Array, Packed}
_MAP = 3
_ARRAYS = 4
_NEIGHBOURS = 8
_WORTH = 24


@dataclass(slots=True, eq=False)
class Shape:
    """Objects alike: the name they are called by, all their keys in order, and each one as it occurs.

    `breaks` holds the indexes of rows that do not follow the row before them in one table. `arrays`: the rows
    are arrays of one length, and the keys are the numbers of the places in them.
    """

    name: str
    keys: Keys
    rows: list[Row] = field(default_factory=list)
    breaks: set[int] = field(default_factory=set)
    arrays: bool = False


class Shapes:
    """The shapes of one document. `of` an object is its shape, or None where it stands alone."""

    def __init__(self, root: Value) -> None:
        known = list(containers(root))
        self._flat = {value for value, children in known if not children}
        self._common = Counter(value.keys for value, _ in known if isinstance(value, Object))
        self._maps: dict[Object, bool] = {}
        self._groups: dict[Keys, Shape] = {}
        self._homes: dict[str, list[Shape]] = {}
        self._settled: set[tuple[str, Keys]] = set()
        self._arrays: dict[Array, Shape] = {}
        self._lengths: dict[tuple[str, int], Shape] = {}
        self._gather([(root,)], "row")
        self._alone = {s for s in self._groups.values() if _spared(s) < _WORTH}
        _name(dict.fromkeys([*self._groups.values(), *self._lengths.values()]))

    def of(self, value: Value) -> Shape | None:
        """The shape of an object; None for what is no object, stands alone or is a map; that of a row of arrays."""
        if isinstance(value, Array):
            shape = self._arrays.get(value)
        elif isinstance(value, Object) and value.keys and not self.is_map(value):
            shape = self._groups[value.keys]
        else:
            return None
        return None if shape in self._alone else shape

    def is_map(self, value: Object) -> bool:
        """Whether the keys are data: several objects alike under keys that no other object has."""
        known = self._maps.get(value)
        if known is None:
            known = self._maps[value] = self._common[value.keys] == 1 and _like_map(value)
        return known

    def shared(self, values: Iterable[Value]) -> Shape | None:
        """The one shape of all these values; None where one has another or none."""
        kinds = {v.keys if isinstance(v, Object) else v if isinstance(v, Array) else None: v for v in values}
        shapes = {self.of(v) for v in kinds.values()}
        return shapes.pop() if len(shapes) == 1 else None

    def _gather(self, runs: Iterable[Sequence[Value]], home: str) -> None:
        """Rows of all `runs`, each of which stands side by side in one place, then what is inside them."""
        alike: dict[Keys, list[Object]] = {}
        inner: list[Sequence[Value]] = []
        for run in runs:
            follows = False
            for keys, stretch in _stretches(run):
                if keys is None:
                    if not self._add_arrays(stretch, home):
                        inner += [_run(v) for v in stretch if isinstance(v, Array | Packed)]
                elif self.is_map(stretch[0]):
                    inner += [row.values for row in stretch]
                elif keys:
                    self._add(keys, stretch, home, follows=follows)
                    alike.setdefault(keys, []).extend(stretch)
                    follows = True
        if inner:
            self._gather(inner, home)
        for keys, rows in alike.items():
            self._look_inside(keys, [row for row in rows if row not in self._flat])

    def _look_inside(self, keys: Keys, rows: list[Object]) -> None:
        found: dict[int, list[Sequence[Value]]] = {}
        for row in rows:
            for i, value in enumerate(row.values):
                if type(value) is Object or (type(value) in _HOLDERS and value not in self._flat):
                    found.setdefault(i, []).append(_run(value))
        for i in sorted(found):
            self._gather(found[i], keys[i])

    def _add(self, keys: Keys, rows: Sequence[Object], home: str, *, follows: bool) -> None:
        if (home, keys) not in self._settled:
            self._settled.add((home, keys))
            self._groups[keys] = self._settle(self._groups.get(keys) or Shape(home, keys), home)
        shape = self._groups[keys]
        if not follows:
            shape.breaks.add(len(shape.rows))
        shape.rows += rows

    def _add_arrays(self, values: Sequence[Value], home: str) -> bool:
        """Whether values are arrays of one length of plain values, and so rows; if so they now are."""
        rows = [v for v in values if isinstance(v, Array) and v in self._flat]
        lengths = {len(row.items) for row in rows}
        if len(rows) < max(_ARRAYS, len(values)) or len(lengths) > 1 or not lengths.isdisjoint({0, 1}):
            return False
        length = lengths.pop()
        keys = tuple(str(i + 1) for i in range(length))
        shape = self._lengths.setdefault((home, length), Shape(home, keys, arrays=True))
        shape.breaks.add(len(shape.rows))
        shape.rows += rows
        self._arrays |= dict.fromkeys(rows, shape)
        return True

    def _settle(self, shape: Shape, home: str) -> Shape:
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


def _run(value: Value) -> Sequence[Value]:
    """What stands side by side in a place that holds a value: the items of an array, or the value alone."""
    if isinstance(value, Packed):
        return (value.value,)
    return value.items if isinstance(value, Array) else (value,)


def _stretches(run: Sequence[Any]) -> Iterable[tuple[Keys | None, Sequence[Any]]]:
    """Objects of the same keys that stand side by side, under their keys, and what is no object under None."""
    if len(run) == 1:
        return [(_keys(run[0]), run)]
    return [(keys, list(stretch)) for keys, stretch in groupby(run, _keys)]


def _keys(value: Value) -> Keys | None:
    return value.keys if isinstance(value, Object) else None


def _like_map(value: Object) -> bool:
    if len(value.keys) < _MAP or not isinstance(first := value.values[0], Object):
        return False
    return all(isinstance(v, Object) and _alike(v.keys, first.keys) for v in value.values)


def _alike(one: Keys, other: Keys) -> bool:
    """Whether at least half the keys of the longer are also in the shorter."""
    longer = max(len(one), len(other), 1)
    return one is other or (2 * min(len(one), len(other)) >= longer <= 2 * len(set(one).intersection(other)))


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


def _spared(shape: Shape) -> int:
    """The characters of keys that are not said again if they are said once for all rows."""
    return (len(shape.rows) - 1) * sum(len(key) + 2 for key in shape.keys)


def _name(shapes: Iterable[Shape]) -> None:
    taken = Counter(["str"])
    for shape in shapes:
        word = "".join(c for c in shape.name if c.isalnum() or c == "_") or "row"
        taken[word] += 1
        shape.name = word if taken[word] == 1 else f"{word}_{taken[word]}"
