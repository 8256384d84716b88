"""How each shape of a document is to be written: its columns, and whether it is said once and named.

Law: a plan is made from the whole document before a word is written, and only from the document.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from headroom_cli.compressors._json.bare import like_literal, word
from headroom_cli.compressors._json.columns import ABSENT, Column, columns, size
from headroom_cli.compressors._json.hoist import hoist
from headroom_cli.compressors._json.shapes import Shape, Shapes
from headroom_cli.compressors._json.values import Array, Object, Packed, Row, Value
from headroom_cli.tokens import count_many

_SPREAD = 4
_KEY_LENGTH = 24
_KEYS_TRIED = 6
_NUMBERED = 48
_NAME = 2
_PER_TOKEN, _DIGITS = 4, 3


@dataclass(slots=True, eq=False)
class Table:
    """A shape and its columns. `key`: its objects are listed once and named by that field, or by
    their number where `key` is `#`; empty where each stands where it occurs.
    """

    shape: Shape
    key: str
    columns: list[Column]
    visible: list[Column]
    names: dict[Row, str]
    extremes: set[Row]


class Plan:
    """The tables of one document, each made when it is first asked for."""

    def __init__(self, root: Value) -> None:
        self.shapes = Shapes(root)
        self._tables: dict[Shape, Table] = {}
        self._keys: dict[Shape, str] = {}
        self._types: dict[Column, Shape | None] = {}
        self._texts: dict[Column, bool] = {}
        self._sizes: dict[Value, int] = {}

    def table(self, shape: Shape) -> Table:
        """How the objects of `shape` are written."""
        if shape not in self._tables:
            self._tables[shape] = self._table(shape)
        return self._tables[shape]

    def type_of(self, column: Column) -> Shape | None:
        """The one shape of all objects in a column, also inside its arrays and maps."""
        if column not in self._types:
            self._types[column] = self._type(column)
        return self._types[column]

    def is_text(self, column: Column) -> bool:
        """Whether a column holds only strings, some of which look like something else."""
        if column not in self._texts:
            self._texts[column] = _only_text(column)
        return self._texts[column]

    def key(self, shape: Shape) -> str:
        """The field that names the objects of a shape that are said once; `#`: their number."""
        if shape not in self._keys:
            self._keys[shape] = _key(shape)
        return self._keys[shape]

    def _table(self, shape: Shape) -> Table:
        key = self.key(shape)
        rows, breaks = (list(dict.fromkeys(shape.rows)), {0}) if key else (shape.rows, shape.breaks)
        shape = replace(shape, rows=rows, breaks=breaks)
        found = columns(shape, self._to_spread)
        self._weigh(found)
        hoist(found, breaks, self._size)
        visible = [c for c in found if c.visible]
        names = {row: _name(row, key, i) for i, row in enumerate(rows, 1)} if key else {}
        return Table(shape, key, found, visible, names, _extremes(visible, rows))

    def _weigh(self, found: Sequence[Column]) -> None:
        """Count the tokens of values that come again and again, all in one call; of others a guess will do."""
        again = [c.distinct for c in found if c.repetitive]
        words = list({v for values in again for v in values if isinstance(v, str | bytes)}.difference(self._sizes))
        counts = count_many([v if isinstance(v, str) else v.decode() for v in words])
        self._sizes.update(zip(words, counts, strict=True))

    def _to_spread(self, values: Sequence[Value]) -> bool:
        shape = self.shapes.of(values[0])
        if shape is None or self.key(shape):
            return False
        return len(shape.keys) <= _SPREAD or len(shape.rows) == len(values)

    def _size(self, value: Value) -> int:
        """About how many tokens a value takes in a cell."""
        known = self._sizes.get(value)
        if known is None:
            known = self._sizes[value] = self._measured(value)
        return known

    def _measured(self, value: Value) -> int:
        if isinstance(value, str | bytes):
            return 1 + len(value) // (_PER_TOKEN if isinstance(value, str) else _DIGITS)
        if isinstance(value, Packed):
            return 1 + self._size(value.value)
        if isinstance(value, Array):
            return 2 + sum(self._size(v) + 1 for v in value.items)
        if not isinstance(value, Object):
            return 1
        shape = self.shapes.of(value)
        if shape and (self.key(shape) or all(row is value for row in shape.rows)):
            return _NAME
        return sum(self._size(v) + 1 for v in value.values) + (0 if shape else 2 * len(value.keys))

    def _type(self, column: Column) -> Shape | None:
        inside: list[Value] = []
        for held in column.distinct - {ABSENT, None}:
            value = held.value if isinstance(held, Packed) else held
            if isinstance(value, Array):
                inside += value.items
            elif isinstance(value, Object):
                inside += value.values if self.shapes.is_map(value) else (value,)
            else:
                return None
        return self.shapes.shared(inside) if inside else None


def _only_text(column: Column) -> bool:
    words = [v for v in column.distinct if v is not ABSENT and v is not None]
    return all(isinstance(v, str) for v in words) and any(like_literal(v) for v in words if isinstance(v, str))


def _key(shape: Shape) -> str:
    rows = dict.fromkeys(row for row in shape.rows if isinstance(row, Object))
    if len(rows) <= 1 or len(shape.rows) < len(rows) + 2 or 2 * len(shape.rows) < 3 * len(rows):
        return ""
    if len(shape.keys) > 1 and (fit := _natural_key(shape, list(rows))):
        return fit
    return "#" if sum(map(size, rows)) > _NUMBERED * len(rows) else ""


def _natural_key(shape: Shape, rows: list[Object]) -> str:
    tried = []
    for key in shape.keys[:_KEYS_TRIED]:
        words = [row.values[row.keys.index(key)] if key in row.keys else None for row in rows]
        known = {w for w in words if isinstance(w, str | bytes)}
        if len(known) == len(rows) and key != "#" and (cost := sum(map(_as_name, known))) <= _KEY_LENGTH * len(rows):
            tried.append((cost, key))
    return min(tried)[1] if tried else ""


def _as_name(value: str | bytes) -> int:
    """What a value costs as a name: its length; numbers and what needs quotes say less for it."""
    if isinstance(value, bytes):
        return 2 * len(value)
    return len(value) + (9 if word(value, row=False).startswith('"') else 0)


def _name(row: Row, key: str, number: int) -> str:
    if key == "#" or not isinstance(row, Object):
        return str(number)
    value = row.values[row.keys.index(key)]
    return "" if isinstance(value, Object | Array | Packed) else word(value, row=False)


def _extremes(visible: list[Column], rows: Sequence[Row]) -> set[Row]:
    """Rows that hold the least or the greatest number of a column, where other cells are left blank."""
    if not any(column.blank for column in visible):
        return set()
    found: set[Row] = set()
    for column in visible:
        if all(isinstance(v, bytes) for v in column.distinct):
            numbers = [float(v) for v in column.values if isinstance(v, bytes)]
            found |= {rows[numbers.index(min(numbers))], rows[numbers.index(max(numbers))]}
    return found
