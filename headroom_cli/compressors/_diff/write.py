"""The parts of git's output written again with abbreviations, under a head that names those that are used.

Law: an abbreviation that the text itself could be mistaken for, or that would not give a row back, is not
used at all. The lines of hunks are written as they came.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import chain, pairwise

from headroom_cli.compressors._diff import headers, stat
from headroom_cli.compressors._diff.parts import Kind, Part

Parts = tuple[Part, ...]

_INDENT = "    "
_AUTHOR = "Author: "
_MERGE = "Merge: "
_FEWEST_SUMS = 3
_NOTHING = Part(Kind.TEXT, ())


def written(read: Parts) -> str:
    """The text; without a head where nothing of it can be abbreviated."""
    used = []
    for said, abbreviate in _ABBREVIATIONS:
        shorter = abbreviate(read)
        if shorter != read:
            used.append(said)
            read = shorter
    head = (f"[git output; {'; '.join(used)}]",) if used else ()
    return "\n".join((*head, *_rows(read)))


def _files(read: Parts) -> Parts:
    if any(row.startswith(headers.MARK) for row in _rows(part for part in read if not part.hunk)):
        return read
    return tuple(_file(part, after) for part, after in pairwise((*read, _NOTHING)))


def _file(part: Part, after: Part) -> Part:
    """A reader tells by what follows whether there are `---` and `+++` lines."""
    changed = part.kind is Kind.FILE and part.rows[-1].startswith("+++ ")
    told = changed == (after.kind in (Kind.HUNK, Kind.COMBINED)) or after.kind is Kind.NOTE
    said = headers.said(part.rows, changed=changed) if part.kind is Kind.FILE and told else ""
    return replace(part, rows=(said,)) if said else part


def _lengths(read: Parts) -> Parts:
    if any(part.hunk and part.hunk.deaf for part in read):
        return read
    return tuple(
        replace(part, rows=(part.hunk.shown, *part.rows[1:])) if part.hunk and part.hunk.bare else part for part in read
    )


def _authors(read: Parts) -> Parts:
    commits = [part for part in read if part.kind is Kind.COMMIT]
    if any(sum(row.startswith(_AUTHOR) for row in part.rows[_author(part) :]) != 1 for part in commits):
        return read
    return tuple(_without_author(read))


def _author(part: Part) -> int:
    """Where the author of a commit stands, behind its last row if nowhere."""
    at = 1 + part.rows[1:2][0].startswith(_MERGE) if len(part.rows) > 1 else 1
    return at if part.rows[at : at + 1] and part.rows[at].startswith(_AUTHOR) else len(part.rows)


def _without_author(read: Parts) -> Iterator[Part]:
    before = ""
    for part in read:
        if part.kind is not Kind.COMMIT:
            yield part
            continue
        at = _author(part)
        again = part.rows[at] == before
        before = part.rows[at]
        yield replace(part, rows=part.rows[:at] + part.rows[at + 1 :]) if again else part


def _messages(read: Parts) -> Parts:
    """The rows of diffstats have one blank as well, and are told from a message's by their form."""
    if any(_is_doubtful(row) for row in _rows(_texts(read))):
        return read
    return tuple(
        _each(part, _less_indented) if before.kind is Kind.COMMIT and part.kind is Kind.TEXT else part
        for before, part in pairwise((_NOTHING, *read))
    )


def _is_doubtful(row: str) -> bool:
    return row.startswith(" ") and row.startswith(_INDENT) == _is_stat(_less_indented(row))


def _is_stat(row: str) -> bool:
    return stat.row(row) is not None or stat.short_sum(row) != ""


def _less_indented(row: str) -> str:
    return row[len(_INDENT) - 1 :] if row.startswith(_INDENT) else row


def _stats(read: Parts) -> Parts:
    bare = [stat.unpadded(part.rows) if part.kind is Kind.TEXT else list(part.rows) for part in read]
    if any(rows is None for rows in bare):
        return read
    return tuple(replace(part, rows=tuple(rows or ())) for part, rows in zip(read, bare, strict=True))


def _sums(read: Parts) -> Parts:
    rows = list(_rows(_texts(read)))
    if any(map(stat.is_short, rows)) or sum(stat.short_sum(row) != "" for row in rows) < _FEWEST_SUMS:
        return read
    return tuple(_each(part, _short) if part.kind is Kind.TEXT else part for part in read)


def _short(row: str) -> str:
    return stat.short_sum(row) or row


def _each(part: Part, change: Callable[[str], str]) -> Part:
    return replace(part, rows=tuple(map(change, part.rows)))


def _texts(read: Iterable[Part]) -> Iterator[Part]:
    return (part for part in read if part.kind is Kind.TEXT)


def _rows(read: Iterable[Part]) -> Iterator[str]:
    return chain.from_iterable(part.rows for part in read)


_ABBREVIATIONS: tuple[tuple[str, Callable[[Parts], Parts]], ...] = (
    (f'"{headers.MARK}path, …" is the diff, index, --- and +++ lines of a file', _files),
    ("@@ lines have no lengths", _lengths),
    ("no Author: the same as before", _authors),
    ("messages are indented by 1, were by 4", _messages),
    ("diffstats have no padding", _stats),
    ('" 2 files, +1 -1" is " 2 files changed, 1 insertion(+), 1 deletion(-)"', _sums),
)
