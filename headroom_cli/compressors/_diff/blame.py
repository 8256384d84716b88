"""Blame: commit, path, author and date in front of every line, said once for each run of lines.

Law: the text of the lines stays byte for byte, since edits are made from it. What is said of a commit
stands in full where it first comes, then its first digits name it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_LINE = re.compile(
    r"(\^?[0-9a-f]{4,64} [^(\n]{0,400}\([^\n]{0,200}?\d{4}-\d\d-\d\d(?: \d\d:\d\d:\d\d [+-]\d{4})?)( +\d+)\) (.*)",
    re.DOTALL,
)
_MARKS = ("@@ ", "%% ", "~~ ")
_EVERY = 10
_FEWEST = 4
_FEWEST_DIGITS = 4
_MOST_OTHERS = 0.2


@dataclass(frozen=True, slots=True)
class Line:
    """A line: what is said of its commit, its number with the blanks before it, its text; other rows have no commit."""

    text: str
    about: str = ""
    padded: str = ""

    @property
    def commit(self) -> str:
        """The hash as it is shown."""
        return self.about.partition(" ")[0]

    @property
    def number(self) -> int:
        """The line's number, 0 for other rows."""
        return int(self.padded or 0)

    def follows(self, before: Line) -> bool:
        """Whether the line belongs to the run of the line before it."""
        return self.about == before.about and (not self.about or self.number == before.number + 1)


def line(row: str) -> Line:
    """A row as git blame prints it, or any other."""
    match = _LINE.fullmatch(row)
    return Line(match[3], match[1], match[2]) if match else Line(row)


def by_commit(rows: Sequence[str]) -> str:
    """The blame under headings of commits, empty where it cannot be said so."""
    end = len(rows) - (rows[-1] == "")
    lines = [line(row) for row in rows[:end]]
    known = [one for one in lines if one.about]
    mark = next((m for m in _MARKS if not any(one.text.startswith(m) for one in lines)), "")
    widths = {(len(one.commit), len(one.padded)) for one in known}
    cut = end == len(rows) and not lines[-1].text  # would be taken for the text's last line end
    if not mark or cut or len(widths) > 1 or len(known) < max(_FEWEST, (1 - _MOST_OTHERS) * end):
        return ""
    said = f'[git blame; "{mark}commit … number)" heads the lines from that number on, later by its first digits; '
    numbered = f"every {_EVERY}th line has its number]"
    return "\n".join((said + numbered, *_headed(lines, mark), *rows[end:]))


def _headed(lines: Sequence[Line], mark: str) -> Iterator[str]:
    digits = _digits({one.commit for one in lines if one.about})
    said: dict[str, str] = {}
    before = Line("", "before all")
    for one in lines:
        if not one.follows(before):
            named = f"{one.commit[:digits]} {one.number})" if said.get(one.commit) == one.about else ""
            yield mark + ("-" if not one.about else named or f"{one.about}{one.padded})")
            said[one.commit] = one.about
            yield one.text
        else:
            yield f"{one.number}) {one.text}" if one.about and one.number % _EVERY == 0 else one.text
        before = one


def _digits(commits: set[str]) -> int:
    """As many as tell all commits apart."""
    longest = max(map(len, commits))
    return next(n for n in range(_FEWEST_DIGITS, longest + 1) if len({c[:n] for c in commits}) == len(commits))
