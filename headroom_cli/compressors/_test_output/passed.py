"""Passing tests counted: runs of lines that say only that a test passed become one line with their number.

Law: a line goes only if it is certain that it tells of a test that passed; all others stay verbatim,
in place. A heading goes with its tests when nothing else stands under it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from headroom_cli.compressors import Compressed
from headroom_cli.compressors._folds import MARK

_RESULTS = (
    re.compile(r"(?P<of>\S+?)::.* PASSED(?: +\[ *\d+%\])?"),
    re.compile(r"\[gw\d+\] \[ *\d+%\] PASSED (?P<of>\S+?)::.*"),
    re.compile(r"test (?:(?P<of>\w+)::)?(?:\S+::)?\S+ \.\.\. ok"),
    re.compile(r"\w+ \((?P<of>[\w.]+)\) \.\.\. ok"),
    re.compile(r" *--- PASS: [^/ ]+(?:/\S+)? \(\d+\.\d+s\)(?P<of>)"),
    re.compile(r"\[       OK \] (?P<of>\S+)\.\S+ \(\d+ ms\)"),
    re.compile(r"ok \d+(?: - [^#]*)?(?P<of>)"),
    re.compile(r" ?PASS +\S+\.(?:test|spec)\.\w+(?: \([\d.]+ m?s\))?(?P<of>)"),
    re.compile(r" *PASS \[ *[\d.]+s\] (?:\([ \d/]+\) )?(?P<of>\S+) \S+"),
    re.compile(r" *\d+/\d+ Test +#\d+: \S+ \.* +Passed +[\d.]+ sec(?P<of>)"),
    re.compile(r"  Passed (?P<of>\S+)\.[^ .]+ \[[^\]]+\]"),
)
_BEGUN = re.compile(r"=== (?:RUN|PAUSE|CONT) +(\S+)|\[ RUN      \] (\S+)| +Start +\d+: (\S+)")
_ENDED_WELL = re.compile(r" *--- PASS: (\S+) |\[       OK \] (\S+) | *\d+/\d+ Test +#\d+: (\S+) \.* +Passed ")
_MAYBE = re.compile(r"^=== | PASSED|PASS: |\.\.\. ok$|^\[ |^ok \d|^ *PASS |Passed | Start ")
_TICK = re.compile(r" *[✓✔√] ")
_FEWEST = 2
_LONGEST = 1000  # a longer line is no test's; the patterns above are linear only up to a bound


@dataclass(slots=True)
class _Heading:
    """A line with deeper ones under it: `pure` as long as these are passing tests or pure headings."""

    row: int
    indent: int
    passed: int = 0
    pure: bool = True


def counted(text: str) -> Compressed:
    """The text with passing tests counted; unchanged where there are none."""
    rows = text.split("\n")
    said = list(_by_heading(rows) if any(tick in text for tick in "✓✔√") else _by_file(rows))
    gone = len(rows) - sum(not row.startswith(MARK) for row in said)
    return Compressed("\n".join(said), f"{gone} passing lines" if gone else "")


def _by_file(rows: Sequence[str]) -> Iterator[str]:
    well = {match[match.lastindex or 0] for row in rows if (match := _ENDED_WELL.match(row))}
    for file, group in groupby(rows, lambda row: _file(row, well)):
        run = list(group)
        passed = sum(not _BEGUN.fullmatch(row) for row in run)
        if file is None or len(run) < _FEWEST or not passed:
            yield from run
        else:
            yield _count(file, passed)


def _file(row: str, well: set[str]) -> str | None:
    """The file or suite whose passing test the row tells of, empty when it names none; None for other rows."""
    if len(row) > _LONGEST or not _MAYBE.search(row):
        return None
    begun = _BEGUN.fullmatch(row)
    if begun:
        return _suite(begun[2]) if begun[begun.lastindex or 0] in well else None
    return next((match["of"] or "" for form in _RESULTS if (match := form.fullmatch(row))), None)


def _suite(test: str | None) -> str:
    return test.rpartition(".")[0] if test else ""


def _by_heading(rows: Sequence[str]) -> Iterator[str]:
    """mocha, jest, vitest: ticks under headings; the outline is the indent."""
    pure = _pure_headings(rows)
    at = 0
    while at < len(rows):
        end, passed = pure.get(at) or _ticks(rows, at)
        if end - at < _FEWEST:
            yield rows[at]
        else:
            yield _count(rows[at].strip() if at in pure else "", passed)
        at = max(end, at + 1)


def _ticks(rows: Sequence[str], at: int) -> tuple[int, int]:
    end = next((end for end in range(at, len(rows)) if not _TICK.match(rows[end])), len(rows))
    return end, end - at


def _pure_headings(rows: Sequence[str]) -> dict[int, tuple[int, int]]:
    """Row of each heading under which only passing tests stand: where they end, and how many they are."""
    pure: dict[int, tuple[int, int]] = {}
    open_: list[_Heading] = []
    for at, row in enumerate([*rows, "."]):
        if not row.strip():
            continue
        indent = len(row) - len(row.lstrip(" "))
        while open_ and open_[-1].indent >= indent:
            _close(open_, pure, at)
        if not _TICK.match(row):
            open_.append(_Heading(at, indent))
        elif open_:
            open_[-1].passed += 1
    return pure


def _close(open_: list[_Heading], pure: dict[int, tuple[int, int]], end: int) -> None:
    heading = open_.pop()
    heading.pure &= heading.passed > 0
    if heading.pure:
        pure[heading.row] = end, heading.passed
    if open_:
        open_[-1].passed += heading.passed
        open_[-1].pure &= heading.pure


def _count(name: str, passed: int) -> str:
    return f"{MARK}{name}: {passed} passed" if name else f"{MARK}{passed} passed"
