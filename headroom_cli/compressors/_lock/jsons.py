"""Lock files in JSON (npm, Pipfile, composer): the object of each package, read from its lines.

Law: an object is taken only if printing it again gives its lines; all other lines stay as they came.
Objects are found by themselves, so a part of a file is read like a whole one.
"""

from __future__ import annotations

import json
import re
from bisect import bisect
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from headroom_cli.compressors._lock.rows import Package

_OPENS = re.compile(r'( +)(?:("(?:[^"\\]|\\.)*"): )?\{')
_FIRST = re.compile(r'( +)"(?:version|resolved|hashes|name)": ')
_FEWEST = 3


@dataclass(frozen=True, slots=True, order=True)
class Layout:
    """How many spaces stand before the objects of packages, how many more at each level; `listed`: they have no key."""

    deep: int
    level: int
    listed: bool


def layout(lines: Sequence[str]) -> Layout | None:
    """The layout of the outermost objects that are packages by their first field; None when there are few."""
    found: Counter[Layout] = Counter()
    for at in range(len(lines) - 1):
        first = _FIRST.match(lines[at + 1]) if lines[at].endswith("{") else None
        if first and (opens := _OPENS.fullmatch(lines[at])):
            found[Layout(len(opens[1]), len(first[1]) - len(opens[1]), opens[2] is None)] += 1
    return min((one for one, times in found.items() if times >= _FEWEST), default=None)


def read(lines: Sequence[str], found: Layout) -> list[str | Package]:
    """Packages, and the lines between them."""
    indent = " " * found.deep
    closed = [at for at, line in enumerate(lines) if line in {f"{indent}}}", f"{indent}}},"}]
    pieces: list[str | Package] = []
    at = 0
    while at < len(lines):
        opens = _OPENS.fullmatch(lines[at]) if lines[at].endswith("{") else None
        after = bisect(closed, at)
        package = None
        if opens and opens[1] == indent and (opens[2] is None) is found.listed and after < len(closed):
            end = closed[after] + 1
            package = _package(opens[2], lines[at:end], found) if _is_spaced(lines, end) else None
        pieces.append(package or lines[at])
        at = end if package else at + 1
    return pieces


def _is_spaced(lines: Sequence[str], end: int) -> bool:
    """Whether the object before `end` is followed by a comma just where another one follows."""
    last = end == len(lines) or lines[end].lstrip(" ")[:1] in {"}", "]"}
    return lines[end - 1].endswith(",") is not last


def _package(key: str | None, lines: Sequence[str], found: Layout) -> Package | None:
    body = "\n".join(lines).removesuffix(",")
    try:
        fields = json.loads(f"{{{body}}}")[json.loads(key)] if key else json.loads(body)
        name = json.loads(key) if key else fields["name"]
        same = _printed(key, fields, found) == body
    except (ValueError, KeyError, RecursionError):
        return None
    if not same or not isinstance(name, str) or (not key and next(iter(fields)) != "name"):
        return None
    return Package((name,), fields if key else dict(islice(fields.items(), 1, None)))


def _printed(key: str | None, fields: object, found: Layout) -> str:
    indent = " " * found.deep
    printed = json.dumps(fields, indent=found.level, ensure_ascii=False).replace("\n", f"\n{indent}")
    return f"{indent}{key}: {printed}" if key else indent + printed
