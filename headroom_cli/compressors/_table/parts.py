"""The tables of a text, and the plain lines around them.

Law: lines and tables in order are the text; the work is linear, since only so many tables are taken
and only so many false beginnings tried.
"""

from __future__ import annotations

from collections.abc import Sequence

from headroom_cli.compressors._table import aligned, bars, delimited, shapes
from headroom_cli.compressors._table.grid import Table

_READERS = (bars.read, delimited.read, aligned.read, shapes.read)
_LEAD = 5  # lines of a paragraph that may stand before its table
_TRIES = 64
_TABLES = 100


def parts(lines: Sequence[str]) -> list[list[str] | Table]:
    """Plain lines and tables, in order."""
    found: list[list[str] | Table] = []
    plain: list[str] = []
    at = tries = deep = 0
    while at < len(lines) and tries < _TRIES and len(found) < 2 * _TABLES:
        deep = 0 if not lines[at].strip() else deep + 1
        if 0 < deep <= _LEAD:
            if table := _read(lines, at):
                found += [[*plain, *lines[at : table.start]], table]
                plain, at, deep = [], table.end, 0
                continue
            tries += 1
        plain.append(lines[at])
        at += 1
    return [*found, [*plain, *lines[at:]]]


def _read(lines: Sequence[str], at: int) -> Table | None:
    return next((table for read in _READERS if (table := read(lines, at))), None)
