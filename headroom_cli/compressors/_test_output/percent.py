"""pytest's progress column: ` [ 12%]` at the end of each test's line follows from the line's place.

Law: the column is taken off only when every line of the run has exactly the column that its place,
the number of tests and the width of the terminal give; otherwise all lines stay as they came.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

_LINE = re.compile(r"(\S+::.* (?:PASSED|FAILED|SKIPPED|XFAIL|XPASS|ERROR)\b(?: \(.*\))?)( +)\[ *\d+%\]")
_COLLECTED = re.compile(r"collected (\d+) items?(?:.* (\d+) selected)?$")
_SUMMARY = re.compile(r"=+ .*\b(?:passed|failed)\b.* in [\d.:]+")
_OUTCOME = re.compile(r"(\d+) (?:passed|failed|skipped|xfailed|xpassed)")
_NARROWEST = 8
_LONGEST = 1000  # a longer line is no test's; the patterns above are linear only up to a bound


@dataclass(frozen=True, slots=True)
class Column:
    """The progress column of tests `first` to `last` of `total`, padded to `width` (0: never padded)."""

    first: int
    last: int
    total: int
    width: int

    def after(self, line: str, nth: int) -> str:
        """The column after `line`, that of the `nth` test that is shown, counted from 0."""
        percent = f" [{(self.first + nth) * 100 // self.total:3d}%]"
        return percent.rjust(self.width - len(line))


def progress(row: str) -> str:
    """The row of a test without its column; empty for other rows."""
    match = _LINE.fullmatch(row) if row.endswith("%]") and len(row) <= _LONGEST else None
    return match[1] if match else ""


def column(rows: Sequence[str]) -> Column | None:
    """The column that explains every row of a test, or None."""
    told = [(row, bare) for row in rows if (bare := progress(row))]
    width = max((len(row) for row, bare in told if len(row) - len(bare) > _NARROWEST), default=0)
    shown = len(told)
    for total in _totals(rows) if told else ():
        for last in (shown, total):
            found = Column(last - shown + 1, last, total, width)
            if all(row == bare + found.after(bare, nth) for nth, (row, bare) in enumerate(told)):
                return found
    return None


def _totals(rows: Sequence[str]) -> list[int]:
    """How many tests the run says it has, at its beginning or at its end."""
    begun = [int(match[2] or match[1]) for row in rows if (match := _COLLECTED.search(row))]
    ended = [sum(map(int, _OUTCOME.findall(row))) for row in rows if _SUMMARY.match(row)]
    return [total for total in dict.fromkeys((*begun[:2], *ended[-2:])) if total]
