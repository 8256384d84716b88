"""What `headroom learn` shows: the lines with their evidence, the files as they would be, what it saves.

Law: eighty columns, no colour needed to understand it; estimates carry a `~`; nothing is shown unmasked.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from difflib import unified_diff
from pathlib import Path
from typing import TYPE_CHECKING, Any

from headroom_cli.cli import console
from headroom_cli.cli._figures import about, times

if TYPE_CHECKING:
    from rich.table import Table

    from headroom_cli.learn.ask import Question
    from headroom_cli.learn.episode import Episode, Lesson
    from headroom_cli.learn.merge import Line
    from headroom_cli.learn.proposal import Patch, Proposal

_STYLES = {"+": "green", "-": "red", "@": "dim"}


def render(proposal: Proposal) -> None:
    """Print a proposal."""
    console.show(console.styled(_headline(proposal), "bold"))
    if not proposal.patches:
        console.show(_nothing(proposal), gap=1)
        return
    for number, line in enumerate(proposal.lines, 1):
        console.show(_line(number, line), indent=2, gap=1)
    if proposal.more:
        console.show(f"and {proposal.more} more; --most shows them", indent=2, gap=1)
    patches(proposal)


def _line(number: int, line: Line) -> Table:
    """A line, and below it why."""
    table = console.table("", "", left=2, header=False)
    table.add_row(str(number), line.text)
    for text in _evidence(line):
        table.add_row("", console.styled(text, "dim"))
    return table


def patches(proposal: Proposal) -> None:
    """Print the files as they would be, and the balance."""
    alike: dict[tuple[str, ...], list[str]] = {}
    for patch in proposal.patches:
        alike.setdefault(tuple(_changes(patch)), []).append(_name(patch, proposal.project))
    for changes, names in alike.items():
        _diff(", ".join(names), changes)
    if proposal.lines:
        console.show(_balance(proposal), gap=1)
    if any(patch.path.name == "CONVENTIONS.md" for patch in proposal.patches):
        console.show("Aider reads CONVENTIONS.md where `read: CONVENTIONS.md` stands in its settings.")


def diff(patch: Patch, project: Path) -> None:
    """Print what would change in a file, in colour where there is any."""
    _diff(_name(patch, project), _changes(patch))


def _diff(title: str, changes: Iterable[str]) -> None:
    console.show(console.styled(title, "bold"), gap=1)
    for line in changes:
        console.show(console.styled(line, _STYLES.get(line[:1], "")), indent=2)


def _name(patch: Patch, project: Path) -> str:
    return f"{patch.path.relative_to(project)}{'' if patch.before else ' (new)'}"


def _changes(patch: Patch) -> list[str]:
    before, after = (text.decode("utf-8", "replace").splitlines() for text in (patch.before, patch.after))
    return list(unified_diff(before, after, n=2, lineterm=""))[2:]


def budget(question: Question) -> str:
    """What is sent, and what it may cost at most."""
    return (
        f"\n{question.agent} is asked once, without tools: it is sent the lines above and how to answer,"
        f" {about(question.sends)} tokens, adds {about(question.adds)} of its own,"
        f" and answers in {about(question.takes)}. {question.limit}"
    )


def record(proposal: Proposal) -> dict[str, Any]:
    """A proposal for programs."""
    return {
        "project": str(proposal.project),
        "sessions": len(proposal.found.sessions),
        "lines": [_record(line) for line in proposal.lines],
        "files": [str(patch.path) for patch in proposal.patches],
        "tokens_a_month": {"saved": proposal.balance.saved, "cost": proposal.balance.cost},
        "tokens_in_each_request": proposal.balance.each,
    }


def _record(line: Line) -> dict[str, Any]:
    episodes = _episodes(line)
    return {
        "line": line.text,
        "kinds": sorted({lesson.claim.kind for lesson in line.lessons}),
        "sessions": len({episode.session for episode in episodes}),
        "times": len(episodes),
        "first": min(episode.at for episode in episodes),
        "last": max(episode.at for episode in episodes),
        "tokens_wasted": sum(episode.tokens for episode in episodes),
        "confidence": round(_confidence(line), 2),
        "tried": list(dict.fromkeys(episode.tried for episode in episodes))[:3],
        "worked": list(dict.fromkeys(episode.worked for episode in episodes if episode.worked))[:3],
    }


def _headline(proposal: Proposal) -> str:
    found = proposal.found
    *others, last = sorted(found.agents) or ["any agent"]
    agents = f"{', '.join(others)} and {last}" if others else last
    count = len(found.sessions)
    sessions = "1 session" if count == 1 else f"{count:,} sessions"
    return f"{proposal.project.name}: {sessions} of {agents}, {found.requests:,} requests"


def _nothing(proposal: Proposal) -> str:
    if not proposal.found.sessions:
        return "No agent left a history of this project. --all looks at every project, --since further back."
    return "Nothing new to learn: no failure repeated that the files do not speak of."


def _evidence(line: Line) -> Iterator[str]:
    episodes = _episodes(line)
    sessions = len({episode.session for episode in episodes})
    wasted = sum(episode.tokens for episode in episodes)
    yield (
        f"{sessions} session{'s' * (sessions != 1)}, {_days(episodes)}; {times(len(episodes))},"
        f" {about(wasted)} tokens wasted; {100 * _confidence(line):.0f} % sure"
    )
    shown = next((e for e in reversed(episodes) if e.kind != "said"), episodes[-1])
    yield _cut(shown.tried)
    if shown.worked:
        yield f"-> {_cut(shown.worked)}"
    if shown.kind != "said" and (said := [e for e in episodes if e.kind == "said"]):
        yield f"said {times(len(said))}: {_cut(said[-1].tried, 60)}"


def _episodes(line: Line) -> list[Episode]:
    lessons: tuple[Lesson, ...] = line.lessons
    return sorted((episode for lesson in lessons for episode in lesson.episodes), key=lambda episode: episode.at)


def _confidence(line: Line) -> float:
    return min(lesson.confidence for lesson in line.lessons)


def _days(episodes: list[Episode]) -> str:
    first, last = (datetime.fromtimestamp(episodes[n].at, UTC).date().isoformat() for n in (0, -1))
    return first if first == last else f"{first} to {last}"


def _cut(text: str, most: int = 70) -> str:
    return text if len(text) <= most else f"{text[: most - 1]}…"


def _balance(proposal: Proposal) -> str:
    b = proposal.balance
    return (
        f"Saves {about(b.saved)} tokens a month that went through the model for what failed; the new lines"
        f" are {b.each} tokens in each request, {about(b.cost)} a month. Most of both comes from the prompt cache."
    )
