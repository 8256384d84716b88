"""Delimited rows: CSV, TSV and their like, quoted cells included, with a line of names or without.

Law: conservative about prose and code: cells follow the sign without a blank, lines are not indented,
names look like names; without names, a column of numbers must tell that these are data.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from json.encoder import encode_basestring

from headroom_cli.compressors._table.grid import Cells, Table, below, is_rule, table

_SIGNS = "\t,;|"
_CELL = {s: re.compile(rf'(?:"((?:[^"]|"")*+)"|([^"{re.escape(s)}]*+))({re.escape(s)}|\Z)') for s in _SIGNS}
_NAME = re.compile(r"[A-Za-z_#%@][\w .%/#@-]{0,60}(?:\([\w .%/-]{0,20}\))?")
_NUMBER = re.compile(r"-?\d[\d.,:/%eE+TZ -]*")
_CODE = re.compile(r"[\s\[{(<#/*]|.*[{;]\s*\Z")
_PROSE = ",;"
_FEW, _FEWEST, _NAMELESS = 2, 3, 5
_COLUMNS = 3


@dataclass(frozen=True, slots=True)
class Delimited:
    """Cells with `sign` between; some columns are quoted always, others if they must; `end` ends each line."""

    sign: str
    columns: int
    quoted: frozenset[int] = frozenset()
    end: str = ""

    def cells(self, line: str) -> Cells | None:
        """The cells of a line, None where this layout does not draw it."""
        cells = _split(line.removesuffix(self.end), self.sign)
        return cells if len(cells) == self.columns and self.row(cells) == line else None

    def row(self, cells: Cells) -> str:
        """The line of a row."""
        return self.sign.join([self._cell(i, cell) for i, cell in enumerate(cells)]) + self.end

    def head(self, names: Cells) -> str:
        """The line of names."""
        return self.row(names)

    def words(self, rows: Sequence[Cells]) -> str:
        """The layout as a said table names it."""
        del rows
        said = f"CSV {encode_basestring(f'a{self.sign}b{self.end}')}"
        return f"{said}, quoted {' '.join(str(i + 1) for i in sorted(self.quoted))}" if self.quoted else said

    def _cell(self, i: int, cell: str) -> str:
        if i in self.quoted or '"' in cell or self.sign in cell:
            return '"' + cell.replace('"', '""') + '"'
        return cell


def read(lines: Sequence[str], at: int) -> Table | None:
    """The table that begins with the line `at`, be it names or a row."""
    first = lines[at]
    sign = next((s for s in _SIGNS if s in first), "")
    if not sign or is_rule(first) or _CODE.match(first) or (sign == "|" and first[0] == sign):
        return None
    end = "\r" if first.endswith("\r") else ""
    sample = [line.removesuffix(end) for line in below(lines, at)]
    names, *rows = [_split(line, sign) for line in sample]
    if len(names) < _FEW or len(rows) < _FEW or any(len(row) != len(names) for row in rows[:_FEW]):
        return None
    rows = [row for row in rows if len(row) == len(names)]
    if sign in _PROSE and any(cell.startswith(" ") for row in rows for cell in row):
        return None
    layout = Delimited(sign, len(names), _quoted(sample[1:], sign), end)
    if all(map(_NAME.fullmatch, names)):
        return table(lines, at, layout, names, _FEWEST)
    numeric = sign not in _PROSE or any(all(map(_NUMBER.fullmatch, column)) for column in zip(*rows, strict=True))
    return table(lines, at, layout, (), _NAMELESS) if numeric and len(names) >= _COLUMNS else None


def _split(line: str, sign: str) -> Cells:
    """The cells of a line, out of their quotes; none where it is not quoted as it should be."""
    if '"' not in line:
        return tuple(line.split(sign))
    return tuple([found[2] if found[1] is None else found[1].replace('""', '"') for found in _parts(line, sign)])


def _parts(line: str, sign: str) -> list[re.Match[str]]:
    parts = []
    at = 0
    while found := _CELL[sign].match(line, at):
        parts.append(found)
        at = found.end()
        if not found[3]:
            return parts
    return []


def _quoted(sample: Sequence[str], sign: str) -> frozenset[int]:
    """The columns whose cells are quoted always, also where they need not be."""
    parts = [_parts(line, sign) if '"' in line else [] for line in sample]
    kinds = [{(i, _need(found, sign)) for i, found in enumerate(row)} for row in parts]
    always = set.intersection(*({i for i, need in kind if need is not None} for kind in kinds))
    return frozenset(i for kind in kinds for i, need in kind if i in always and not need)


def _need(found: re.Match[str], sign: str) -> bool | None:
    """Whether a quoted cell must be; None for one that is not quoted."""
    return None if found[1] is None else sign in found[1] or '"' in found[1]
