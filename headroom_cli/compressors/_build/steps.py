"""Steps of a build that went well, a row each: what a tool compiles, links, downloads, enters.

Law: a row is a step only where it is certain to tell of one; a step that failed is written otherwise. Folded,
a run of steps says once what its rows share; counted, a run keeps its first and its last row.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from headroom_cli.compressors._folds import MARK

SAID = f'"{MARK}x*: 5% a, 6% b" stands for "[  5%] xa", "[  6%] xb"'
_FEWEST_FOLDED = 3
_FEWEST_COUNTED = 8
_MOST_LABELS = 6
_LONGEST = 4000
_PROGRAMS = (
    r"gcc|g\+\+|cc|c\+\+|clang|clang\+\+|nvcc|ar|ranlib|ld|cmake|g?make|ccache|rustc|javac|mv|rm|cp|mkdir|ln|install"
)
_CARGO = "Compiling|Checking|Downloaded|Downloading|Fresh|Adding|Updating|Locking|Documenting|Unpacking|Installing"
_APT = "Selecting previously unselected package|Preparing to unpack|Unpacking|Setting up|Processing triggers for"
_PIP = (
    "Collecting|Downloading|Using cached|Requirement already satisfied:|Installing build dependencies|Running command"
    "|Getting requirements to build|Preparing metadata|Building wheel for|Created wheel for|Stored in directory:"
)
_FORM = re.compile(
    "|".join((
        r"(\[ *\d+%\] |\[\d+/\d+\] )([A-Z][a-z]+(?: [\w+#]+){0,4}) (\S+)",
        rf"()((?:cd \S+ && )?(?:/(?:[\w.+-]+/)*)?(?:{_PROGRAMS})(?:-\d+)?) ( *(?:[-/\"]|qc |rc\w* |\S+\.[a-z]).*)",
        r"()(g?make(?:\[\d+\])?: (?:Entering directory|Leaving directory|Nothing to be done for)) (.+)",
        rf"()( +(?:{_CARGO})) (\S.*)",
        r"()( +(?:CC|CXX|LD|AR|AS|GEN|CCLD|CXXLD|LINK|HOSTCC|INSTALL|MKDIR)(?: \[M\])?) ( *\S+)",
        r"()(-- (?:Detecting|Check for working|Check if|Check size of|Performing Test|Looking for)) "
        r"([^-]+(?: - (?:done|found|skipped|works|yes|Success))?)",
        r"()(Scanning dependencies of target|Consolidate compiler generated dependencies of target) (\S+)",
        r"()(Dependencies file) (\".+ is newer than depends file .+)",
        r"()(go: downloading|> Task) (\S.*)",
        rf"()( *(?:{_PIP})) (\S.*)",
        r"()( +[━╸╺]+) ([\d.]+/[\d.]+ .*)",
        rf"()(Get:\d+|{_APT}) (\S.*)",
    )),
    re.DOTALL,
)
_TROUBLE = re.compile(r"\b(?:fail|error|warn|abort|fatal)", re.IGNORECASE)
_ENDS_BADLY = ("FAILED", "'error'", "error")
_COUNTER = re.compile(r"\d+%|\d+/\d+")
_CHANGING = re.compile(r"\[\d+\]|(?<=Get:)\d+|^cd \S+ && |/(?:[\w.+-]+/)*(?=[\w+.-]+$)")


@dataclass(frozen=True, slots=True)
class Step:
    """A row that tells of a step: a counter in brackets or nothing, what is done, to what."""

    count: str
    label: str
    what: str

    @property
    def kind(self) -> str:
        """What is done, without what differs from step to step."""
        return _CHANGING.sub("", self.label).strip(" ━╸╺") or "progress bars"


def step(row: str) -> Step | None:
    """A row that tells of a step, or None."""
    match = _FORM.fullmatch(row) if len(row) <= _LONGEST else None
    if match is None:
        return None
    begin = (match.lastindex or 1) - 3
    count, label, what = match.groups()[begin : begin + 3]
    return None if _TROUBLE.search(label) or what.endswith(_ENDS_BADLY) else Step(count, label, what)


def folded(rows: Sequence[str]) -> list[str]:
    """The rows, runs of steps that begin alike as one row."""
    made: list[str] = []
    read = [(step(row), row) for row in rows]
    for label, run in groupby(read, lambda pair: (pair[0].label, bool(pair[0].count)) if pair[0] else None):
        pairs = list(run)
        plain = [row for _, row in pairs]
        fold = _fold([one for one, _ in pairs if one]) if label and len(pairs) >= _FEWEST_FOLDED else ""
        made += [fold] if fold and len(fold) < len("\n".join(plain)) else plain
    return made


def counted(rows: Sequence[str]) -> tuple[list[str], int]:
    """The rows, long runs of steps as their first, their last and how many of what is between; how many that is."""
    made: list[str] = []
    gone = 0
    read = [(step(row), row) for row in rows]
    for is_step, run in groupby(read, lambda pair: pair[0] is not None):
        pairs = list(run)
        between = [one.kind for one, _ in pairs[1:-1] if one] if is_step else []
        if len(between) < _FEWEST_COUNTED:
            made += [row for _, row in pairs]
        else:
            made += [pairs[0][1], _count(between), pairs[-1][1]]
            gone += len(between)
    return made, gone


def _count(kinds: Sequence[str]) -> str:
    most = Counter(kinds).most_common(_MOST_LABELS)
    rest = len(kinds) - sum(count for _, count in most)
    said = ", ".join([*(f"{count} {kind}" for kind, count in most), *([f"{rest} others"] if rest else [])])
    return f"[{len(kinds)} more steps: {said}]"


def _fold(run: Sequence[Step]) -> str:
    """A run of one label as one row, empty where it would not come back."""
    common = _common([one.what for one in run])
    shared = f"{run[0].label} {common}"
    items = [one.what[len(common) :] for one in run]
    counts = [one.count.strip("[] ") for one in run]
    exact = all(one.count == _bracketed(count) for one, count in zip(run, counts, strict=True))
    doubtful = any(not item or ", " in item or _COUNTER.match(item) for item in items)
    if not exact or doubtful or "*: " in shared:
        return ""
    said = ", ".join(f"{count} {item}" if count else item for count, item in zip(counts, items, strict=True))
    return f"{MARK}{shared}*: {said}"


def _bracketed(count: str) -> str:
    return f"[{count:>4}] " if count.endswith("%") else f"[{count}] " if count else ""


def _common(texts: Sequence[str]) -> str:
    """What all texts begin with, up to the last slash or blank in it."""
    low, high = min(texts), max(texts)
    same = next((at for at, pair in enumerate(zip(low, high, strict=False)) if pair[0] != pair[1]), len(low))
    return low[: 1 + max(low.rfind(end, 0, same) for end in "/ ")]
