"""Test runs: pytest, unittest, go test, cargo test, googletest, mocha, jest, vitest, TAP.

Law: failures, errors, warnings, tracebacks and summaries stay verbatim at every level; what one repeats of
another, line by line, is called by name. Lossless folds lines of passing tests that differ in a name only;
from balanced on, runs of them become a count.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from headroom_cli.compressors import Compressed, NotMine
from headroom_cli.compressors import _again as again
from headroom_cli.compressors import _folds as folds
from headroom_cli.compressors._folds import Line
from headroom_cli.compressors._test_output import passed, percent, ticks
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
_SHORTEST = 200  # characters of a traceback that are worth a name
_TOLL = 40
_LONGEST = 1000  # a longer line is no test's; the patterns above are linear only up to a bound
_WITHIN = re.compile(
    r"_{3,} \S.* _{3,}$|={3,} (?:FAILURES|ERRORS|warnings summary|short test summary info) ={3,}$|E {3,}\S"
)
_STARTS = re.compile(
    r"=+ test session starts =+|=== RUN  |\[ RUN |\[=+\] Running \d+ tests?|running \d+ tests?$|TAP version 1|1\.\.\d+$"
    r"|.*\.py::\S+ (?:PASSED|FAILED)|\w+ \([\w.]+\) \.\.\. |(?: *(?:PASS|FAIL) .*\.(?:test|spec)\.)| *[✓✔√] "
    r"|Test project /|Starting test execution| +(?:PASS|FAIL) \[ *[\d.]+s\] |  (?:Passed|Failed) \S+ \["
)


class _TestOutput:
    def score(self, block: Block) -> float:
        rows = block.text[:2048].split("\n")
        if any(_STARTS.match(row) for row in rows):
            return 0.9
        return 0.8 if any(_WITHIN.match(row) for row in rows) else 0.0

    def compress(self, block: Block, level: Level) -> Compressed:
        text = block.text
        if folds.speaks_of_folds(text) or again.speaks_of_names(text) or text.startswith('["'):
            raise NotMine
        answers = [Compressed(_exact(text.split("\n")))]
        if level is not Level.LOSSLESS:
            answers.append(_counted(text))
        before, *after = count_many((text, *(answer.text for answer in answers)))
        costs = [tokens + _TOLL * (not answer.lossless) for tokens, answer in zip(after, answers, strict=True)]
        best = costs.index(min(costs))
        if after[best] >= before or len(answers[best].text) >= len(text):
            raise NotMine
        return answers[best]


def _exact(rows: list[str]) -> str:
    bare, sign = ticks.bare(rows)
    column = percent.column(bare)
    folded = "\n".join(folds.folded(_lines(bare, bare=column is not None))).split("\n")
    means = folds.said(folded)
    said = "; ".join(filter(None, (ticks.said(sign), means, _left_out(column) if means else "")))
    return "\n".join((*((f"[{said}]",) if said else ()), *again.said(folded, _SHORTEST)))


def _counted(text: str) -> Compressed:
    counted = passed.counted(text)
    return replace(counted, text="\n".join(again.said(counted.text.split("\n"), _SHORTEST)))


def _left_out(column: percent.Column | None) -> str:
    if column is None:
        return ""
    return f'" [ n%]" left out there: tests {column.first}-{column.last} of {column.total}, width {column.width}'


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
