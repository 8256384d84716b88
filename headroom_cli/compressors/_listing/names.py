"""Names under headings (ls -R): the names of a folder go on its line, and no empty line before it is said.

Law: the order is kept; only rows that are one word are joined, and a row that could be mistaken for
joined names forbids the form.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

_HEADING = re.compile(r"(?:\.|(?=\S*/)\S+):")
_NAME = re.compile(r"[^\s:]+")
_JOINED = re.compile(r"(?:\.|(?=\S*/)\S+): ")
_SAID = "[ls -R as folder: names]"


def is_heading(row: str) -> bool:
    """Whether the row is the heading of a folder, as ls -R prints it."""
    return row.endswith(":") and _HEADING.fullmatch(row) is not None


def by_heading(rows: Sequence[str]) -> str | None:
    """`folder: name name` for each folder that follows an empty row; None when a row forbids it."""
    if any(": " in row and _JOINED.match(row) for row in rows):
        return None
    joined = list(_joined(rows))
    return "\n".join((_SAID, *joined)) if len(joined) < len(rows) else None


def _joined(rows: Sequence[str]) -> Iterator[str]:
    at = 0
    while at < len(rows):
        end = _end(rows, at)
        yield " ".join(rows[at + 1 : end]) if end else rows[at]
        at = end or at + 1


def _end(rows: Sequence[str], at: int) -> int:
    """Where the names end whose heading stands after the empty row `at`; 0 where none does."""
    if rows[at] or at + 1 == len(rows) or not is_heading(rows[at + 1]):
        return 0
    end = at + 2
    while end < len(rows) and _NAME.fullmatch(rows[end]):
        end += 1
    return end if end > at + 2 else 0
