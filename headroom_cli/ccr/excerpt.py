"""Parts of an original: ranges of lines, and the lines that a pattern finds with what is around them.

Law: a line is what stands between two line feeds, counted from 1, as editors do, or called by the number
that stands before it where a file was read so. Ranges come back exactly as they stand in the original;
lines found by a pattern carry their numbers, and a very long one is shown around its match. A pattern that
cannot be searched safely is searched as plain text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping

from headroom_cli.ccr.pattern import matcher

_AROUND = 2
_WIDE = 500
_MOST_RANGES = 50
_RANGE = re.compile(r"(\d{1,9})(?:(\s*-\s*)(\d{0,9}))?")
_GUTTER = re.compile(r" *(\d{1,7})(?:\t|→|:| ?\|)")
_NOTICES = 12  # rows that may stand before the first numbered one


def take(text: str, lines: str, pattern: str) -> str:
    """The ranges `lines` of `text`, what `pattern` finds, or what it finds in them; either may be empty.

    ValueError, worded for the model, where the ranges cannot be read or lie past the end.
    """
    rows = text.removesuffix("\n").split("\n")
    try:
        return _taken(rows, _first(rows), lines, pattern, text)
    except ValueError:  # not by the rows' own numbers
        return _taken(rows, 1, lines, pattern, text)


def _taken(rows: list[str], first: int, lines: str, pattern: str, text: str) -> str:
    """The same where the first row is called `first`."""
    known = range(first, first + len(rows))
    wanted = _ranges(lines, known) if lines else [known]
    if pattern:
        return "\n".join(_found(rows, known, dict.fromkeys(n for numbers in wanted for n in numbers), pattern))
    tail = text[len("\n".join(rows)) :]
    return "".join(_range(rows, known, numbers, tail) for numbers in wanted)


def _first(rows: list[str]) -> int:
    """What the first row is called: by the numbers that rows carry in turn, else 1."""
    for at, row in enumerate(rows[:_NOTICES]):
        if found := _GUTTER.match(row):
            after = [int(n[1]) if (n := _GUTTER.match(row)) else 0 for row in rows[at + 1 : at + 3]]
            in_turn = after and after == [int(found[1]) + n for n in range(1, len(after) + 1)]
            return max(1, int(found[1]) - at) if in_turn else 1
    return 1


def _ranges(lines: str, known: range) -> list[range]:
    parts = [part.strip() for part in lines.split(",") if part.strip()]
    if len(parts) > _MOST_RANGES:  # each may be the whole text again
        raise ValueError(f"`lines` may name {_MOST_RANGES} ranges at once, not {len(parts)}.")
    return [_bounds(part, known) for part in parts]


def _bounds(part: str, known: range) -> range:
    match = _RANGE.fullmatch(part)
    if match is None:
        raise ValueError(f'`lines` must look like "120-180" or "120-180,300-320"; {part[:40]!r} does not.')
    first = max(1, int(match[1]))
    last = int(match[3] or known[-1]) if match[2] else first
    if first > known[-1] or last < max(first, known[0]):
        raise ValueError(f"There are no lines {part}: the original has {len(known)} lines.")
    return range(max(first, known[0]), min(last, known[-1]) + 1)


def _range(rows: list[str], known: range, numbers: range, tail: str) -> str:
    start, end = numbers[0] - known[0], numbers[-1] + 1 - known[0]
    said = (
        f"[lines {numbers[0]}-{numbers[-1]} of {len(rows)}]" if known[0] == 1 else f"[lines {numbers[0]}-{numbers[-1]}]"
    )
    return said + "\n" + "\n".join(rows[start:end]) + (tail if end == len(rows) else "\n")


def _found(rows: list[str], known: range, numbers: Iterable[int], pattern: str) -> Iterator[str]:
    hits, note = _search(dict(zip(known, rows, strict=True)), list(numbers), pattern)
    yield f"[{len(hits)} of {len(rows)} lines match{note}]"
    before = 0
    for number in _neighbourhood(hits, known):
        if before and number > before + 1:
            yield "--"
        before = number
        yield _numbered(number, rows[number - known[0]], hits.get(number))


def _search(rows: Mapping[int, str], numbers: list[int], pattern: str) -> tuple[dict[int, int], str]:
    try:
        return _hits(rows, numbers, matcher(pattern)), ""
    except ValueError as why:
        return _hits(rows, numbers, _plain(pattern)), f" as plain text, since the pattern cannot be used: {why}"


def _hits(rows: Mapping[int, str], numbers: list[int], search: Callable[[str], int]) -> dict[int, int]:
    """Where the match ends in each line that has one, by the line's number."""
    ends = ((n, search(rows[n].removesuffix("\r"))) for n in numbers)
    return {n: end for n, end in ends if end >= 0}


def _plain(pattern: str) -> Callable[[str], int]:
    return lambda row: row.find(pattern) + len(pattern) if pattern in row else -1


def _neighbourhood(hits: Mapping[int, int], known: range) -> list[int]:
    near = {n for hit in hits for n in range(hit - _AROUND, hit + _AROUND + 1)}
    return sorted(n for n in near if n in known)


def _numbered(number: int, row: str, end: int | None) -> str:
    sign = "-" if end is None else ":"
    if len(row) <= _WIDE:
        return f"{number}{sign}{row}"
    start = max(0, (end or 0) - _WIDE // 2)
    return f"{number}{sign}{'…' if start else ''}{row[start : start + _WIDE]}… ({len(row)} characters in this line)"
