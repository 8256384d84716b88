"""A reader of rewritten conversations: puts back what references stand for, from what stands above them."""

import re

_INTRO = re.compile(r"\[headroom: .*\]$")
_WHOLE = re.compile(r"\[headroom: the same text as above: (.+?)(?:; headroom_retrieve \w+ has it in full)?\]$")
_NUMBERED = re.compile(r"\[lines (\d+)-(\d+) as above(?:: (?:lines (\d+)-(\d+)(?: of )?)?(.*))?\]$")
_PLAIN = re.compile(r"\[as above: lines (\d+)-(\d+)(?: of (.*))?\]$")
_AGAIN = re.compile(r"\[the line above (\d+) times more\]$")
_WINDOW = re.compile(r"\[lines (\d+)-(\d+)(?:; the line number .*| likewise)\]$")
_WHICH = re.compile(r"(.*) \(no\. (\d+) of (\d+) so far\)$")


class Shown:
    """Texts by the label under which a reader finds them: first line's number, lines without a gutter."""

    def __init__(self):
        self._texts: dict[str, list[tuple[int, list[str]]]] = {}

    def add(self, label: str, first: int, lines: list[str]) -> None:
        self._texts.setdefault(label, []).append((first, lines))

    def named(self, name: str) -> tuple[int, list[str]]:
        which = _WHICH.fullmatch(name)
        texts = self._texts[which[1] if which else name]
        assert len(texts) == (int(which[3]) if which else 1)
        return texts[int(which[2]) - 1 if which else 0]


def read_back(sent: str, shown: Shown) -> list[str]:
    """The lines of a text that was said by reference, without a gutter."""
    if whole := _WHOLE.match(sent):
        return shown.named(whole[1])[1]
    rows = sent.split("\n")
    return _Reader(shown).lines(rows[1:] if _INTRO.match(rows[0]) else rows)


class _Reader:
    def __init__(self, shown: Shown):
        self._shown = shown
        self._last: tuple[int, list[str]] = (0, [])
        self._first = 1
        self._bare = False
        self._said: list[str] = []

    def lines(self, rows: list[str]) -> list[str]:
        for row in rows:
            window = _WINDOW.match(row)
            if window:
                self._first = int(window[1])
                self._bare = True
            else:
                self._row(row)
        return self._said

    def _row(self, row: str) -> None:
        if again := _AGAIN.match(row):
            self._said += [self._said[-1]] * int(again[1])
        elif plain := _PLAIN.match(row):
            self._take(plain[1], plain[2], plain[3] or "")
        elif numbered := _NUMBERED.match(row):
            ours = numbered[1], numbered[2]
            theirs = (numbered[3], numbered[4]) if numbered[3] else ours
            if not self._said:
                self._first = int(ours[0])
            self._take(*theirs, numbered[5] or "")
        elif self._bare:
            self._said.append(row.removeprefix(f"{self._first + len(self._said)}\t"))
        else:
            number = re.match(r"(\d+)\t", row)
            if number and not self._said:
                self._first = int(number[1])
            self._said.append(row[number.end() :] if number else row)

    def _take(self, start: str, end: str, name: str) -> None:
        if name == "this text":
            self._last = self._first, self._said
        elif name:
            self._last = self._shown.named(name)
        first, lines = self._last
        found = lines[int(start) - first : int(end) - first + 1]
        assert len(found) == int(end) - int(start) + 1
        self._said += found
