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
from headroom_cli.compressors._json.values import Array, Object, Packed, Row, Value

ABSENT = Object((), ())
Path = tuple[str, ...]
Spread = Callable[[Sequence[Value]], bool]
Parts: TypeAlias = "tuple[str | Column | None, ...]"


@dataclass(slots=True, eq=False)
class Column:
    """One field of all rows, and how it is said.

    `constant`: once for all. `parts`: text with other columns (or None, the cell itself) between;
    `loose`: an empty cell is as they say, any other says itself. `source`: looked up by that column.
    `listed`: cells are numbers of its distinct values. `usual`: what an empty cell stands for.
    `blank`: an empty cell is the row above (0) or that plus a step; `steps` are those between the rows.
    `rare`: most rows lack it, and those that have it say its name, at their end.
    """

    path: Path
    values: Sequence[Value]
    constant: bool = False
    parts: Parts = ()
    loose: bool = False
    source: Column | None = None
    listed: dict[Value, int] | None = None
    usual: Value = ABSENT
    blank: int | None = None
    steps: Sequence[int | None] = ()
    distinct: set[Value] = field(default_factory=set)
    rare: bool = False

    def __post_init__(self) -> None:
        self.distinct = set(self.values)
        self.rare = ABSENT in self.distinct and 2 * sum(v is ABSENT for v in self.values) > len(self.values)

    @property
    def repetitive(self) -> bool:
        """Whether its values come again and again."""
        return 3 * len(self.distinct) <= 2 * len(self.values)

    @property
    def visible(self) -> bool:
        """Whether rows have a cell for it."""
        return not self.constant and self.source is None and (self.loose or not self.parts or None in self.parts)


def columns(shape: Shape, spread: Spread) -> list[Column]:
    """The columns of `shape` in the order of its keys; `spread` says which nested ones to spread."""
    return list(_spread((), shape.keys, shape.rows, spread))


def _spread(path: Path, keys: Path, rows: Sequence[Row], spread: Spread) -> Iterator[Column]:
    for key, values in zip(keys, by_field(keys, rows), strict=True):
        if uniform(values) and spread(values):
            nested = [v for v in values if isinstance(v, Object)]
            yield from _spread((*path, key), nested[0].keys, nested, spread)
        else:
            yield Column((*path, key), values)


def by_field(keys: Path, rows: Sequence[Row]) -> list[tuple[Value, ...]]:
    """The values of each field of the rows, ABSENT where a row lacks it."""
    objects = [row for row in rows if isinstance(row, Object)]
    if not objects or all(row.keys is keys for row in objects):
        return list(zip(*[row.values for row in rows], strict=True))
    kinds = dict.fromkeys(row.keys for row in objects)
    at = {kind: {k: i for i, k in enumerate(kind)} for kind in kinds}
    places = {kind: [found.get(k, -1) for k in keys] for kind, found in at.items()}
    cells = [[values[i] for i in places[row.keys]] for row in objects if (values := (*row.values, ABSENT))]
    return list(zip(*cells, strict=True))


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


def spelled(values: Sequence[Value]) -> list[str | None]:
    """Strings and numbers as text; None for anything else."""
    return [v if isinstance(v, str) else v.decode() if isinstance(v, bytes) else None for v in values]


def size(value: Value) -> int:
    """About how many characters a value takes; nested ones are looked into."""
    if isinstance(value, str | bytes):
        return len(value)
    if isinstance(value, Object):
        return sum(map(len, value.keys)) + sum(map(size, value.values))
    if isinstance(value, Array):
        return 2 + sum(size(v) + 1 for v in value.items)
    return size(value.value) if isinstance(value, Packed) else 4
