"""File reads: a window of a file with a line number on every line; the numbers are said now and then.

Law: the text behind the gutter stays byte for byte, since edits are made from it. The numbers are
consecutive, so a few say them all, and the decoder gives each line its own back: a line that begins with
its number has kept it. Kept are those that people look for, where something is defined.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from headroom_cli.compressors import Compressed, NotMine
from headroom_cli.model import Block, Level
from headroom_cli.tokens import count_many

_EVERY = 20
_FEWEST = 4
_NOTICE_LINES = 12
_NOTICE_SHARE = 0.2
_GUTTER = re.compile(r"( *)(\d{1,7})(\t|→|:| ?\|)")
_HEADER = re.compile(r'\[lines \d+-\d+(?:; the line number \(" *\d| likewise\])')
_DEFINES = re.compile(
    r"\s*(?:(?:export|default|pub(?:\([a-z]+\))?|public|private|protected|internal|static|final|abstract|override"
    r"|async|unsafe|virtual|inline|const|extern|func|function|def|class|interface|struct|enum|trait|impl|type|fn)\s+)*"
    r"(?:(?:def|class|func|function\*?|fn|interface|struct|enum|trait|impl|type|module|namespace)\b.*[({:=]"
    r"|(?:const|let|var)\s+\w+\s*=\s*(?:async\s*)?(?:function\b|\(.*=>|\w+\s*=>))"
)


@dataclass(frozen=True, slots=True)
class Style:
    """How a number is written in front of a line: padded to `width`, then `mark`.

    `bare`: on empty lines the mark's last space is missing.
    """

    width: int
    mark: str
    bare: bool = False

    def gutter(self, number: int, line: str = "x") -> str:
        """What stands in front of `line`, whose number is `number`."""
        mark = self.mark.rstrip(" ") if self.bare and not line else self.mark
        return str(number).rjust(self.width) + mark


@dataclass(frozen=True, slots=True)
class Numbered:
    """A text read as consecutively numbered lines.

    `lines` are without gutter and line end; `first` is the number of the first. `head` (empty or
    ending with a line end) and `tail` (empty or beginning with one) are the notices around them.
    The text is `head`, then each line behind its gutter, joined by line ends, then `tail`.
    """

    first: int
    lines: tuple[str, ...]
    head: str
    tail: str
    style: Style

    @property
    def last(self) -> int:
        """The number of the last line."""
        return self.first + len(self.lines) - 1


def numbered(text: str) -> Numbered | None:
    """The text as numbered lines, or None when that is not what (nearly) all of it is."""
    rows = text.split("\n")
    for start in range(min(len(rows), _NOTICE_LINES + 1)):
        if found := _window(rows, start):
            return _with_notices(found, rows, start) if _is_nearly_all(len(rows), len(found.lines)) else None
    return None


def gutterless(read: Numbered) -> str:
    """The same with the gutter said once and kept on every tenth line; `head` and `tail` as they are."""
    return read.head + _said(read, None) + read.tail


def header(read: Numbered) -> str:
    """The line that says the gutter of the lines below it, of which some have it still."""
    gutter = read.style.gutter(read.first)
    bare = " (bare on empty lines)" if read.style.bare else ""
    kept = "kept, unpadded," if read.style.width else "kept"
    how = f'the line number ("{gutter}"){bare} is {kept} on definitions and at least every {_EVERY} lines'
    return f"[lines {read.first}-{read.last}; {how}]"


def guttered(read: Numbered) -> list[str]:
    """The lines, each behind its gutter."""
    return [read.style.gutter(number, line) + line for number, line in enumerate(read.lines, read.first)]


def anchored(read: Numbered) -> list[str]:
    """The lines, some behind their gutters, which are not padded: blanks before a number are tokens."""
    style, last = replace(read.style, width=0), read.first - 1
    rows = list(read.lines)
    for number, line in enumerate(read.lines, read.first):
        if number - last >= _EVERY or _is_anchor(number, line, style):
            rows[number - read.first] = style.gutter(number, line) + line
            last = number
    return rows


def _is_anchor(number: int, line: str, style: Style) -> bool:
    """Whether a line keeps its gutter: where it defines something, where it would seem to have one."""
    return line.startswith(style.gutter(number).rstrip(" ")) or _DEFINES.match(line) is not None


class _FileRead:
    def score(self, block: Block) -> float:
        rows = block.text[:2048].split("\n")[:-1]
        starts = range(min(len(rows), _NOTICE_LINES + 1))
        return 0.95 if any(_window(rows, start) for start in starts) else 0.0

    def compress(self, block: Block, level: Level) -> Compressed:
        del level
        pieces = list(_pieces(block.text.split("\n")))
        if any(isinstance(piece, str) and _HEADER.match(piece) for piece in pieces):
            raise NotMine
        shorter = "\n".join(_told(pieces))
        before, after = count_many((block.text, shorter))
        if after >= before or len(shorter) >= len(block.text):
            raise NotMine
        return Compressed(shorter)


def _pieces(rows: list[str]) -> Iterator[Numbered | str]:
    """The text as windows of numbered lines and the rows between them."""
    at = 0
    while at < len(rows):
        window = _window(rows, at)
        yield window or rows[at]
        at += len(window.lines) if window else 1


def _told(pieces: list[Numbered | str]) -> Iterator[str]:
    style: Style | None = None
    for piece in pieces:
        if isinstance(piece, str):
            yield piece
        else:
            yield _said(piece, style)
            style = piece.style


def _said(read: Numbered, before: Style | None) -> str:
    """A window under its header; a short one where the window before had the same gutter."""
    said = f"[lines {read.first}-{read.last} likewise]" if read.style == before else header(read)
    return "\n".join((said, *anchored(read)))


def _window(rows: list[str], start: int) -> Numbered | None:
    """The consecutively numbered lines that begin at row `start`."""
    match = _GUTTER.match(rows[start])
    if match is None:
        return None
    first, style = int(match[2]), Style(match.end(2) if match[1] else 0, match[3])
    if style.gutter(first) != match[0]:
        return None
    lines = _stripped(rows, start, first, style)
    return _with_spaced_mark(Numbered(first, tuple(lines), "", "", style)) if len(lines) >= _FEWEST else None


def _with_notices(read: Numbered, rows: list[str], start: int) -> Numbered:
    head = "".join(f"{row}\n" for row in rows[:start])
    tail = "".join(f"\n{row}" for row in rows[start + len(read.lines) :])
    return replace(read, head=head, tail=tail)


def _stripped(rows: list[str], start: int, first: int, style: Style) -> list[str]:
    lines: list[str] = []
    for at in range(start, len(rows)):
        gutter = style.gutter(first + len(lines))
        if not rows[at].startswith(gutter):
            break
        lines.append(rows[at][len(gutter) :])
    return lines


def _with_spaced_mark(read: Numbered) -> Numbered:
    """`N: text` and `N | text`: the space belongs to the gutter when all lines have an odd indent at least."""
    if read.style.mark in "\t→" or _least_indent(read.lines) % 2 == 0:
        return read
    empty = {line for line in read.lines if not line.strip(" ")}
    if not (empty <= {""} or empty <= {" "}):
        return read
    style = Style(read.style.width, read.style.mark + " ", bare="" in empty)
    return replace(read, lines=tuple(line[1:] for line in read.lines), style=style)


def _least_indent(lines: tuple[str, ...]) -> int:
    return min((len(line) - len(line.lstrip(" ")) for line in lines if line.strip(" ")), default=0)


def _is_nearly_all(rows: int, lines: int) -> bool:
    return rows - lines <= max(_NOTICE_LINES, _NOTICE_SHARE * rows)


PLUGIN = _FileRead()
