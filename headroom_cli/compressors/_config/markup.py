r"""XML without the closing tags that follow from the indent.

Law: an element on one line is closed at its end, one whose content stands deeper is closed where a
line stands less deep, before empty lines. A line for which this would be wrong begins with `\`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_NAME = r"[A-Za-z_][\w:.-]*"
_LEAF = re.compile(rf"(\s*<({_NAME})(?: [^<>]*)?>[^<>\s][^<>]*)</\2>")
_OPEN_LEAF = re.compile(rf"\s*<({_NAME})(?: [^<>]*)?(?<!/)>[^<>\s][^<>]*")
_OPENS = re.compile(rf"(\s*)<({_NAME})(?: [^<>]*)?(?<!/)>")
_ESCAPE = "\\"


def opened(lines: Sequence[str]) -> tuple[list[str], int]:
    """The lines without closing tags, and how many elements are open at their end."""
    ends = _ends(lines)
    gone = {end for end in ends.values() if end is not None and end < len(lines)}
    said = [_said(line, escape=ends.get(at, at) is None) for at, line in enumerate(lines) if at not in gone]
    return said, sum(end == len(lines) for end in ends.values())


def _ends(lines: Sequence[str]) -> dict[int, int | None]:
    """Where the element closes that a line opens for the deeper ones below it; None where that does not follow."""
    ends: dict[int, int | None] = {}
    waiting: list[int] = []
    indents = [_indent(line) for line in lines]
    for at, line in enumerate(lines):
        if not line.strip():
            continue
        while waiting and indents[at] <= indents[waiting[-1]]:
            start = waiting.pop()
            ends[start] = at if _closes(lines, indents, start, at) else None
        if _OPENS.fullmatch(line) and at + 1 < len(lines) and lines[at + 1].strip() and indents[at + 1] > indents[at]:
            waiting.append(at)
    return ends | dict.fromkeys(waiting, len(lines))


def _closes(lines: Sequence[str], indents: Sequence[int], start: int, end: int) -> bool:
    """Whether a line is the closing tag that a reader would put there."""
    opens = _OPENS.fullmatch(lines[start])
    after = next((at for at in range(end + 1, len(lines)) if lines[at].strip()), None)
    fits = after is None or indents[after] <= indents[end]
    return bool(opens and lines[end] == f"{opens[1]}</{opens[2]}>" and lines[end - 1].strip() and fits)


def _said(line: str, *, escape: bool) -> str:
    if escape or line.startswith(_ESCAPE) or _OPEN_LEAF.fullmatch(line):
        return _ESCAPE + line
    leaf = _LEAF.fullmatch(line)
    return leaf[1] if leaf else line


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())
