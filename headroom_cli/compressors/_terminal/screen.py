"""What a screen shows at the end of a text: codes obeyed, what was drawn over gone.

Law: nothing that stays on the screen is lost, nor a line of trouble that was drawn over (the first of
its kind). A text that draws all over the screen, as full-screen programs do, is not read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from headroom_cli.compressors import NotMine
from headroom_cli.compressors._log.alarms import kind, trouble
from headroom_cli.compressors._terminal.codes import CODE

MOVES = re.compile(r"\r(?![\r\n])|\x08|\x1b\[[0-9;]*+[A-HJKf]")
_PARTS = re.compile(rf"\r*\n|[\r\x08\x07]|{CODE.pattern}|[^\x1b\r\n\x08\x07]+|\x1b")
_ANYWHERE = frozenset("HfLMPSTX@rd")
_TOP = re.compile(r"\x1b\[(?:[01]?(?:;[01]?)?)[Hf]")
_FARTHEST = 1000
_PADDING = 100_000  # blanks that cursors may leave between words, all in all
_SEEN, _SHARE = 400, 16  # so much of a row is looked at before it is drawn over, if so large a part of it is new


class Screen:
    """A screen as wide and as high as the text wants; `redrawn` counts what was drawn over."""

    def __init__(self) -> None:
        self._rows: list[list[str]] = [[]]
        self._row = self._column = 0
        self._returned = False
        self._new = self._padded = 0
        self._lost: dict[int, list[str]] = {}
        self._kinds: set[str] = set()
        self.redrawn = 0

    def show(self, text: str) -> str:
        """What stands there after the text."""
        for part in _PARTS.finditer(text):
            self._obey(part[0])
        return "\n".join(line for i, row in enumerate(self._rows) for line in self._left(i, "".join(row)))

    def _left(self, at: int, row: str) -> Iterator[str]:
        yield from (lost for lost in self._lost.get(at, ()) if lost not in row)
        yield row.rstrip(" ")

    def _obey(self, part: str) -> None:
        if part[-1] == "\n":
            self._go(self._row + 1, 0)
        elif part == "\r":
            self._back(0)
        elif part == "\x08":
            self._back(self._column - 1)
        elif part[0] == "\x1b":
            self._code(part)
        elif part != "\x07":
            self._write(part)

    def _write(self, text: str) -> None:
        row = self._rows[self._row]
        if self._column < len(row):
            self._draw_over()
        elif self._column > len(row):
            self._pad(row)
        row[self._column : self._column + len(text)] = text
        self._column += len(text)
        self._new += len(text)

    def _pad(self, row: list[str]) -> None:
        self._padded += self._column - len(row)
        if self._padded > _PADDING:
            raise NotMine
        row += " " * (self._column - len(row))

    def _go(self, row: int, column: int) -> None:
        self._rows += [[] for _ in range(len(self._rows), row + 1)]
        self._row, self._column, self._returned = max(0, row), column, True

    def _back(self, column: int) -> None:
        self._column, self._returned = max(0, column), True

    def _draw_over(self) -> None:
        """Take note of what a row holds before the first of it is drawn over."""
        row = self._rows[self._row][:_SEEN]
        if not self._returned or not row:
            return
        self._returned = False
        self.redrawn += 1
        if self._new * _SHARE >= len(row):
            self._new = 0
            self._save("".join(row).strip())

    def _save(self, line: str) -> None:
        if (new := kind(line)) in self._kinds:
            return
        self._kinds.add(new)
        if trouble(line):
            self._lost.setdefault(self._row, []).append(line)

    def _code(self, code: str) -> None:
        if not code.startswith("\x1b["):
            return
        final, number = code[-1], code[2:-1].partition(";")[0]
        times = min(int(number), _FARTHEST) if number.isdecimal() else 0
        if _TOP.fullmatch(code) or (final == "J" and times > 1):
            self._go(len(self._rows), 0)
        elif final in _ANYWHERE:
            raise NotMine
        elif final in "JK":
            self._erase(times, below=final == "J")
        elif final in "ABCDEFG":
            self._move(final, max(1, times))

    def _move(self, final: str, times: int) -> None:
        up = {"A": -times, "F": -times, "B": times, "E": times}.get(final, 0)
        right = min(self._column + times, max(self._column, _FARTHEST))
        column = {"C": right, "D": self._column - times, "E": 0, "F": 0, "G": times - 1}.get(final, self._column)
        self._go(min(max(0, self._row + up), len(self._rows) - 1), max(0, column))

    def _erase(self, what: int, *, below: bool) -> None:
        """From the cursor to the end, or all (2) of the row; of the rows below as well."""
        row = self._rows[self._row]
        if what == 1:
            return
        if what or self._column < len(row):
            self._draw_over()
        del row[0 if what else self._column :]
        if below and not what:
            for gone in self._rows[self._row + 1 :]:
                self._save("".join(gone[:_SEEN]).strip())
            del self._rows[self._row + 1 :]
