"""A JSON value in the short notation: rows under one list of names, nested ones in brackets.

Law: nothing is said that the reader of the notation cannot turn back into the value. A shape is
declared before its first row; inside its own declaration its objects are written out in full.

    name: a|b.c|d=1|e=x/<a>     fields of a shape: cells for a and b.c; d always 1; e made from a
    name: a|?b  (1)  (1|b:2)    most have no b: it is said by its name and last
    name[⏎1|2⏎3|4⏎]  (1|2)      several of the shape, one of the shape
    name{a:1,b.c:2}             one of a shape of many fields, its cells by their names
    name{⏎key|1|2⏎}             a map from key to such an object
    {k:v,k:v}  [v,v]            any other object, any other array
    ~{…}  ~[…]                  a string that holds that document
    name@a: …[⏎…⏎]  @name(v)    a shape whose objects are listed once and named by their a
"""

from __future__ import annotations

from collections.abc import Iterable

from headroom_cli.compressors._json.bare import member_word, word
from headroom_cli.compressors._json.cells import Cells
from headroom_cli.compressors._json.columns import Column, path_word
from headroom_cli.compressors._json.declare import Declarer
from headroom_cli.compressors._json.plan import Plan, Table
from headroom_cli.compressors._json.shapes import Shape
from headroom_cli.compressors._json.values import Array, Object, Packed, Row, Value

_LONG = 100
_ROWS = 4
_ANCHOR = 20
_NAMED = 9


class Notation:
    """Writes one document by its plan; `declarations` are what must stand above the text."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._open: set[Shape] = set()
        self._known: set[Shape] = set()
        self._heads: dict[tuple[str, ...], list[str]] = {}
        self._cells: dict[tuple[Table, bool], Cells] = {}
        self._declarer = Declarer(plan, self.value, self._ready)
        self.declarations: list[str] = []

    def value(self, value: Value) -> str:
        """Any value where nothing is known of its shape."""
        if isinstance(value, Object):
            return self._object(value)
        if isinstance(value, Array):
            return self._array(value)
        return _mark(value) + self.value(value.value) if isinstance(value, Packed) else word(value, row=False)

    def _object(self, value: Object) -> str:
        if self._plan.shapes.is_map(value) and (shape := self._ready(self._plan.shapes.shared(value.values))):
            return shape.name + self._map(value, shape)
        if shape := self._ready(self._plan.shapes.of(value)):
            table = self._plan.table(shape)
            if table.key:
                return f"@{shape.name}({table.names[value]})"
            said = self._tuple(value, table)
            return shape.name + said if said[0] == "(" else said
        heads = self._heads.get(value.keys)
        if heads is None:
            heads = self._heads[value.keys] = [f"{member_word(key)}:" for key in value.keys]
        members = [head + self.value(v) for head, v in zip(heads, value.values, strict=True)]
        return "{" + _joined(noted(members, value.left)) + "}"

    def _array(self, value: Array) -> str:
        if value.items and (shape := self._ready(self._plan.shapes.shared(value.items))):
            return shape.name + self._rows(value, shape)
        return "[" + _joined(noted([self.value(v) for v in value.items], value.left)) + "]"

    def _typed(self, value: Object | Array | Packed, shape: Shape) -> str:
        """A nested value of a column whose objects are all of one shape."""
        if isinstance(value, Packed):
            return _mark(value) + self._typed(value.value, shape)
        if isinstance(value, Array):
            return self._rows(value, shape)
        if self._plan.shapes.is_map(value):
            return self._map(value, shape)
        table = self._plan.table(shape)
        return table.names[value] if table.key else self._tuple(value, table)

    def _rows(self, value: Array, shape: Shape) -> str:
        table = self._plan.table(shape)
        items = [v for v in value.items if isinstance(v, Object | Array)]
        if table.key:
            return "[" + ",".join(noted([table.names[v] for v in items], value.left)) + "]"
        if len(items) < _ROWS:
            told = noted([self._tuple(v, table) for v in items], value.left)
            return "[" + ("," if any(t[0] != "(" for t in told) else "").join(told) + "]"
        lines = noted(list(self._lines(items, table, value.left)), value.left)
        return "[\n" + "".join(f"{line}\n" for line in lines) + "]"

    def _lines(self, items: Iterable[Row], table: Table, left: tuple[str, ...] = ()) -> Iterable[str]:
        cells = self._worded(table, row=True)
        above: Row | None = None
        for i, item in enumerate(items):
            anchored = i % _ANCHOR == 0 or item in table.extremes or bool(left and left[i])
            yield "|".join(cells.said(item, None if anchored else above))
            above = item

    def _map(self, value: Object, shape: Shape) -> str:
        table = self._plan.table(shape)
        lines = []
        items = [v for v in value.values if isinstance(v, Object)]
        for key, item in zip(value.keys, items, strict=True):
            said = table.names[item] if table.key else "|".join(self._lines([item], table))
            lines.append(f"{word(key, row=True, text=True)}|{said}")
        return "{\n" + "".join(f"{line}\n" for line in noted(lines, value.left)) + "}"

    def _tuple(self, value: Row, table: Table) -> str:
        """One of a shape: its cells in their order, or by name where one would lose count of the empty ones."""
        cells = self._worded(table, row=False)
        said = cells.said(value)
        if len(said) < _NAMED or "" not in said:
            return "(" + "|".join(said) + ")"
        named = [f"{path_word(c)}:{cell}" for c, cell in zip(table.visible, cells.of(value), strict=True) if cell]
        return table.shape.name + "{" + _joined(named) + "}"

    def _worded(self, table: Table, *, row: bool) -> Cells:
        if (table, row) not in self._cells:
            texts = {c for c in table.visible if self._plan.is_text(c)}
            self._cells[table, row] = Cells(table, texts, self._nested, row=row)
        return self._cells[table, row]

    def _nested(self, column: Column, value: Object | Array | Packed) -> str:
        shape = self._ready(self._plan.type_of(column))
        return self._typed(value, shape) if shape else self.value(value)

    def _ready(self, shape: Shape | None) -> Shape | None:
        """The shape once it is declared; None inside its own declaration."""
        if shape is None or shape in self._open:
            return None
        if shape not in self._known:
            self._open.add(shape)
            self.declarations += self._declared(self._plan.table(shape))
            self._open.remove(shape)
            self._known.add(shape)
        return shape

    def _declared(self, table: Table) -> list[str]:
        """The lines that declare a shape, with its rows if they are said once."""
        lines = self._declarer.lines(table)
        if not table.key:
            return lines
        rows = self._lines(table.shape.rows, table)
        numbered = [f"{n}|{row}" for n, row in enumerate(rows, 1)] if table.key == "#" else rows
        return [*lines, "[", *numbered, "]"]


def noted(lines: list[str], left: tuple[str, ...]) -> list[str]:
    """Lines with the notes on what was left out between them."""
    if not left:
        return lines
    *gaps, summary = left
    woven = [word for gap, line in zip(gaps, [*lines, ""], strict=True) for word in (gap, line) if word]
    return [*woven, f"…those rows: {summary}"] if summary else woven


def _mark(value: Packed) -> str:
    return "~~" if value.end else "~"


def _joined(members: list[str]) -> str:
    long = sum(map(len, members)) > _LONG
    return ("\n" if long else ",").join(members)
