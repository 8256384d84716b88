"""The cells of a table's rows: what each row says of each visible column.

Law: a value that comes again is worded once. What is nested is worded by whoever asked, and only when a
row that holds it is written, so that a shape may stand inside itself.
"""

from __future__ import annotations

from collections.abc import Callable

from headroom_cli.compressors._json.bare import Plain, words
from headroom_cli.compressors._json.columns import ABSENT, Column, Parts, path_word
from headroom_cli.compressors._json.derive import filled
from headroom_cli.compressors._json.plan import Table
from headroom_cli.compressors._json.steps import step
from headroom_cli.compressors._json.values import Array, Object, Packed, Row, Value

Nested = Callable[[Column, "Object | Array | Packed"], str]


class Cells:
    """The words of one table, in rows or in brackets. `texts` hold only strings; `nested` says what is not plain."""

    def __init__(self, table: Table, texts: set[Column], nested: Nested, *, row: bool) -> None:
        self._places = {row: i for i, row in enumerate(table.shape.rows)}
        self._columns = table.visible
        self._words = [_words(c, row=row, text=c in texts) for c in table.visible]
        self._stepped = [(i, c) for i, c in enumerate(table.visible) if c.blank is not None]
        rare = [path_word(c) if c.rare else "" for c in table.visible]
        self._rare = rare if any(rare) else []
        self._nested = nested

    def of(self, row: Row, above: Row | None = None) -> list[str]:
        """The cells of a row; a cell that follows from the row above is empty."""
        at = self._places[row]
        cells = [words[at] for words in self._words]
        blank = self._following(self._places[above], at) if self._stepped and above is not None else ()
        return ["" if i in blank else self._nest(i, at) if w is None else w for i, w in enumerate(cells)]

    def said(self, row: Row, above: Row | None = None) -> list[str]:
        """The cells of a row in the order in which it says them: those that are rare last and by name, if there."""
        cells = self.of(row, above)
        if not self._rare:
            return cells
        usual = [cell for cell, name in zip(cells, self._rare, strict=True) if not name]
        return usual + [f"{name}:{cell}" for cell, name in zip(cells, self._rare, strict=True) if name and cell]

    def _following(self, above: int, at: int) -> list[int]:
        """The columns whose value follows from the one above."""
        if above == at - 1:
            return [i for i, c in self._stepped if c.steps[at] == c.blank]
        return [i for i, c in self._stepped if step(c.values[above], c.values[at]) == c.blank]

    def _nest(self, i: int, at: int) -> str:
        column = self._columns[i]
        return self._nested(column, column.values[at])  # type: ignore[arg-type]


def _words(column: Column, *, row: bool, text: bool) -> list[str | None]:
    """The words of a column, row by row; None for what is nested."""
    known = _known(column, row=row, text=text)
    known[column.usual] = known[ABSENT] = ""
    said = [known.get(v) for v in column.values]
    if column.loose:
        told = zip(filled(column, column.parts), column.values, said, strict=True)
        said = ["" if made == value else word for made, value, word in told]
    return said


def _known(column: Column, *, row: bool, text: bool) -> dict[Value, str]:
    if column.listed is not None:
        return {**{v: str(n) for v, n in column.listed.items()}, None: "null"}
    parts = column.parts if None in column.parts else ()
    own = {v: _own(v, parts) for v in column.distinct if not isinstance(v, Object | Array | Packed)}
    said = words(own.values(), row=row, text=text)
    return {v: said[part] for v, part in own.items()}


def _own(value: Plain, parts: Parts) -> Plain:
    """What a cell holds of a text whose beginning or end is said once."""
    if not parts or not isinstance(value, str):
        return value
    before, after = parts[0], parts[-1]
    text = value.removeprefix(before) if isinstance(before, str) else value
    return text.removesuffix(after) if isinstance(after, str) else text
