"""The lines that declare a shape: what its rows hold, and what is said once instead of in each row.

Law: every field of the shape is named, in its order, with all that a reader needs to fill it.
"""

from __future__ import annotations

from collections.abc import Callable

from headroom_cli.compressors._json.bare import key_word, quoted, word
from headroom_cli.compressors._json.columns import ABSENT, Column, path_word
from headroom_cli.compressors._json.plan import Plan, Table
from headroom_cli.compressors._json.shapes import Shape
from headroom_cli.compressors._json.values import Array, Object, Packed, Value


class Declarer:
    """Declares the shapes of a plan. `say` words a nested value; `ready` declares a shape that another one needs."""

    def __init__(self, plan: Plan, say: Callable[[Value], str], ready: Callable[[Shape | None], Shape | None]) -> None:
        self._plan = plan
        self._say = say
        self._ready = ready

    def lines(self, table: Table) -> list[str]:
        """The lists that its fields are found in, and then its name with its fields."""
        mark = {"": "[]" if table.shape.arrays else "", "#": "#"}.get(table.key, f"@{key_word(table.key)}")
        fields = "|".join(self._field(c) for c in table.columns)
        return [*self._lookups(table), *self._listings(table), f"{table.shape.name}{mark}: {fields}"]

    def _field(self, column: Column) -> str:
        name = ("?" if column.rare and column.visible else "") + path_word(column)
        if column.source:
            return f"{name} by {path_word(column.source)}"
        if column.constant:
            return f"{name}={self._constant(column.values[0])}"
        marks = "#" if column.listed is not None else self._type_mark(column) + _empty_mark(column)
        text = "".join(p if isinstance(p, str) else f"<{path_word(p) if p else ''}>" for p in column.parts)
        if column.usual is not ABSENT:
            text = self._constant(column.usual)
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
        return ":str" if self._plan.is_text(column) and None not in column.parts else ""

    def _lookups(self, table: Table) -> list[str]:
        sources = {c.source: [d for d in table.columns if d.source is c.source] for c in table.columns if c.source}
        return [self._lookup(table, source, decided) for source, decided in sources.items()]

    def _lookup(self, table: Table, source: Column, decided: list[Column]) -> str:
        places = {v: i for i, v in reversed(list(enumerate(source.values)))}
        names = "|".join(path_word(c) for c in decided)
        rows = [[self._said(c.values[i]) for c in (source, *decided)] for i in sorted(places.values())]
        return f"{table.shape.name} by {path_word(source)}: {names}[\n" + _lines(rows) + "]"

    def _listings(self, table: Table) -> list[str]:
        listed = [(c, c.listed) for c in table.columns if c.listed is not None]
        rows = [(path_word(c), [[str(n), self._said(v)] for v, n in values.items()]) for c, values in listed]
        return [f"{table.shape.name} {path}[\n{_lines(cells)}]" for path, cells in rows]

    def _said(self, value: Value) -> str:
        if value is ABSENT:
            return ""
        return self._say(value) if isinstance(value, Object | Array | Packed) else word(value, row=True)


def _lines(rows: list[list[str]]) -> str:
    return "".join("|".join(row) + "\n" for row in rows)


def _respelled(column: Column) -> bool:
    """Whether a column is the text of another that holds numbers."""
    only = column.parts[0] if len(column.parts) == 1 else None
    return isinstance(only, Column) and only.values != column.values


def _empty_mark(column: Column) -> str:
    """What tells that an empty cell stands for something."""
    if column.loose or column.usual is not ABSENT:
        return "?"
    if column.blank is None:
        return ""
    unit = "s" if isinstance(column.values[0], str) else ""
    return f"^{column.blank:+d}{unit}" if column.blank else "^"
