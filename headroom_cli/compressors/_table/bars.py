"""Tables drawn with bars: markdown, psql, mysql and sqlite, boxes of any line style.

Law: a line of names stands over a rule; widths are those of the line of names. Rules that follow from
the widths are said by an example, others stay as they stood.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from json.encoder import encode_basestring

from headroom_cli.compressors._table.grid import Cells, Table, below, is_rule, table

_BARS = frozenset("|│┃║")
_FEWEST = 2


@dataclass(frozen=True, slots=True)
class Rule:
    """`part` stands in each column: as it is where cells are not padded, else stretched to the width."""

    lead: str
    part: str
    cross: str
    tail: str


@dataclass(frozen=True, slots=True)
class Bars:
    """Cells with `bar` between, and around them too if `closed`; names have `over` for it.

    `widths` holds 0 where cells are not padded. `right`: columns whose cells stand at the right.
    `rules` are those above the names, under them, and below the rows.
    """

    bar: str
    over: str
    indent: str
    pad: str
    closed: bool
    widths: tuple[int, ...]
    right: frozenset[int] = frozenset()
    centred: bool = False
    rules: tuple[Rule | None, Rule | None, Rule | None] = (None, None, None)

    def cells(self, line: str) -> Cells | None:
        """The cells of a line, None where this layout does not draw it."""
        parts = _parts(line, self.bar, self.indent, closed=self.closed)
        if len(parts) != len(self.widths):
            return None
        cells = tuple([self._cell(i, part) for i, part in enumerate(parts)])
        return cells if self.row(cells) == line else None

    def row(self, cells: Cells) -> str:
        """The line of a row; the last cell of an open one is not padded at its right."""
        parts = [self._part(i, cell) for i, cell in enumerate(cells)]
        if not self.closed:
            parts[-1] = self.pad + (cells[-1].rjust(self.widths[-1]) if len(cells) - 1 in self.right else cells[-1])
        return self._framed(parts, self.bar)

    def head(self, names: Cells) -> str:
        """The line of names."""
        parts = [
            self.pad + _centred(name, self.widths[i]) + self.pad if self.centred else self._part(i, name)
            for i, name in enumerate(names)
        ]
        return self._framed(parts, self.over)

    def rule(self, rule: Rule) -> str:
        """The line of a rule."""
        pad = self.pad if rule.part[0] == " " else ""
        fill, more = rule.part[len(pad)], 2 * (len(self.pad) - len(pad))
        parts = [pad + fill * (width + more) + pad if width else rule.part for width in self.widths]
        return f"{self.indent}{rule.lead}{rule.cross.join(parts)}{rule.tail}"

    def drawn(self, line: str) -> Rule | None:
        """The rule that is the line; None where it is not drawn after the widths."""
        lead, inner, tail = line[len(self.indent) :][:1], line[len(self.indent) + 1 : -1], line[-1:]
        if not self.closed:
            lead, inner, tail = "", line, ""
        part = inner[: max(0, inner.find(self.over))]
        first = len(part)
        if self.widths[0]:
            first = self.widths[0] + 2 * len(self.pad)
            part = f" {inner[1:2]} " if inner[:1] == " " else inner[:1] * (1 + 2 * len(self.pad))
        rule = Rule(lead, part, inner[first : first + 1], tail)
        return rule if part.strip() and self.rule(rule) == line else None

    def words(self, rows: Sequence[Cells]) -> str:
        """The layout as a said table names it."""
        narrow = replace(self, widths=(1, 1) if any(self.widths) else (0, 0), right=frozenset())
        said = [encode_basestring(narrow.row(("a", "b")))]
        said += [
            f"{place} {encode_basestring(narrow.rule(rule))}"
            for place, rule in zip(("top", "under names", "bottom"), self.rules, strict=True)
            if rule
        ]
        if any(self.widths):
            widest = tuple(max(map(len, column)) for column in zip(*rows, strict=True))
            said.append("padded" if widest == self.widths else f"padded {' '.join(map(str, self.widths))}")
        said.append(f"right {' '.join(str(i + 1) for i in sorted(self.right))}" if self.right else "")
        said.append("names centred" if self.centred else "")
        said.append(f"names with {self.over}" if self.over != self.bar else "")
        return ", ".join(filter(None, said))

    def _cell(self, i: int, part: str) -> str:
        text = part[len(self.pad) :]
        if i in self.right:
            return text.lstrip(" ").removesuffix(self.pad if self.closed or i < len(self.widths) - 1 else "")
        return text.rstrip(" ") if self.widths[i] else text.removesuffix(self.pad)

    def _part(self, i: int, cell: str) -> str:
        width = self.widths[i]
        return self.pad + (cell.rjust(width) if i in self.right else cell.ljust(width)) + self.pad

    def _framed(self, parts: Sequence[str], bar: str) -> str:
        return self.indent + (f"{bar}{bar.join(parts)}{bar}" if self.closed else bar.join(parts))


def read(lines: Sequence[str], at: int) -> Table | None:
    """The table that begins with the line `at`: names, or a rule over them."""
    start = at + is_rule(lines[at])
    if start + 2 >= len(lines) or is_rule(lines[start]) or not is_rule(lines[start + 1]):
        return None
    names, row = lines[start], lines[start + 2]
    over, bar = (next((c for c in line if c in _BARS), "") for line in (names, row))
    if not over or not bar:
        return None
    indent = names[: len(names) - len(names.lstrip(" "))] if names.lstrip(" ")[0] == over else ""
    closed = names.startswith(over, len(indent))
    parts = _parts(names, over, indent, closed=closed)
    if not parts:
        return None
    layout = _layout(parts, Bars(bar, over, indent, "", closed, ()), below(lines, start + 2))
    found = table(lines, start, layout, tuple(part.strip(" ") for part in parts), _FEWEST)
    return found and _unruled(found, layout, lines, at)


def _layout(parts: Sequence[str], bare: Bars, sample: Sequence[str]) -> Bars:
    """The layout of which `parts` are the names; padded if the first row is drawn so."""
    pad = " " if all(part[:1] == part[-1:] == " " for part in parts) else ""
    padded = replace(bare, pad=pad, widths=tuple(len(part) - 2 * len(pad) for part in parts))
    centred = all(part == " " + _centred(part.strip(" "), len(part) - 2) + " " for part in parts)
    padded = replace(padded, right=_right(padded, sample), centred=centred)
    plain = replace(bare, pad=pad, widths=(0,) * len(parts))
    return padded if sample and padded.cells(sample[0]) else plain


def _unruled(found: Table, layout: Bars, lines: Sequence[str], at: int) -> Table:
    """The table with its rules taken into the layout, those that it draws."""
    if not found.headed or not found.rows or found.rows[0] != lines[found.start + 1]:
        return found
    top = layout.drawn(lines[at]) if at < found.start else None
    under = layout.drawn(lines[found.start + 1])
    bottom = layout.drawn(lines[found.end]) if found.end < len(lines) and is_rule(lines[found.end]) else None
    ruled = replace(layout, rules=(top, under, bottom))
    rows = found.rows[1:] if under else found.rows
    return Table(ruled, found.names, True, rows, found.start - bool(top), found.end + bool(bottom))


def _parts(line: str, bar: str, indent: str, *, closed: bool) -> list[str]:
    """What stands between the bars; nothing where the line is not framed as it should be."""
    if not closed:
        return line.split(bar)
    framed = line.startswith(indent + bar) and line.endswith(bar) and len(line) > len(indent) + 1
    return line[len(indent) + 1 : -1].split(bar) if framed else []


def _right(layout: Bars, sample: Sequence[str]) -> frozenset[int]:
    """The columns in which some cell begins further right, and each ends at the right."""
    rows = [_parts(line, layout.bar, layout.indent, closed=layout.closed) for line in sample]
    pad = len(layout.pad)
    found = set()
    for i, width in enumerate(layout.widths):
        texts = [row[i][pad : pad + width] for row in rows if len(row) == len(layout.widths) and row[i].strip()]
        texts = [text for text in texts if text]
        if any(text[0] == " " for text in texts) and all(text[-1] != " " for text in texts):
            found.add(i)
    return frozenset(found)


def _centred(text: str, width: int) -> str:
    return (" " * ((width - len(text)) // 2) + text).ljust(width)
