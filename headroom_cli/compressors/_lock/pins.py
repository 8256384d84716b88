"""Requirements with hashes (pip-compile, uv, poetry export): the lines of a requirement as one package.

Law: a requirement is taken only if its lines follow from what was read; all others stay as they came.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from headroom_cli.compressors._lock.rows import Package, Value

_PIN = re.compile(r"([A-Za-z0-9][\w.\[\],-]*)==([^\s;]+)(?: ; (\S|\S.*\S))? \\")
_HASH = re.compile(r"    --hash=(sha\d+:[0-9a-f]+)( \\)?")
_WHY, _ITEM = "    # via", "    #   "


def read(lines: Sequence[str]) -> list[str | Package]:
    """Requirements, and the lines between them that belong to none."""
    pieces: list[str | Package] = []
    at = 0
    while at < len(lines):
        found = _requirement(lines, at) if lines[at].endswith("\\") else None
        pieces.append(found[0] if found else lines[at])
        at = found[1] if found else at + 1
    return pieces


def _requirement(lines: Sequence[str], at: int) -> tuple[Package, int] | None:
    """The requirement that begins at a line, and the line after it."""
    pin, end = _PIN.fullmatch(lines[at]), at
    hashes: list[Value] = []
    more = pin is not None
    while more:
        end += 1
        one = _HASH.fullmatch(lines[end]) if end < len(lines) else None
        if one is None:
            return None
        hashes.append(one[1])
        more = one[2] is not None
    if pin is None:
        return None
    via, after = _why(lines, end + 1)
    marker: dict[str, Value] = {"marker": pin[3]} if pin[3] else {}
    return Package((pin[1],), {"version": pin[2], **marker, "hash": hashes, **via}), after


def _why(lines: Sequence[str], at: int) -> tuple[dict[str, Value], int]:
    """Who asks for the requirement, and the line after that."""
    if at == len(lines) or not lines[at].startswith(_WHY):
        return {}, at
    if lines[at] != _WHY:
        return ({"via": lines[at].removeprefix(f"{_WHY} ")}, at + 1) if lines[at].startswith(f"{_WHY} ") else ({}, at)
    items: list[Value] = []
    while (at := at + 1) < len(lines) and lines[at].startswith(_ITEM):
        items.append(lines[at].removeprefix(_ITEM))
    return {"via": items}, at
