"""Warnings at length: the first few of a kind in full, the places of the others.

Law: an error stays with all that is said around it, and so does a warning that the question names. The text of
a warning goes only where its kind has been shown in full; its place stays.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from headroom_cli.compressors._asked import names
from headroom_cli.compressors._build.steps import step

_MAIN = re.compile(r"((?:[A-Za-z]:[\\/])?[^\s:]+):(\d+(?::\d+)?): (warning|error|fatal error): (.+)", re.DOTALL)
_RUST = re.compile(r"(warning|error)(?:\[\w+\])?: (.+)", re.DOTALL)
_ARROW = re.compile(r" *--> ([^\s:]+):(\d+:\d+)")
_NOTE = re.compile(r"(?:[A-Za-z]:[\\/])?[^\s:]+:\d+(?::\d+)?: note: ")
_CONTEXT = re.compile(r"In file included from | +from \S+:\d|[^\s:]+: (?:In |At )|[^\s:]+:\d+(?::\d+)?:   required ")
_CARET = re.compile(r"[ ~]*\^[ ~^]*")
_TROUBLE = re.compile(r"\s+(?:fatal )?error\b", re.IGNORECASE)
_FLAG = re.compile(r".*\[([^\[\]\s]+)\]|\[([\w-]+)\] .*", re.DOTALL)
_NAME = re.compile(r"\"[^\"]*\"|`[^`]*`|‘[^’]*’|'[^']*'|\d+")
_FIRST = 3
_FEWEST = 3
_LONGEST = 1000


@dataclass(frozen=True, slots=True)
class Block:
    """Rows that belong together, with those before them that say where they are; of a finding its path.

    A warning has a kind and a place as well, and `text`, what it says.
    """

    rows: tuple[str, ...]
    context: tuple[str, ...] = ()
    path: str = ""
    place: str = ""
    kind: str = ""
    text: str = ""


def thinned(rows: Sequence[str], asked: frozenset[str]) -> tuple[list[str], int]:
    """The rows without the further warnings of each kind, whose places stand at the end; how many these are."""
    read = list(_blocks(rows))
    totals = Counter(block.kind for block in read)
    shown: Counter[str] = Counter()
    further: dict[str, list[Block]] = defaultdict(list)
    made: list[str] = []
    context: tuple[str, ...] = ()
    for block in read:
        shown[block.kind] += 1
        many = block.kind and totals[block.kind] >= _FIRST + _FEWEST and shown[block.kind] > _FIRST
        if many and not names(f"{block.path.rpartition('/')[2]} {block.text}", asked):
            further[block.kind].append(block)
            context = block.context or context
        else:
            about = context if block.path and any(block.path in row for row in context) else ()
            made += [*(block.context or about), *block.rows]
            context = ()
    end = len(made) - (made[-1:] == [""])
    made[end:end] = _places(further)
    return made, sum(map(len, further.values()))


def _places(further: Mapping[str, Sequence[Block]]) -> Iterator[str]:
    if further:
        yield "[further warnings, by kind and place:]"
    for kind, blocks in further.items():
        files: dict[str, Counter[str]] = defaultdict(Counter)
        for block in blocks:
            files[block.path][block.place] += 1
        said = (f"{path}:{','.join(map(_times, places.items()))}" for path, places in files.items())
        yield f"{len(blocks)} {kind}: {' '.join(said)}"


def _times(counted: tuple[str, int]) -> str:
    place, count = counted
    return place if count == 1 else f"{place}({count}x)"


def _blocks(rows: Sequence[str]) -> Iterator[Block]:
    at = begun = 0
    while at < len(rows):
        if _CONTEXT.match(rows[at]):
            at += 1
            continue
        block = _block(rows, at, tuple(rows[begun:at]))
        yield block
        at += len(block.rows)
        begun = at
    yield Block((), tuple(rows[begun:]))


def _block(rows: Sequence[str], at: int, context: tuple[str, ...]) -> Block:
    row = rows[at] if len(rows[at]) <= _LONGEST else ""
    if match := _MAIN.fullmatch(row):
        return _finding(tuple(rows[at : _end(rows, at + 1)]), context, match.groups())
    arrow = _ARROW.match(rows[at + 1]) if row.startswith(("warning", "error")) and at + 1 < len(rows) else None
    if arrow and (match := _RUST.fullmatch(row)):
        end = next((end for end in range(at, len(rows)) if not rows[end]), len(rows) - 1) + 1
        return _finding(tuple(rows[at:end]), context, (*arrow.groups(), *match.groups()))
    return Block((rows[at],), context)


def _finding(rows: tuple[str, ...], context: tuple[str, ...], said: Sequence[str]) -> Block:
    path, place, severity, text = said
    if severity != "warning":
        return Block(rows, context, path)
    flag = _FLAG.fullmatch(text)
    return Block(rows, context, path, place, (flag[1] or flag[2]) if flag else _NAME.sub("…", text), text)


def _past_context(rows: Sequence[str], at: int) -> int:
    return next((end for end in range(at, len(rows)) if not _CONTEXT.match(rows[end])), len(rows))


def _end(rows: Sequence[str], at: int) -> int:
    """Where what is said of a finding of gcc, clang or javac ends: source, caret, notes, indented rows."""
    while at < len(rows):
        row = rows[at]
        indented = row.startswith((" ", "\t")) and not (_CONTEXT.match(row) or _TROUBLE.match(row) or step(row))
        note = _past_context(rows, at)
        if indented:
            at += 1
        elif note < len(rows) and _NOTE.match(rows[note]):
            at = note + 1
        elif at + 1 < len(rows) and _CARET.fullmatch(rows[at + 1]) and not _MAIN.match(row):
            at += 2
        else:
            break
    return at
