"""`headroom learn`: repeated failures become one line each in the file that the agents read.

Law: without --apply or --interactive nothing is written, without --with nothing leaves the machine, and what
would be written or sent is shown first.
"""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from headroom_cli import settings
from headroom_cli.cli import _answers, console
from headroom_cli.errors import ConfigError, InstructionsError

if TYPE_CHECKING:
    from headroom_cli.learn.proposal import Patch, Proposal, Wish
    from headroom_cli.transcripts.finding import History, Wanted

    Histories = Mapping[str, History]

_SESSIONS_HELP = "In how many sessions it must have gone wrong."
_TARGET_HELP = "The file to write to, from the project's root; else that of each agent seen."
_WITH_HELP = "Let claude or codex choose and reword; what is sent is shown first."
_UNDO_HELP = "Take what was learned out of the files again."


def learn(  # noqa: PLR0913, PLR0917 - one for each option
    everywhere: Annotated[bool, typer.Option("--all", help="All projects, not only this one.")] = False,
    since: Annotated[str, typer.Option(help="Only sessions since then: 30d, 2w, 2026-03-01.")] = "90d",
    agent: Annotated[str | None, typer.Option(help="Only sessions of this agent.")] = None,
    target: Annotated[str | None, typer.Option(help=_TARGET_HELP)] = None,
    sessions: Annotated[int, typer.Option(min=1, help=_SESSIONS_HELP)] = 2,
    most: Annotated[int, typer.Option(min=1, help="At most so many new lines.")] = 10,
    apply: Annotated[bool, typer.Option("--apply", help="Write the lines.")] = False,
    interactive: Annotated[bool, typer.Option("--interactive", help="Ask line by line, then write.")] = False,
    undo: Annotated[bool, typer.Option("--undo", help=_UNDO_HELP)] = False,
    helper: Annotated[str | None, typer.Option("--with", metavar="AGENT", help=_WITH_HELP)] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask before --with sends.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the proposals for programs.")] = False,
) -> None:
    """Turn repeated failures into lines for CLAUDE.md.

    Reads what Claude Code, Codex and Aider left on disk, and shows each line with its evidence.
    """
    settings.load()
    if interactive and not _answers.possible():
        raise ConfigError("--interactive needs a terminal", "Use --apply, or neither to look only.")
    histories, wanted = _histories(agent), _wanted(since, everywhere=everywhere)
    if undo:
        _undo(histories, wanted, target)
        return
    proposals = _proposals(histories, wanted, _wish(sessions, most, target))
    if as_json:
        _print(proposals)
    else:
        _show(proposals, everywhere=everywhere)
    if helper:
        proposals = [_reworded(proposal, helper, yes=yes) for proposal in proposals]
    if interactive:
        proposals = [_kept(proposal) for proposal in proposals]
    _finish(proposals, write=apply or interactive)


def _histories(agent: str | None) -> Histories:
    from headroom_cli import registry  # noqa: PLC0415
    from headroom_cli.transcripts.choosing import only  # noqa: PLC0415

    return only(registry.load_all("transcripts"), agent)


def _wanted(since: str, *, everywhere: bool) -> Wanted:
    from headroom_cli.cli import _since  # noqa: PLC0415
    from headroom_cli.transcripts.finding import Wanted, root  # noqa: PLC0415

    return Wanted(
        home=settings.home(),
        environment=settings.environment(),
        project=None if everywhere else root(settings.here()),
        since=_since.seconds(since, time.time()),
    )


def _wish(sessions: int, most: int, target: str | None) -> Wish:
    from headroom_cli.learn.proposal import Wish  # noqa: PLC0415

    return Wish(sessions=sessions, most=most, targets=(target,) if target else ())


def _proposals(histories: Histories, wanted: Wanted, wish: Wish) -> list[Proposal]:
    from headroom_cli.learn import mining, proposal  # noqa: PLC0415

    miner = mining.mine(histories, wanted, console.progress)
    for reason, times in sorted(miner.skipped.items()):
        console.note(f"headroom: left out: {reason} ({times:,})")
    found = []
    for project, seen in mining.projects(miner, wanted).items():
        try:
            found.append(proposal.propose(project, seen, mining.wished(wish, histories, seen)))
        except InstructionsError as error:
            if wanted.project:
                raise
            console.complain(error)
    return found


def _undo(histories: Histories, wanted: Wanted, target: str | None) -> None:
    from headroom_cli.cli import _learn_view as view  # noqa: PLC0415
    from headroom_cli.learn import mining, proposal  # noqa: PLC0415

    if wanted.project is None:
        raise ConfigError("--undo is for one project", "Run it in the project's folder.")
    patches = proposal.undone(wanted.project, (target,) if target else mining.places(histories))
    if not patches:
        console.say("There is nothing to undo: no file of this project has a learned block.")
    for patch in patches:
        view.diff(patch, wanted.project)
    _write(patches)


def _print(proposals: list[Proposal]) -> None:
    from headroom_cli.cli import _learn_view as view  # noqa: PLC0415

    console.say(json.dumps({"version": 1, "projects": [view.record(p) for p in proposals]}, indent=2))


def _show(proposals: list[Proposal], *, everywhere: bool) -> None:
    from headroom_cli.cli import _learn_view as view  # noqa: PLC0415

    shown = [proposal for proposal in proposals if proposal.patches or not everywhere]
    for proposal in shown:
        view.render(proposal)
    if not shown:
        console.say("Nothing new to learn in any project.")


def _reworded(proposal: Proposal, helper: str, *, yes: bool) -> Proposal:
    """The proposal in the words of an agent that was asked, with a person's leave."""
    from headroom_cli.cli import _learn_view as view  # noqa: PLC0415
    from headroom_cli.learn import ask  # noqa: PLC0415
    from headroom_cli.learn.proposal import chosen  # noqa: PLC0415

    question = ask.question(helper, proposal.lines)
    if not proposal.lines:
        return proposal
    console.note(view.budget(question))
    if not yes and not _answers.agreed("Send it?"):
        return proposal
    again = chosen(proposal, ask.taken(ask.ask(question, settings.environment()), proposal.lines))
    view.patches(again)
    return again


def _kept(proposal: Proposal) -> Proposal:
    """The proposal with the lines that a person keeps."""
    from headroom_cli.learn.proposal import chosen  # noqa: PLC0415

    return chosen(proposal, [line for line in proposal.lines if _answers.agreed(f"\n{line.text}\nKeep it?")])


def _finish(proposals: list[Proposal], *, write: bool) -> None:
    patches = [patch for proposal in proposals for patch in proposal.patches]
    if write:
        _write(patches)
    elif patches:
        console.note("Nothing is written yet: --apply writes it, --interactive asks line by line.")


def _write(patches: list[Patch] | tuple[Patch, ...]) -> None:
    from headroom_cli.learn import files  # noqa: PLC0415

    for patch in patches:
        files.save(patch.path, patch.after)
        console.note(f"{'Wrote' if patch.after else 'Removed'} {_near(patch.path)}.")


def _near(path: Path) -> str:
    here = settings.here()
    return str(path.relative_to(here) if path.is_relative_to(here) else path)


PLUGIN = learn
