"""Lines and their templates as text: a legend of templates, then a row for each line, in order.

    A={t} web sshd[{}]: Invalid user {} from {}
    ---
    @Dec 10 06:55:46
    A 24200 webmaster 173.234.31.186
    48 A 24206 test 10.0.0.7
    *3
    any other line stands as it was

A row is the changed end of its time, the template's name, the values. Law: a decoder gets each line
back exactly; a line that could be taken for a row, a time or a count is told apart by `|` before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby, product
from string import ascii_uppercase

from headroom_cli.compressors._log.clock import end_of
from headroom_cli.compressors._log.cluster import Said, Template
from headroom_cli.compressors._log.entries import STAMP
from headroom_cli.compressors._log.lines import Line

_MARKS = (("{}", "{t}"), ("<>", "<t>"), ("<*>", "<time>"), ("[?]", "[time]"))
_NAMES = tuple("".join(name) for size in (1, 2, 3) for name in product(ascii_uppercase, repeat=size))
_ROW_LIKE = re.compile(r"(?:[\d:.,]+ )?([A-Z]{1,3})(?: |$)|[|@*…]")
_GUIDE = "[log, {what}: templates, then a row for each line: {row}template, values of its {slot} in turn"
_ROW = "time, "
_CLOCK = "; {time} is the time: its end that changed, none if as above, @ in full"
_SIGNS = {
    "*": "; *n = the line above n times in all",
    "…": "; …n = n lines left out",
    "|": "; | starts a line verbatim",
}


def render(lines: Sequence[Line | str], what: str, notes: Mapping[Template, str]) -> str | None:
    """The whole text, None where no mark for slots is free; a string among the lines is a gap.

    `what` says which lines these are, `notes` what is to be known of a template beside its text.
    """
    names = _names(lines)
    marks = _free_marks("\n".join(part for template in names for part in template))
    if marks is None:
        return None
    legend = [_template(t, name, marks) + notes.get(t, "") for t, name in names.items()]
    rows = list(_Rows(names).write(lines))
    timed = any(not isinstance(line, str) and line.entry.stamp for line in lines)
    guide = _guide(what, (*legend, *rows), marks[0], marks[1] if timed else "")
    return "\n".join((guide, *legend, "---", *rows))


def _guide(what: str, lines: Iterable[str], slot: str, time: str) -> str:
    """How to read the lines; of the time and of signs only where there are any."""
    signs = {line[:1] for line in "\n".join(lines).split("\n")}
    row, clock = (_ROW, _CLOCK.format(time=time)) if time else ("", "")
    told = "".join(said for sign, said in _SIGNS.items() if sign in signs)
    return f"{_GUIDE.format(what=what, row=row, slot=slot)}{clock}{told}]"


def _free_marks(text: str) -> tuple[str, str] | None:
    """Marks for slot and time of which not even a sign stands in the text, else any that are not in it."""
    clear = (m for m in _MARKS if not set(m[0]).intersection(text))
    return next(clear, None) or next((m for m in _MARKS if not any(mark in text for mark in m)), None)


def _names(lines: Sequence[Line | str]) -> dict[Template, str]:
    """A name for each template, in order of appearance; those beyond the last name get none."""
    used = dict.fromkeys(said.template for line in lines if (said := _said(line)))
    return dict(zip(used, _NAMES, strict=False))


def _said(line: Line | str) -> Said | None:
    return None if isinstance(line, str) or line.full else line.said


def _template(template: Template, name: str, marks: tuple[str, str]) -> str:
    text = marks[0].join(template).replace(STAMP, marks[1])
    return f"{name}=" + text.replace("\n", "\n|")


class _Rows:
    """Writes line after line; knows the names of templates and the time of the row above."""

    def __init__(self, names: Mapping[Template, str]) -> None:
        self._names = names
        self._taken = frozenset(names.values())
        self._time = ""

    def write(self, lines: Iterable[Line | str]) -> Iterator[str]:
        for line, run in groupby(lines):
            yield from (line,) if isinstance(line, str) else self._line(line)
            if (times := sum(1 for _ in run)) > 1:
                yield f"*{times}"

    def _line(self, line: Line) -> Iterator[str]:
        said = _said(line)
        if said is None or said.template not in self._names:
            yield from map(self._verbatim, line.entry.full.split("\n"))
            return
        end = ""
        if stamp := line.entry.stamp:
            changed = end_of(self._time, stamp)
            end, self._time = changed or "", stamp
            if changed is None:
                yield f"@{stamp}"
        yield " ".join(filter(None, (end, self._names[said.template], *said.values)))

    def _verbatim(self, text: str) -> str:
        looks = _ROW_LIKE.match(text)
        return f"|{text}" if looks and (looks[1] is None or looks[1] in self._taken) else text
