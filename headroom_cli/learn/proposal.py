"""What was found in a project becomes a proposal: the lines, and each file as it would be with them.

Law: nothing is written here; what a proposal shows is what would be written.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from headroom_cli.errors import InstructionsError
from headroom_cli.learn import block, files, known, merge
from headroom_cli.learn.balance import Balance, balance, worth
from headroom_cli.learn.holding import holds
from headroom_cli.learn.lessons import lessons
from headroom_cli.learn.merge import Line
from headroom_cli.learn.miner import Found


@dataclass(frozen=True, slots=True)
class Patch:
    """A file as it is and as it would be."""

    path: Path
    before: bytes
    after: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What a person wants of proposals: lessons of so many `sessions`, at `most` so many, in the files `targets`."""

    sessions: int = 2
    most: int = 10
    targets: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """What is proposed for a project: new `lines`, the most wasteful first, the `patches` that hold them, their
    `balance`; `more` lessons were left out, to keep it short.
    """

    project: Path
    found: Found
    wish: Wish
    lines: tuple[Line, ...]
    patches: tuple[Patch, ...]
    balance: Balance
    more: int = 0


def propose(project: Path, found: Found, wish: Wish) -> Proposal:
    """What is new, as the files would be with it. InstructionsError names a file that must not be changed."""
    return _with_lines(project, found, wish, news(project, found, wish))


def news(project: Path, found: Found, wish: Wish) -> list[Line]:
    """What was learned in a project and stands in none of its files yet; InstructionsError as for `propose`."""
    learned = [le for le in lessons(found.episodes, found.well, wish.sessions) if holds(le.claim, project, found)]
    wasteful = sorted(known.once(learned), key=lambda lesson: -max(lesson.request, lesson.tokens))
    new = [line for line in merge.lines(wasteful) if worth(line.lessons[0], line.text, found.requests)]
    told = [_unsaid(path, project, new) for path in files.targets(project, wish.targets)]
    return [line for line in new if any(line in unsaid for unsaid in told)]


def chosen(proposal: Proposal, lines: Iterable[Line]) -> Proposal:
    """The proposal with just these lines, in these words."""
    made = _with_lines(proposal.project, proposal.found, proposal.wish, tuple(lines))
    return replace(made, more=proposal.more)


def undone(project: Path, targets: Iterable[str]) -> tuple[Patch, ...]:
    """Each of the files that has a block, without it."""
    found = []
    for path in files.targets(project, targets):
        before, parts = _parts(path, project)
        if parts.inside is not None:
            found.append(Patch(path, before, block.take_out(parts)))
    return tuple(found)


def _with_lines(project: Path, found: Found, wish: Wish, lines: Sequence[Line]) -> Proposal:
    shown = tuple(lines[: wish.most])
    patches = [_patch(path, project, found, shown) for path in files.targets(project, wish.targets)]
    text = "\n".join(f"- {line.text}" for line in shown)
    learned = [lesson for line in shown for lesson in line.lessons]
    return Proposal(
        project=project,
        found=found,
        wish=wish,
        lines=shown,
        patches=tuple(patch for patch in patches if patch.before != patch.after),
        balance=balance(learned, text, found.requests, found.last - found.first),
        more=len(lines) - len(shown),
    )


def _unsaid(path: Path, project: Path, new: Iterable[Line]) -> list[Line]:
    _, parts = _parts(path, project)
    return merge.unsaid(new, parts.inside or (), parts.outside)


def _patch(path: Path, project: Path, found: Found, lines: Sequence[Line]) -> Patch:
    before, parts = _parts(path, project)
    inside = parts.inside or ()
    new = merge.unsaid(lines, inside, parts.outside)
    now = merge.merged(inside, new, lambda claim: holds(claim, project, found))
    if now == inside:
        return Patch(path, before, before)
    return Patch(path, before, block.put(parts, now) if now else block.take_out(parts))


def _parts(path: Path, project: Path) -> tuple[bytes, block.Parts]:
    content = files.load(path, project)
    try:
        return content, block.parse(content)
    except InstructionsError as error:
        raise InstructionsError(f"{path} cannot be changed: {error.message}", error.hint) from error
