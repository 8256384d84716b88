"""Test runs: pytest, unittest, go test, cargo test, googletest, mocha, jest, vitest, TAP.

Law: failures, errors, warnings, tracebacks and summaries stay verbatim at every level. Lossless folds
lines of passing tests that differ in a name only; from balanced on, runs of them become a count.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from headroom_cli.compressors import Compressed, NotMine
from headroom_cli.compressors._test_output import folds, passed, percent
from headroom_cli.compressors._test_output.folds import Line
from headroom_cli.model import Block, Level
from headroom_cli.tokens import count_many

_PAIRS = (
    (re.compile(r"(=== RUN   )(\S+)()"), re.compile(r"(--- PASS: )(\S+)( \(\d+\.\d+s\))")),
    (re.compile(r"(\[ RUN      \] \S+\.)([^\s.]+)()"), re.compile(r"(\[       OK \] \S+\.)([^\s.]+)( \(\d+ ms\))")),
)
_SINGLES = (
    re.compile(r"(\S+?\.py::(?:\w+::)*)([^\s:]+)( PASSED(?: +\[ *\d+%\])?)"),
    re.compile(r"(test (?:\S+::)?)([^\s:]+)( \.\.\. ok)"),
    re.compile(r"(=== (?:RUN|PAUSE|CONT)   ?(?:\S+/)?)([^\s/]+)()"),
    re.compile(r"( *--- PASS: (?:\S+/)?)([^\s/]+)( \(\d+\.\d+s\))"),
)
_UNITTEST = re.compile(r"(\w+) \(([\w.]+\.)(?:\1)\) \.\.\. ok")
_MAYBE = re.compile(r"^=== | PASSED|PASS: |\.\.\. ok$")
_LONGEST = 1000  # a longer line is no test's; the patterns above are linear only up to a bound
_STARTS = re.compile(
    r"=+ test session starts =+|=== RUN  |\[ RUN |\[=+\] Running \d+ tests?|running \d+ tests?$|TAP version 1|1\.\.\d+$"
    r"|.*\.py::\S+ (?:PASSED|FAILED)|\w+ \([\w.]+\) \.\.\. |(?: *(?:PASS|FAIL) .*\.(?:test|spec)\.)| *[✓✔√] "
)


class _TestOutput:
    def score(self, block: Block) -> float:
        rows = block.text[:2048].split("\n")
        return 0.9 if any(_STARTS.match(row) for row in rows) else 0.0

    def compress(self, block: Block, level: Level) -> Compressed:
        if folds.speaks_of_folds(block.text):
            raise NotMine
        answers = [_folded(block.text)]
        if level is not Level.LOSSLESS:
            answers.append(passed.counted(block.text))
        before, *after = count_many((block.text, *(answer.text for answer in answers)))
        tokens, answer = min(zip(after, answers, strict=True), key=lambda pair: pair[0])
        if tokens >= before or len(answer.text) >= len(block.text):
            raise NotMine
        return answer


def _folded(text: str) -> Compressed:
    rows = text.split("\n")
    column = percent.column(rows)
    lines = _lines(rows, bare=column is not None)
    return Compressed("\n".join((f"[{folds.SAID}{_left_out(column)}]", *folds.folded(lines))))


def _left_out(column: percent.Column | None) -> str:
    if column is None:
        return ""
    return f'; " [ n%]" left out there: tests {column.first}-{column.last} of {column.total}, width {column.width}'


def _lines(rows: list[str], *, bare: bool) -> Iterator[Line]:
    at = 0
    while at < len(rows):
        pair = _pair(rows[at : at + 2])
        yield pair or _single(rows[at], bare=bare)
        at += 2 if pair else 1


def _pair(rows: list[str]) -> Line | None:
    if not rows[0].startswith(("=== RUN", "[ RUN")):
        return None
    for begun, ended in _PAIRS:
        first = begun.fullmatch(rows[0])
        second = first and ended.fullmatch(rows[-1])
        if first and second and first[2] == second[2]:
            return folds.line((first[1], f"{first[3]}\n{second[1]}", second[3]), first[2])
    return None


def _single(row: str, *, bare: bool) -> Line:
    if len(row) > _LONGEST or not _MAYBE.search(row):
        return Line(row)
    if bare and (test := percent.progress(row)):
        return replace(_single(test, bare=False), text=row)
    match = _UNITTEST.fullmatch(row)
    if match:
        return folds.line(("", f" ({match[2]}", ") ... ok"), match[1])
    match = next((match for form in _SINGLES if (match := form.fullmatch(row))), None)
    return folds.line((match[1], match[3]), match[2]) if match else Line(row)


PLUGIN = _TestOutput()
