"""What a file says already, so that no line says it again.

Law: a line says what a lesson would say when it names all that the lesson names, or is made of the same
telling words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from headroom_cli.learn import wording
from headroom_cli.learn.episode import Claim, Lesson
from headroom_cli.learn.shell import commands
from headroom_cli.learn.similar import alike, forbids, telling

_SORTS = {"script", "search", "list", "show", "fetch", "edit", "install"}


def says(line: str, claim: Claim) -> bool:
    """Whether the line says what the claim would."""
    names = _names(claim)
    if names and all(_stands(name, line) for name in names):
        return True
    ours = wording.say(claim)
    return forbids(line) is forbids(ours) and alike(telling(line), telling(ours))


def once(lessons: Iterable[Lesson]) -> list[Lesson]:
    """The lessons, each said once: what a person said is evidence for a line that says it anyway."""
    found: list[Lesson] = []
    for lesson in sorted(lessons, key=lambda lesson: lesson.claim.kind == "said"):
        same = next((n for n, other in enumerate(found) if _same(lesson.claim, other.claim)), None)
        if same is None:
            found.append(lesson)
        else:
            free = tuple(replace(episode, tokens=0, request=0.0) for episode in lesson.episodes)
            found[same] = replace(found[same], episodes=(*found[same].episodes, *free))
    return found


def _same(said: Claim, other: Claim) -> bool:
    """Whether a person's sentence is about what another line says, whichever way round it is put."""
    return said.kind == "said" and alike(telling(wording.say(said)), telling(wording.say(other)))


def _names(claim: Claim) -> list[str]:
    """What a line must name to say the same."""
    if claim.kind == "said" or (claim.kind == "edit" and not claim.right):
        return []
    if claim.kind == "program":
        right = commands(claim.right)
        name = (right[-1].program if right else claim.right).split(" ")[-1]
        return [name, *(claim.wrong if claim.about in _SORTS else ())]
    named = (claim.right,) if claim.kind == "path" else (claim.right, *claim.wrong)
    return [name for name in named if name] + (["edit"] if claim.kind == "edit" else [])


def _stands(name: str, line: str) -> bool:
    """Whether a name stands in a line, not as a part of another one."""
    plain = re.escape(name.removeprefix("./"))
    return bool(re.search(rf"(?<![\w/-]){plain}(?![\w/-]|\.\w)", line.replace("./", ""), re.IGNORECASE))
