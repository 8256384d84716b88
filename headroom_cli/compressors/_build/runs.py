"""Findings of linters and compilers in rows: a file named once, a kind's text said once, places in runs.

Law: the rows keep their order, and a row of no kind stays verbatim, its path in front. Filling a kind's text and
putting path and place before it gives every other row back.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from headroom_cli.compressors._build import stylish
from headroom_cli.compressors._build.kinds import Kinds

_HEADING = "## "
_COLONS = re.compile(r"((?:[A-Za-z]:[\\/])?[^\s:]+):(\d+(?::\d+)?): (.+)", re.DOTALL)
_PARENS = re.compile(r"((?:[A-Za-z]:[\\/])?[^\s:()]+)\((\d+(?:,\d+)?)\): (.+)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Row:
    """A row as it would be shown verbatim; of a finding also its path, its place as `line:column`, its text."""

    shown: str
    path: str = ""
    place: str = ""
    text: str = ""


def row(text: str) -> Row:
    """A row as most tools write findings, or any other."""
    match = (_COLONS.fullmatch(text) or _PARENS.fullmatch(text)) if ": " in text else None
    return Row(text, match[1], match[2].replace(",", ":"), match[3]) if match else Row(text)


def written(rows: Sequence[str]) -> str:
    """The findings by file and kind, empty where that says nothing shorter or could be mistaken."""
    form, read = _read(rows)
    found = [one.text for one in read if one.text]
    kinds = Kinds(found if len(found) * 2 > len(rows) else ())
    if not kinds.legend or _is_doubtful(read, kinds):
        return ""
    head = (
        f'[findings, were {form}; under "{_HEADING}path" a row is a kind, then each place with what fills the {{}} '
        f"of the kind; the {len(kinds.legend)} kinds:]"
    )
    return "\n".join((head, *kinds.legend, *_rows(read, kinds)))


def named(rows: Sequence[str]) -> tuple[list[str], list[str]]:
    """The rows with the warnings of a rule by its name, in place, and these kinds; all else stays verbatim."""
    read = [row(one) for one in rows]
    kinds = Kinds(one.text for one in read if one.text.startswith("warning: ") and one.text.endswith("]"))
    if any(one.text.partition(" ")[0] in kinds.names for one in read):
        return list(rows), []
    said = ((one, kinds.said(one.text)) for one in read)
    return [one.shown.removesuffix(one.text) + "".join(kind) if kind else one.shown for one, kind in said], kinds.legend


def _read(rows: Sequence[str]) -> tuple[str, Sequence[Row]]:
    tables = list(_tables(rows))
    if any(one.text for one in tables):
        return "tables of ESLint", tables
    read = [row(one) for one in rows]
    found = [one for one in read if one.path]
    parens = sum(_is_after(one, "(") for one in found) * 2 > len(found)
    mark, form = ("(", '"path(line,column): text"') if parens else (":", '"path:place: text"')
    return form, [one if _is_after(one, mark) else Row(one.shown) for one in read]


def _is_after(one: Row, mark: str) -> bool:
    return one.shown.startswith(mark, len(one.path))


def _tables(rows: Sequence[str]) -> Iterator[Row]:
    at = 0
    while at < len(rows):
        table = stylish.table(rows, at)
        yield Row(f"{_HEADING}{rows[at]}", rows[at]) if table else Row(rows[at])
        for cells in table:
            place = f"{cells.line}:{cells.column}"
            yield Row(f"  {place}  {cells.text}", rows[at], place, cells.text)
        at += 1 + len(table)


def _rows(read: Sequence[Row], kinds: Kinds) -> Iterator[str]:
    said = ""
    pairs = ((one, kinds.said(one.text)) for one in read)
    for (path, name), run in groupby(pairs, lambda pair: (pair[0].path, pair[1][0]) if pair[1] else ("", "")):
        if name and path != said:
            yield f"{_HEADING}{path}"
            said = path
        if name:
            yield f"{name} {','.join(one.place + kind[1] for one, kind in run if kind)}"
        for one, _ in run:
            yield one.shown
            said = said if one.text or not one.path else one.path


def _is_doubtful(read: Sequence[Row], kinds: Kinds) -> bool:
    """Whether a row that is shown verbatim would be taken for a heading or a run."""
    others = [one.shown for one in read if not one.path]
    return any(shown.startswith(_HEADING) or shown.partition(" ")[0] in kinds.names for shown in others)
