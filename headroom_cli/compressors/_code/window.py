"""Whether a text is a window of lines that someone asked for, and so wants to see.

Law: a function of the block alone; a reading that begins at the first line asks for the file, not for lines.
"""

from __future__ import annotations

import re

from headroom_cli.model import Block

_FROM = ("offset", "start_line", "startLine", "line_start", "line_number", "view_range", "range")
_SED = re.compile(r"\bsed -n ['\"]?(\d+)[,p]")
_TAIL = re.compile(r"\btail\b")
_MOST = 200


def is_asked_for(block: Block, first: int, rows: int) -> bool:
    """Whether these rows, of which the first has the number `first`, are a window and not a page of the file."""
    return rows <= _MOST and max(first, _first(block)) > 1


def _first(block: Block) -> int:
    """The line at which the call said to begin, 1 where it did not."""
    for name in _FROM:
        value = block.arguments.get(name)
        value = value[0] if isinstance(value, list) and value else value
        if isinstance(value, int):
            return value
    shell = " ".join(v for v in block.arguments.values() if isinstance(v, str))
    ranges = [int(number) for number in _SED.findall(shell)]
    return max(ranges, default=1 + bool(_TAIL.search(shell)))
