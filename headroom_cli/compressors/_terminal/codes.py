"""Escape codes of terminals: found, and said by marks of one sign each.

Law: what is said by marks can be put back exactly; a mark is a sign that the text does not hold.
"""

from __future__ import annotations

import re
from collections import Counter

from headroom_cli.tokens import count_many

HEAD = "[terminal codes as marks:"
CODE = re.compile(
    r"\x1b(?:"
    r"\[[0-?]*+[ -/]*+[@-~]"  # CSI: colours, cursor
    r"|\][^\x07\x1b\n]*+(?:\x07|\x1b\\)"  # OSC: titles, links
    r"|[()*+#%][0-9A-Za-z]"
    r"|[0-9=>@-OQ-WYZ\\^_`a-~])"
)
_RUN = re.compile(r"(?:\x1b\[[0-9;?]*+[A-Za-z])++")
_MARKS = "«»§¶¤¬¦†‡•°·¿¡±÷¹²³"
_TIMES = "®"
_LEAST = 3


def marked(text: str) -> str | None:
    """The text with marks for the codes that come often; None where no mark is to be had or none pays."""
    free = [mark for mark in _MARKS if mark not in text]
    found = Counter(_RUN.findall(text)).most_common(len(free))
    costs = count_many(run for run, _ in found)
    worth = [run for (run, times), cost in zip(found, costs, strict=True) if times * (cost - 1) > cost + _LEAST]
    marks = dict(zip(worth, free, strict=False))
    if not marks or text.startswith(HEAD):
        return None
    short = _RUN.sub(lambda run: marks.get(run[0], run[0]), text)
    signs = "".join(marks.values())
    folded = short if _TIMES in text else re.sub(rf"([{signs}][^\n]{{1,3}}?)\1{{3,}}", _times, short)
    legend = " ".join(f"{mark}={run}".replace("\x1b", "ESC") for run, mark in marks.items())
    times = f"; {_TIMES}n…{_TIMES}: what is between, n times" if folded != short else ""
    return f"{HEAD} {legend}{times}]\n{folded}"


def _times(found: re.Match[str]) -> str:
    return f"{_TIMES}{len(found[0]) // len(found[1])}{found[1]}{_TIMES}"
