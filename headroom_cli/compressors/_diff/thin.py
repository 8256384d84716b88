"""What no one reads of git's output, left out: hunks of lock and generated files, far context, trailers, digits.

Law: a changed line goes only with a file that a machine wrote and that nobody asked about; then the file
and the numbers of its changed lines stay. What goes is counted.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import groupby

from headroom_cli.compressors._asked import names
from headroom_cli.compressors._diff import headers, hunks
from headroom_cli.compressors._diff.parts import Kind, Part, of_hunk
from headroom_cli.model import Level

Parts = tuple[Part, ...]

_LOCK = re.compile(
    r"(?:.*/)?(?:package-lock\.json|npm-shrinkwrap\.json|pnpm-lock\.yaml|packages\.lock\.json|go\.sum"
    r"|gradle\.lockfile|Package\.resolved|[^/]+\.lockb?)"
)
_GENERATED = re.compile(
    r".*\.(?:min\.js|min\.css|map|snap|pb\.go|g\.dart|designer\.cs)|.*_pb2(?:_grpc)?\.pyi?"
    r"|(?:.*/)?(?:node_modules|vendor|third_party)/.*"
)
_MOST_ROWS = 20
_MOST = 2000
_CONTEXT = {Level.BALANCED: 5, Level.AGGRESSIVE: 1}
_MANY_COMMITS = 10
_HASH = re.compile(r"(commit [0-9a-f]{10})[0-9a-f]{30}\b")
_TRAILER = re.compile(
    r" {4}(?:Signed-off|Co-authored|Reviewed|Acked|Tested|Reported|Suggested)-by: "
    r"| {4}(?:Cc|Change-Id|Reviewed-on|Commit-Queue|Auto-Submit|git-svn-id): ",
    re.IGNORECASE,
)


def thinned(read: Parts, level: Level, asked: frozenset[str]) -> tuple[Parts, str]:
    """The parts without what no one reads, and what is gone, in words."""
    gone = []
    for what, step in _steps(level, asked):
        left = tuple(step(read))
        if lost := _size(read) - _size(left):
            gone.append(f"{lost:,} {what}")
        read = left
    short = tuple(_short_hashes(read))
    if short != read:
        gone.append("30 of 40 digits of each commit")
    return short, ", ".join(gone)


def _steps(level: Level, asked: frozenset[str]) -> tuple[tuple[str, Callable[[Parts], Iterator[Part]]], ...]:
    return (
        ("lines of lock and generated files", lambda parts: _without_made(parts, asked)),
        ("lines of binary patches", _without_patches),
        ("lines of context", lambda parts: _near(parts, _CONTEXT[level])),
        ("index lines", lambda parts: _without(parts, Kind.FILE, lambda row: row.startswith("index "))),
        ("trailers", lambda parts: _without(parts, Kind.TEXT, lambda row: _TRAILER.match(row) is not None)),
    )


def _size(parts: Parts) -> int:
    return sum(len(part.rows) - (part.hunk is not None) for part in parts if part.kind is not Kind.NOTE)


def _without_made(parts: Parts, asked: frozenset[str]) -> Iterator[Part]:
    what = ""
    for changed, run in groupby(parts, lambda part: part.hunk is not None):
        group = list(run)
        if changed and what and _is_long(group):
            yield _summed(group, what)
        else:
            yield from group
            what = "" if changed else _made(group[-1], asked)


def _made(part: Part, asked: frozenset[str]) -> str:
    """What kind of file a machine wrote, empty if a person did or somebody asks about it."""
    path = headers.path(part.rows) if part.kind is Kind.FILE else ""
    if not path or names(path.rpartition("/")[2], asked):
        return ""
    return "a lock file" if _LOCK.fullmatch(path) else "generated" if _GENERATED.fullmatch(path) else ""


def _is_long(group: list[Part]) -> bool:
    rows = [row for part in group for row in part.rows]
    return len(rows) > _MOST_ROWS or sum(map(len, rows)) > _MOST


def _summed(group: list[Part], what: str) -> Part:
    signs = Counter(row[:1] for part in group if part.hunk for row in part.hunk.rows)
    return Part(Kind.NOTE, (f"[{what}: {signs['+']:,} lines added, {signs['-']:,} removed, not shown]",))


def _without_patches(parts: Parts) -> Iterator[Part]:
    for part in parts:
        patch = part.kind is Kind.BINARY
        yield Part(Kind.NOTE, (f"[binary patch of {len(part.rows):,} lines, not shown]",)) if patch else part


def _near(parts: Parts, keep: int) -> Iterator[Part]:
    for part in parts:
        yield from map(of_hunk, hunks.narrowed(part.hunk, keep)) if part.hunk else (part,)


def _without(parts: Parts, kind: Kind, goes: Callable[[str], bool]) -> Iterator[Part]:
    for part in parts:
        kept = tuple(row for row in part.rows if not goes(row)) if part.kind is kind else part.rows
        yield replace(part, rows=kept)


def _short_hashes(parts: Parts) -> Iterator[Part]:
    many = sum(part.kind is Kind.COMMIT for part in parts) >= _MANY_COMMITS
    for part in parts:
        short = many and part.kind is Kind.COMMIT
        yield replace(part, rows=(_HASH.sub(r"\1", part.rows[0]), *part.rows[1:])) if short else part
