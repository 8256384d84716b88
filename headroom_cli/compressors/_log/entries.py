"""A text becomes log entries: what one event said, its time lifted out, a stack trace as one with its head.

Law: joining the entries with newlines, each with its time put back where `STAMP` stands, gives the
text again exactly. How it is cut depends on the text alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

STAMP = "\x01"

_CLOCK = r"\d\d:\d\d:\d\d(?:[.,:]\d{1,9})?"
_FORMATS = tuple(
    re.compile(p)
    for p in (
        rf"\d{{4}}[-/.]\d\d[-/.]\d\d[-T ]{_CLOCK}",
        rf"\d\d[-/.]\d\d(?:[-/.]\d\d(?:\d\d)?)?[-T ]{_CLOCK}",
        rf"\d\d/[A-Z][a-z]{{2}}/\d{{4}}[: ]{_CLOCK}",
        rf"(?:[A-Z][a-z]{{2}} )?[A-Z][a-z]{{2}} [ \d]\d (?:\d{{4}} )?{_CLOCK}",
        r"\d{4}-\d\d-\d\d-\d\d\.\d\d\.\d\d(?:\.\d{1,9})?",
        r"\d{8}[- T]\d{1,2}:\d{1,2}:\d{1,2}(?:[.,:]\d{1,9})?",
        r"\d{6} \d{6}(?:,\d{3})?\b",
        _CLOCK,
    )
)
_REACH = 64
_SAMPLE = 60
_CONTINUES = re.compile(
    r"[ \t]+\S|Caused by:|Suppressed:|Traceback \(|During handling of|The above exception"
    r"|(?:[A-Za-z_]\w*\.)*[A-Z]\w*(?:Error|Exception|Interrupt|Exit)\b|[})\]]"
)


class Entry(NamedTuple):
    """One event: `text` with `STAMP` where its time `stamp` stood; without a time `stamp` is empty."""

    text: str
    stamp: str

    @property
    def full(self) -> str:
        """The entry as it was written."""
        return self.text.replace(STAMP, self.stamp, 1)


def continues(line: str) -> bool:
    """Whether a line belongs to the entry before it."""
    return _CONTINUES.match(line) is not None


def entries(text: str) -> list[Entry]:
    """The entries of a text that holds no `STAMP`."""
    lines = text.split("\n")
    stamp = stamp_format(lines[:_SAMPLE])
    if stamp is not None:
        return [_lift(stamp, event) for event in _events(lines)]
    indented = sum(map(continues, lines)) * 2 > len(lines)
    return [Entry(event, "") for event in (lines if indented else _events(lines))]


def stamp_format(lines: Iterable[str]) -> re.Pattern[str] | None:
    """How most of these lines say their time; None when most say none."""
    sample = [line for line in lines if line]
    hits = [sum(p.search(line, 0, _REACH) is not None for line in sample) for p in _FORMATS]
    best = max(hits)
    return _FORMATS[hits.index(best)] if best and best * 3 >= len(sample) else None


def _lift(stamp: re.Pattern[str], event: str) -> Entry:
    found = stamp.search(event, 0, _REACH)
    if found is None:
        return Entry(event, "")
    start, end = found.span()
    return Entry(event[:start] + STAMP + event[end:], event[start:end])


def _events(lines: list[str]) -> Iterator[str]:
    """Lines, each with those that continue it."""
    held: list[str] = []
    for line in lines:
        if held and continues(line):
            held.append(line)
            continue
        if held:
            yield "\n".join(held)
        held = [line]
    yield "\n".join(held)
