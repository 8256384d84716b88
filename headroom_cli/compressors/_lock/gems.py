"""Gemfile.lock: a gem with the gems it asks for, and a gem with its checksum, as one package each.

Law: a gem is taken only if its lines follow from what was read; all others stay as they came.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from headroom_cli.compressors._lock.rows import Package, Value

_GEM = re.compile(r"    (\S+) \(([^\s()]+)\)")
_ASKED = re.compile(r"      (\S+)(?: \(([^()]+)\))?")
_SUMMED = re.compile(r"  (\S+) \(([^\s()]+)\) (sha256=[0-9a-f]{64})")


def read(lines: Sequence[str]) -> list[str | Package]:
    """Gems, and the lines between them."""
    pieces: list[str | Package] = []
    at = 0
    while at < len(lines):
        gem, summed = _GEM.fullmatch(lines[at]), _SUMMED.fullmatch(lines[at])
        line, at = lines[at], at + 1
        if summed:
            pieces.append(Package((summed[1],), {"version": summed[2], "checksum": summed[3]}))
        elif gem:
            asked: dict[str, Value] = {}
            while at < len(lines) and (one := _ASKED.fullmatch(lines[at])) and one[1] not in asked:
                asked[one[1]] = one[2] or True
                at += 1
            pieces.append(Package((gem[1],), {"version": gem[2], **({"dependencies": asked} if asked else {})}))
        else:
            pieces.append(line)
    return pieces
