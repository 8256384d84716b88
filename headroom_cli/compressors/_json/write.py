"""A JSON value in the short notation: rows under one list of names, nested ones in brackets.

Law: nothing is said that the reader of the notation cannot turn back into the value. A shape is
declared before its first row; inside its own declaration its objects are written out in full.

    name: a|b.c|d=1|e=x/<a>     fields of a shape: cells for a and b.c; d always 1; e made from a
    name[⏎1|2⏎3|4⏎]  (1|2)      several of the shape, one of the shape
    name{⏎key|1|2⏎}             a map from key to such an object
    {k:v,k:v}  [v,v]            any other object, any other array
    name@a: …[⏎…⏎]  @name(v)    a shape whose objects are listed once and named by their a
"""

from __future__ import annotations

from collections.abc import Iterable

from headroom_cli.compressors._json.bare import flow_word, key_word, quoted, row_word
from headroom_cli.compressors._json.columns import ABSENT, Column, Parts, path_word
from headroom_cli.compressors._json.plan import Plan, Table
from headroom_cli.compressors._json.shapes import Shape
from headroom_cli.compressors._json.steps import step
from headroom_cli.compressors._json.values import Array, Object, Value

_LONG = 100
_ROWS = 4
_ANCHOR = 20


class Notation:
    """Writes one document by its plan; `declarations` are what must stand above the text."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._open: set[Shape] = set()
        self._known: set[Shape] = set()
        self.declarations: list[str] = []

    def value(self, value: Value) -> str:
        """Any value where nothing is known of its shape."""
        if isinstance(value, Object):
            return self._object(value)
        if isinstance(value, Array):
            return self._array(value)
        return flow_word(value)

    def _object(self, value: Object) -> str:
        if self._plan.shapes.is_map(value) and (shape := self._ready(self._plan.shapes.shared(value.values))):
            return shape.name + self._map(value, shape)
        if shape := self._ready(self._plan.shapes.of(value)):
            table = self._plan.table(shape)
            return f"@{shape.name}({table.names[value]})" if table.key else shape.name + self._tuple(value, shape)
        members = [f"{key_word(k)}:{self.value(v)}" for k, v in zip(value.keys, value.values, strict=True)]
        return "{" + _joined(noted(members, value.left)) + "}"

    def _array(self, value: Array) -> str:
        if value.items and (shape := self._ready(self._plan.shapes.shared(value.items))):
            return shape.name + self._rows(value, shape)
        return "[" + _joined(noted([self.value(v) for v in value.items], value.left)) + "]"

    def _typed(self, value: Value, shape: Shape) -> str:
        """A nested value of a column whose objects are all of one shape."""
        if isinstance(value, Array):
            return self._rows(value, shape)
        if isinstance(value, Object) and not self._plan.shapes.is_map(value):
            table = self._plan.table(shape)
            return table.names[value] if table.key else self._tuple(value, shape)
        return self._map(value, shape) if isinstance(value, Object) else flow_word(value)

    def _rows(self, value: Array, shape: Shape) -> str:
        table = self._plan.table(shape)
        items = [v for v in value.items if isinstance(v, Object)]
        if table.key:
            return "[" + ",".join(noted([table.names[v] for v in items], value.left)) + "]"
        if len(items) < _ROWS:
            return "[" + "".join(self._tuple(v, shape) for v in items) + "]"
        lines = noted(list(self._lines(items, table, value.left)), value.left)
        return "[\n" + "".join(f"{line}\n" for line in lines) + "]"

    def _lines(self, items: Iterable[Object], table: Table, left: tuple[str, ...] = ()) -> Iterable[str]:
        above: Object | None = None
        for i, item in enumerate(items):
            anchored = above is None or i % _ANCHOR == 0 or item in table.extremes or bool(left and left[i])
            yield "|".join(self._cell(c, item, None if anchored else above, row=True) for c in table.visible)
            above = item

    def _map(self, value: Object, shape: Shape) -> str:
        table = self._plan.table(shape)
        lines = []
        items = [v for v in value.values if isinstance(v, Object)]
        for key, item in zip(value.keys, items, strict=True):
            said = table.names[item] if table.key else "|".join(self._lines([item], table))
            lines.append(f"{row_word(key, text=True)}|{said}")
        return "{\n" + "".join(f"{line}\n" for line in noted(lines, value.left)) + "}"

    def _tuple(self, value: Object, shape: Shape) -> str:
        return "(" + "|".join(self._cell(c, value, None, row=False) for c in self._plan.table(shape).visible) + ")"

    def _cell(self, column: Column, item: Object, above: Object | None, *, row: bool) -> str:
        value = column.at(item)
        if value is ABSENT:
            return ""
        if above is not None and column.blank is not None and step(column.at(above), value) == column.blank:
            return ""
        if column.listed is not None:
            return str(column.listed[value])
        if isinstance(value, Object | Array):
            return self._nested(column, value)
        if column.parts and isinstance(value, str):
            value = _own(value, column.parts)
        word = row_word if row else flow_word
        return word(value, text=self._plan.is_text(column))

    def _nested(self, column: Column, value: Object | Array) -> str:
        shape = self._plan.type_of(column)
        return self._typed(value, shape) if self._ready(shape) and shape else self.value(value)

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
        """The lines that declare a shape: its fields, its rows if they are said once, its lists."""
        fields = "|".join(self._field(c) for c in table.columns)
        lists = [*self._lookups(table), *self._listings(table)]
        if not table.key:
            return [*lists, f"{table.shape.name}: {fields}"]
        number = table.key == "#"
        lines = enumerate(self._lines(table.shape.rows, table), 1)
        rows = "".join(f"{n}|{line}\n" if number else f"{line}\n" for n, line in lines)
        mark = "#" if number else f"@{key_word(table.key)}"
        return [*lists, f"{table.shape.name}{mark}: {fields}\n[\n{rows}]"]

    def _field(self, column: Column) -> str:
        name = path_word(column)
        if column.source:
            return f"{name} by {path_word(column.source)}"
        if column.constant:
            return f"{name}={self._constant(column.values[0])}"
        marks = "#" if column.listed is not None else self._type_mark(column) + _blank_mark(column)
        text = "".join(p if isinstance(p, str) else f"<{path_word(p) if p else ''}>" for p in column.parts)
        return f"{name}{marks}={text}" if text else name + marks

    def _constant(self, value: Value) -> str:
        if isinstance(value, str) and "<" in value:
            return quoted(value)
        return self._said(value)

    def _type_mark(self, column: Column) -> str:
        if not column.visible:
            return ":str" if _respelled(column) else ""
        if shape := self._plan.type_of(column):
            self._ready(shape)
            return f":{shape.name}"
        return ":str" if self._plan.is_text(column) and not column.parts else ""

    def _lookups(self, table: Table) -> list[str]:
        sources = {c.source: [d for d in table.columns if d.source is c.source] for c in table.columns if c.source}
        return [self._lookup(table, source, decided) for source, decided in sources.items()]

    def _lookup(self, table: Table, source: Column, decided: list[Column]) -> str:
        first = dict(zip(reversed(source.values), reversed(table.shape.rows), strict=True))
        names = "|".join(path_word(c) for c in decided)
        rows = [[self._said(c.at(first[v])) for c in (source, *decided)] for v in dict.fromkeys(source.values)]
        return f"{table.shape.name} by {path_word(source)}: {names}[\n" + _lines(rows) + "]"

    def _listings(self, table: Table) -> list[str]:
        listed = [(c, c.listed) for c in table.columns if c.listed is not None]
        rows = [(path_word(c), [[str(n), self._said(v)] for v, n in values.items()]) for c, values in listed]
        return [f"{table.shape.name} {path}[\n{_lines(cells)}]" for path, cells in rows]

    def _said(self, value: Value) -> str:
        if value is ABSENT:
            return ""
        return self.value(value) if isinstance(value, Object | Array) else row_word(value)


def _lines(rows: list[list[str]]) -> str:
    return "".join("|".join(row) + "\n" for row in rows)


def _own(value: str, parts: Parts) -> str:
    """What a cell holds of a text whose beginning or end is said once."""
    before, after = parts[0], parts[-1]
    text = value.removeprefix(before) if isinstance(before, str) else value
    return text.removesuffix(after) if isinstance(after, str) else text


def noted(lines: list[str], left: tuple[str, ...]) -> list[str]:
    """Lines with the notes on what was left out between them."""
    if not left:
        return lines
    *gaps, summary = left
    woven = [word for gap, line in zip(gaps, [*lines, ""], strict=True) for word in (gap, line) if word]
    return [*woven, f"… left out: {summary}"] if summary else woven


def _joined(members: list[str]) -> str:
    long = sum(map(len, members)) > _LONG
    return ("\n" if long else ",").join(members)


def _respelled(column: Column) -> bool:
    """Whether a column is the text of another that holds numbers."""
    only = column.parts[0] if len(column.parts) == 1 else None
    return isinstance(only, Column) and only.values != column.values


def _blank_mark(column: Column) -> str:
    if column.blank is None:
        return ""
    unit = "s" if isinstance(column.values[0], str) else ""
    return f"^{column.blank:+d}{unit}" if column.blank else "^"
