"""Parts of an original: ranges of lines, and the lines that a pattern finds with what is around them.

Law: a line is what stands between two line feeds, counted from 1, as editors do. Ranges come back
exactly as they stand in the original; lines found by a pattern carry their numbers, and a very long
one is shown around its match. A pattern that cannot be searched safely is searched as plain text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping

from headroom_cli.ccr.pattern import matcher

_AROUND = 2
_WIDE = 500
_MOST_RANGES = 50
_RANGE = re.compile(r"(\d{1,9})(?:(\s*-\s*)(\d{0,9}))?")


def take(text: str, lines: str, pattern: str) -> str:
    """The ranges `lines` of `text`, what `pattern` finds, or what it finds in them; either may be empty.

    ValueError, worded for the model, where the ranges cannot be read or lie past the end.
    """
    rows = text.removesuffix("\n").split("\n")
    wanted = _ranges(lines, len(rows)) if lines else [(1, len(rows))]
    if pattern:
        return "\n".join(_found(rows, dict.fromkeys(n for a, b in wanted for n in range(a, b + 1)), pattern))
    tail = text[len("\n".join(rows)) :]
    return "".join(_range(rows, a, b, tail) for a, b in wanted)


def _ranges(lines: str, total: int) -> list[tuple[int, int]]:
    parts = [part.strip() for part in lines.split(",") if part.strip()]
    if len(parts) > _MOST_RANGES:  # each may be the whole text again
        raise ValueError(f"`lines` may name {_MOST_RANGES} ranges at once, not {len(parts)}.")
    return [_bounds(part, total) for part in parts]


def _bounds(part: str, total: int) -> tuple[int, int]:
    match = _RANGE.fullmatch(part)
    if match is None:
        raise ValueError(f'`lines` must look like "120-180" or "120-180,300-320"; {part[:40]!r} does not.')
    first = max(1, int(match[1]))
    last = int(match[3] or total) if match[2] else first
    if first > total or last < first:
        raise ValueError(f"There are no lines {part}: the original has {total} lines.")
    return first, min(last, total)


def _range(rows: list[str], first: int, last: int, tail: str) -> str:
    end = tail if last == len(rows) else "\n"
    return f"[lines {first}-{last} of {len(rows)}]\n" + "\n".join(rows[first - 1 : last]) + end


def _found(rows: list[str], numbers: Iterable[int], pattern: str) -> Iterator[str]:
    hits, note = _search(rows, list(numbers), pattern)
    yield f"[{len(hits)} of {len(rows)} lines match{note}]"
    before = 0
    for number in _neighbourhood(hits, len(rows)):
        if before and number > before + 1:
            yield "--"
        before = number
        yield _numbered(number, rows[number - 1], hits.get(number))


def _search(rows: list[str], numbers: list[int], pattern: str) -> tuple[dict[int, int], str]:
    try:
        return _hits(rows, numbers, matcher(pattern)), ""
    except ValueError as why:
        return _hits(rows, numbers, _plain(pattern)), f" as plain text, since the pattern cannot be used: {why}"


def _hits(rows: list[str], numbers: list[int], search: Callable[[str], int]) -> dict[int, int]:
    """Where the match ends in each line that has one, by the line's number."""
    ends = ((n, search(rows[n - 1].removesuffix("\r"))) for n in numbers)
    return {n: end for n, end in ends if end >= 0}


def _plain(pattern: str) -> Callable[[str], int]:
    return lambda row: row.find(pattern) + len(pattern) if pattern in row else -1


def _neighbourhood(hits: Mapping[int, int], total: int) -> list[int]:
    near = {n for hit in hits for n in range(hit - _AROUND, hit + _AROUND + 1)}
    return sorted(n for n in near if 1 <= n <= total)


def _numbered(number: int, row: str, end: int | None) -> str:
    sign = "-" if end is None else ":"
    if len(row) <= _WIDE:
        return f"{number}{sign}{row}"
    start = max(0, (end or 0) - _WIDE // 2)
    return f"{number}{sign}{'…' if start else ''}{row[start : start + _WIDE]}… ({len(row)} characters in this line)"
