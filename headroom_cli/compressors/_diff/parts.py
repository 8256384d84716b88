"""Git's output taken apart: heads of commits and of files, hunks, binary patches and merges, the text between.

Law: the parts' rows, one after the other, are the text's; a row belongs to one part.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto

from headroom_cli.compressors._diff import headers, hunks
from headroom_cli.compressors._diff.hunks import Hunk

_COMMIT = re.compile(r"commit [0-9a-f]{7,64}(?: \(.*\))?")
_ABOUT_IT = re.compile(r"(?:Merge|Author|AuthorDate|Commit|CommitDate|Date|Reflog|Reflog message): ")
_BINARY_PATCH = "GIT binary patch"
_COMBINED = "@@@ "
_ENDS_PATCH = ("diff --", "commit ")


class Kind(Enum):
    """What a part is; a note is ours, in place of what was left out."""

    COMMIT = auto()
    FILE = auto()
    HUNK = auto()
    BINARY = auto()
    COMBINED = auto()
    TEXT = auto()
    NOTE = auto()


@dataclass(frozen=True, slots=True)
class Part:
    """Rows that belong together; `hunk` is there for a hunk, whose head is the first row."""

    kind: Kind
    rows: tuple[str, ...]
    hunk: Hunk | None = None


def read(rows: Sequence[str]) -> Iterator[Part]:
    """The parts of a text, in order."""
    at = plain = 0
    while at < len(rows):
        part = _part(rows, at)
        if part is None:
            at += 1
            continue
        if plain < at:
            yield Part(Kind.TEXT, tuple(rows[plain:at]))
        yield part
        at = plain = at + len(part.rows)
    if plain < at:
        yield Part(Kind.TEXT, tuple(rows[plain:]))


def of_hunk(hunk: Hunk) -> Part:
    """The part that a hunk is."""
    return Part(Kind.HUNK, (hunk.head, *hunk.rows), hunk)


def _part(rows: Sequence[str], at: int) -> Part | None:
    row = rows[at]
    if row.startswith("@@ -"):
        hunk = hunks.read(rows, at)
        return of_hunk(hunk) if hunk else None
    if row.startswith(headers.BEGINS):
        return Part(Kind.FILE, tuple(rows[at : headers.end(rows, at)]))
    if row == _BINARY_PATCH or row.startswith(_COMBINED):
        kind = Kind.BINARY if row == _BINARY_PATCH else Kind.COMBINED
        return Part(kind, tuple(rows[at : _until(rows, at + 1, lambda r: r.startswith(_ENDS_PATCH))]))
    if row.startswith("commit ") and _COMMIT.fullmatch(row):
        return Part(Kind.COMMIT, tuple(rows[at : _until(rows, at + 1, lambda r: not _ABOUT_IT.match(r))]))
    return None


def _until(rows: Sequence[str], at: int, ends: Callable[[str], bool]) -> int:
    return next((end for end in range(at, len(rows)) if ends(rows[end])), len(rows))
