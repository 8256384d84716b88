"""Excerpts below a diagnostic of gcc or clang: the source line and the caret line, without what the place says.

Law: the line number in front of the source and the blanks in front of the caret go only where the place in
the line above gives both back.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

SAID = '"| x" is the source at the line above, and its ^ is at the column'
_MARK = "| "
_PLACE = re.compile(r"(?:[A-Za-z]:[\\/])?[^\s:]+:(\d+):(\d+): ")
_CARET = re.compile(r" {6}\| ( *)(~*)(\^~*)")


def trimmed(rows: Sequence[str]) -> list[str]:
    """The rows with excerpts trimmed; as they came where one looks trimmed already."""
    if any(row.startswith(_MARK) for row in rows):
        return list(rows)
    return list(_trimmed(rows))


def _trimmed(rows: Sequence[str]) -> Iterator[str]:
    at = 0
    while at < len(rows):
        yield rows[at]
        short = _excerpt(*rows[at : at + 3]) if at + 2 < len(rows) else ()
        yield from short
        at += 1 + len(short)


def _excerpt(diagnostic: str, source: str, caret: str) -> tuple[str, ...]:
    """The source and the caret in short, nothing where they are not what the diagnostic's place tells."""
    place, sign = _PLACE.match(diagnostic), _CARET.fullmatch(caret)
    if not place or not sign or len(sign[1]) + len(sign[2]) + 1 != int(place[2]):
        return ()
    gutter = f"{place[1]:>5} | "
    return (_MARK + source.removeprefix(gutter), sign[2] + sign[3]) if source.startswith(gutter) else ()
