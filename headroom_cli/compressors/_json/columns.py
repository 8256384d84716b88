"""The columns of a shape: each field's values in the order of the rows, small nested objects spread.

Law: a column has one value a row; ABSENT where the object lacks the field. A nested object is spread
into columns of its own (`user.login`) only where every row has it with the same keys.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from headroom_cli.compressors._json.bare import key_word
from headroom_cli.compressors._json.shapes import Shape
from headroom_cli.compressors._json.values import Array, Object, Value

ABSENT = Object((), ())
Path = tuple[str, ...]


Parts: TypeAlias = "tuple[str | Column | None, ...]"


@dataclass(slots=True, eq=False)
class Column:
    """One field of all rows, and how it is said.

    `constant`: once for all. `parts`: text with other columns (or None, the cell itself) between.
    `source`: looked up by that column. `listed`: cells are numbers of its distinct values. `blank`:
    an empty cell is the row above (0) or that plus a step. At most one of the first four is set,
    but `parts` that hold None leave the cell visible.
    """

    path: Path
    values: list[Value]
    constant: bool = False
    parts: Parts = ()
    source: Column | None = None
    listed: dict[Value, int] | None = None
    blank: int | None = None
    distinct: set[Value] = field(default_factory=set)
    _places: dict[int, tuple[Path, int]] = field(default_factory=dict)  # by depth: the keys last met, and where in them

    def __post_init__(self) -> None:
        self.distinct = set(self.values)

    @property
    def visible(self) -> bool:
        """Whether rows have a cell for it."""
        return not self.constant and self.source is None and (not self.parts or None in self.parts)

    def at(self, row: Object) -> Value:
        """The value that an object has in this column."""
        value: Value = row
        for depth in range(len(self.path)):
            place = self._place(depth, value.keys) if isinstance(value, Object) else -1
            if place < 0 or not isinstance(value, Object):
                return ABSENT
            value = value.values[place]
        return value

    def _place(self, depth: int, keys: Path) -> int:
        """Where the path's key stands among `keys`, or -1; looked up once for rows that share their keys."""
        known, place = self._places.get(depth, (None, -1))
        if known is not keys:
            key = self.path[depth]
            place = keys.index(key) if key in keys else -1
            self._places[depth] = keys, place
        return place


def columns(shape: Shape, spread: Callable[[Sequence[Value]], bool]) -> list[Column]:
    """The columns of `shape` in the order of its keys; `spread` says which nested ones to spread."""
    return list(_spread((), shape.keys, shape.rows, spread))


def _spread(
    path: Path, keys: Sequence[str], rows: Sequence[Object], spread: Callable[[Sequence[Value]], bool]
) -> Iterator[Column]:
    tables = [dict(zip(row.keys, row.values, strict=True)) for row in rows]
    for key in keys:
        values = [table.get(key, ABSENT) for table in tables]
        if uniform(values) and spread(values):
            nested = [v for v in values if isinstance(v, Object)]
            yield from _spread((*path, key), nested[0].keys, nested, spread)
        else:
            yield Column((*path, key), values)


def path_word(column: Column) -> str:
    """The column's name: its keys with dots between."""
    return ".".join(map(key_word, column.path))


def uniform(values: Sequence[Value]) -> bool:
    """Whether all are objects of exactly the same keys (at least one), and not all the same object."""
    first = values[0]
    if not isinstance(first, Object) or not first.keys:
        return False
    same = all(isinstance(v, Object) and v.keys is first.keys for v in values)
    return same and any(v is not first for v in values)


def spelled(value: Value) -> str | None:
    """A string or a number as text; None for anything else."""
    if isinstance(value, bytes):
        return value.decode()
    return value if isinstance(value, str) else None


def size(value: Value) -> int:
    """About how many characters a value takes; nested ones are looked into."""
    if isinstance(value, str | bytes):
        return len(value)
    if isinstance(value, Object):
        return sum(map(len, value.keys)) + sum(map(size, value.values))
    if isinstance(value, Array):
        return 2 + sum(size(v) + 1 for v in value.items)
    return 4
