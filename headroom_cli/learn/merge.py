"""New lessons into the lines that a block has already.

Law: a line that a person changed or added stays as it is. A line of ours stays until what it says no longer
holds, though nothing goes wrong any more: that is what it is for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from headroom_cli.learn import known, wording
from headroom_cli.learn.block import HEADING
from headroom_cli.learn.episode import Claim, Lesson

_BULLET = "- "


@dataclass(frozen=True, slots=True)
class Line:
    """A line to write, and the lessons that it says."""

    text: str
    lessons: tuple[Lesson, ...]

    @property
    def claims(self) -> tuple[Claim, ...]:
        return tuple(lesson.claim for lesson in self.lessons)


def lines(lessons: Iterable[Lesson]) -> list[Line]:
    """A line for each lesson, in our words."""
    return [Line(wording.say(lesson.claim), (lesson,)) for lesson in lessons]


def unsaid(new: Iterable[Line], inside: Sequence[str], outside: str) -> list[Line]:
    """The lines that say what neither the block nor the rest of the file says."""
    ours = [claim for text in inside if (claim := _ours(text))]
    theirs = [*outside.splitlines(), *(text for text in inside if _ours(text) is None)]

    def said(claim: Claim) -> bool:
        return any(known.says(text, claim) for text in theirs) or any(_covers(old, claim) for old in ours)

    return [line for line in new if not all(said(claim) for claim in line.claims)]


def merged(inside: Sequence[str], new: Sequence[Line], holds: Callable[[Claim], bool]) -> tuple[str, ...]:
    """The lines of the block: the person's, ours that hold, where a new one says more in its words, and new ones."""
    kept, left = [], list(new)
    for text in inside:
        claim = _ours(text)
        if claim is None:
            kept.append(text)
        elif holds(claim):
            better = next((line for line in left if any(_replaces(c, claim) for c in line.claims)), None)
            kept.append(f"{_BULLET}{_anew(better, claim)}" if better else text)
            left = [line for line in left if line is not better]
    bullets = [f"{_BULLET}{line.text}" for line in left]
    if not any(text.startswith(_BULLET) for text in (*kept, *bullets)):
        return ()
    return (*(() if kept else (HEADING, "")), *kept, *bullets)


def _anew(line: Line, old: Claim) -> str:
    """The new line; where it names the same way out, it keeps what the old one warned of as well."""
    claim = line.claims[0]
    if len(line.lessons) > 1 or claim.right != old.right or line.text != wording.say(claim):
        return line.text
    return wording.say(replace(claim, wrong=tuple(dict.fromkeys((*claim.wrong, *old.wrong)))))


def _ours(text: str) -> Claim | None:
    return wording.read(text.removeprefix(_BULLET).strip()) if text.startswith(_BULLET) else None


def _covers(old: Claim, claim: Claim) -> bool:
    """Whether a line of ours says the claim already."""
    return replace(old, wrong=()) == replace(claim, wrong=()) and set(claim.wrong) <= set(old.wrong)


def _replaces(new: Claim, old: Claim) -> bool:
    """Whether the new claim is the old one said anew: the same way out, or another way out of the same."""
    if (new.kind, new.about) != (old.kind, old.about):
        return False
    return new.right == old.right if not new.wrong else bool(set(new.wrong) & set(old.wrong))
