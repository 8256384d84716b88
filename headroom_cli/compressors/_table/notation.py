"""Rows in the short notation: names once, what a column repeats once, then cells with a bar between.

Law: a decoder gives the cells back from what is said. A cell that could be mistaken is said after a
backslash as a JSON string. The marks are those of JSON's rows; only those that are used are explained.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from json.encoder import encode_basestring

from headroom_cli.compressors._json.bare import like_literal
from headroom_cli.compressors._json.columns import ABSENT, Column
from headroom_cli.compressors._json.derive import filled
from headroom_cli.compressors._json.hoist import hoist
from headroom_cli.compressors._json.values import Value
from headroom_cli.compressors._table.grid import Cells, Table
from headroom_cli.tokens import count_many

ODD = "> before a line that is no row"
_ANCHOR = 20
_UNSAFE = re.compile(r"[\\> …]|.*[|\n]|.* \Z", re.DOTALL)
_NAME = re.compile(r'(?!.* by )[^\s|=^<>#":?\[\]](?:[^|=^<>#":?\[\]\n]*[^\s|=^<>#":?\[\]])?')


class Notation:
    """Rows of one table, said; `breaks` are indexes of rows that do not follow the row before them."""

    def __init__(self, names: Cells, rows: Sequence[Cells], breaks: frozenset[int] = frozenset()) -> None:
        self._columns = columns(names, rows)
        self._whole = {*range(0, len(rows), _ANCHOR), *breaks}
        values = list({v: None for column in self._columns for v in column.distinct})
        costs = dict(zip(values, count_many(map(_text, values)), strict=True))
        hoist(self._columns, {0, *breaks}, lambda value: costs.get(value, 1))
        sources = dict.fromkeys(column.source for column in self._columns if column.source)
        self._sources = {source: [c for c in self._columns if c.source is source] for source in sources}

    def declared(self) -> list[str]:
        """The lists that columns point into, and the names of all columns with their marks."""
        lists = [line for source, decided in self._sources.items() for line in self._decided(source, decided)]
        numbered = [line for column in self._columns for line in _numbered(column)]
        return [*lists, *numbered, "|".join(map(_field, self._columns))]

    def lines(self) -> list[str]:
        """A line for each row."""
        visible = [self._cells(column) for column in self._columns if column.visible]
        rows = zip(*visible, strict=True) if visible else ((),) * len(self._columns[0].values)
        return ["|".join(cells) for cells in rows]

    def legend(self, where: str = "") -> list[str]:
        """What a reader must be told of the marks; `where`: which rows are meant, if not those of the whole table."""
        parts = [part for column in self._columns for part in column.parts]
        used = {
            f"a=v: v in every row{where}": any(column.constant for column in self._columns),
            "a?=v: empty cell is v": any(column.loose or column.usual is not ABSENT for column in self._columns),
            "<a>: that row's a": any(isinstance(part, Column) for part in parts),
            "<>: the cell": None in parts,
            "a by b: found in the list by b": bool(self._sources),
            "a#: number in the list of a": any(column.listed for column in self._columns),
            "a^: empty cell is as above": any(column.blank == 0 for column in self._columns),
            "a^+n: empty cell is n more than above": any(column.blank for column in self._columns),
        }
        return [words for words, said in used.items() if said]

    def _cells(self, column: Column) -> list[str]:
        said = {value: _cell(column, value) for value in column.distinct}
        said[column.usual] = ""
        cells = [said[value] for value in column.values]
        if column.loose:
            told = zip(filled(column, column.parts), column.values, cells, strict=True)
            return ["" if made == value else cell for made, value, cell in told]
        if column.blank is not None:
            steps = enumerate(zip(column.steps, cells, strict=True))
            return ["" if step == column.blank and i not in self._whole else cell for i, (step, cell) in steps]
        return cells

    def _decided(self, source: Column, decided: Sequence[Column]) -> Iterator[str]:
        yield f"by {_name(source)}: {'|'.join(map(_name, decided))}["
        rows = dict(zip(source.values, zip(*(column.values for column in decided), strict=True), strict=True))
        yield from ("|".join(map(_word, (value, *others))) for value, others in rows.items())
        yield "]"


def exactly(table: Table) -> list[str]:
    """The lines that say a table so that it can be put back."""
    rows = table.cells
    notation = Notation(table.names, rows)
    layout = table.layout.words(table.drawn) + ("" if table.headed else ", no line of names")
    odd = [ODD] if len(rows) < len(table.rows) else []
    head = "; ".join((f"[table of {len(rows)} rows", f"it was {layout}", *notation.legend(), *odd))
    lines = iter(notation.lines())
    body = [f"> {row}" if isinstance(row, str) else next(lines) for row in table.rows]
    return [f"{head}]", *notation.declared(), *body]


def columns(names: Cells, rows: Sequence[Cells]) -> list[Column]:
    """The columns of some rows, numbered where they have no names; what is spelled as a number is one."""
    named = names or tuple(str(i + 1) for i in range(len(rows[0])))
    cells = zip(*rows, strict=True)
    return [Column((name,), [_value(cell) for cell in column]) for name, column in zip(named, cells, strict=True)]


def _value(cell: str) -> Value:
    return cell.encode() if cell[-1:].isdigit() and like_literal(cell) else cell


def _text(value: Value) -> str:
    return value.decode() if isinstance(value, bytes) else str(value)


def _word(value: Value) -> str:
    text = _text(value)
    return f"\\{encode_basestring(text)}" if _UNSAFE.match(text) else text


def _cell(column: Column, value: Value) -> str:
    if column.listed is not None:
        return str(column.listed[value])
    text = _text(value)
    if None in column.parts:
        before, after = column.parts[0], column.parts[-1]
        text = text.removeprefix(before) if isinstance(before, str) else text
        text = text.removesuffix(after) if isinstance(after, str) else text
    told = column.loose or column.blank is not None or column.usual is not ABSENT
    return _word(text) or ('\\""' if told else "")


def _name(column: Column) -> str:
    return column.path[0] if _NAME.fullmatch(column.path[0]) else encode_basestring(column.path[0])


def _numbered(column: Column) -> Iterator[str]:
    if column.listed is not None:
        yield f"list of {_name(column)}:["
        yield from (f"{number}|{_word(value)}" for value, number in column.listed.items())
        yield "]"


def _field(column: Column) -> str:
    name = _name(column)
    if column.source:
        return f"{name} by {_name(column.source)}"
    if column.constant:
        return f"{name}={_once(column.values[0])}"
    if column.usual is not ABSENT:
        return f"{name}?={_once(column.usual)}"
    parts = "".join(p if isinstance(p, str) else f"<{_name(p) if p else ''}>" for p in column.parts)
    return f"{name}{_marks(column)}{'=' if parts else ''}{parts}"


def _marks(column: Column) -> str:
    unit = "s" if isinstance(column.values[0], str) else ""
    blank = "" if column.blank is None else f"^{column.blank:+d}{unit}" if column.blank else "^"
    return ("#" if column.listed is not None else "") + ("?" if column.loose else "") + blank


def _once(value: Value) -> str:
    """What a column says once; a text that could be taken for one made of others is quoted."""
    text = _text(value)
    return f"\\{encode_basestring(text)}" if "<" in text else _word(text)
