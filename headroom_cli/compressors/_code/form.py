"""The form: rows of code, with one row in place of each part that is left out.

Law: a row that is kept stays byte for byte. The form is code of the same language: read again, it has no
error that the text had not, and every function that was not in a part; else there is no form.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from headroom_cli.compressors._code.grammars import Grammar
from headroom_cli.compressors._code.interest import Asked
from headroom_cli.compressors._code.parts import Part
from headroom_cli.compressors._code.reading import Code, read


def spare(code: Code, hits: Sequence[int], asked: Asked) -> list[Part]:
    """The parts that nobody asked about: none that belongs to one of the rows `hits`, none within another."""
    named = sorted({part.start for part in code.parts if part.name and asked.names(part.name)})
    chosen, at = [], 0
    for part in code.parts:
        if part.first < at:
            continue
        if part.name and part.start in named:
            at = part.last + 1
        elif not _holds(part, hits) and not _holds(part, named):
            at = part.last + 1
            chosen.append(part)
    return chosen


def without(rows: Sequence[str], parts: Sequence[Part], number: int) -> list[str]:
    """The rows with one in place of each part; `number` is that of the first row."""
    return list(_without(rows, parts, number))


def is_code(rows: Sequence[str], before: Code, parts: Sequence[Part], grammar: Grammar) -> bool:
    """Whether the rows, from which `parts` were taken, read as what they were."""
    after = read(rows, grammar)
    return after is not None and after.errors <= before.errors and _names(after, ()) == _names(before, parts)


def _without(rows: Sequence[str], parts: Sequence[Part], number: int) -> Iterator[str]:
    at = 0
    for part in parts:
        yield from rows[at : part.first]
        yield f"{part.mark}lines {part.first + number}-{part.last + number}"
        at = part.last + 1
    yield from rows[at:]


def _holds(part: Part, hits: Sequence[int]) -> bool:
    at = bisect_left(hits, part.start)
    return at < len(hits) and hits[at] <= part.end


def _names(code: Code, out: Sequence[Part]) -> list[str]:
    gone = {row for part in out for row in range(part.first, part.last + 1)}
    return [name for row, name in code.functions if row not in gone]
