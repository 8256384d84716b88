"""`headroom replay`: what one's own past sessions would have saved, before anything is sent through the proxy.

Law: histories are read and nothing is written; nothing leaves the machine.
"""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from headroom_cli import settings
from headroom_cli.cli import console
from headroom_cli.cli._level import LevelOption
from headroom_cli.errors import ConfigError

if TYPE_CHECKING:
    from headroom_cli.model import Level
    from headroom_cli.replay.account import Account
    from headroom_cli.replay.histories import Plan
    from headroom_cli.transcripts import Transcript
    from headroom_cli.transcripts.finding import Wanted

_PATHS_HELP = "Histories, or folders that hold some; else those of this user's agents."
_PROJECT_HELP = "Only sessions that were started in this folder or below."
_SHOW_HELP = "Show so many of the largest savings too: before and after, side by side."
_NOTHING = ("no agent left a history to replay", "Use an agent first, look --since further back, or name a history.")


def replay(  # noqa: PLR0913, PLR0917 - one for each option
    paths: Annotated[list[Path] | None, typer.Argument(help=_PATHS_HELP, show_default=False)] = None,
    level: LevelOption = None,
    since: Annotated[str, typer.Option(help="Only requests since then: 30d, 2w, 2026-03-01.")] = "1y",
    agent: Annotated[str | None, typer.Option(help="Only sessions of this agent.")] = None,
    project: Annotated[Path | None, typer.Option(help=_PROJECT_HELP)] = None,
    show: Annotated[int, typer.Option(min=0, help=_SHOW_HELP)] = 0,
    as_json: Annotated[bool, typer.Option("--json", help="Figures for programs.")] = False,
) -> None:
    """Say what past sessions would have saved.

    Reads what Claude Code, Codex and Aider left on disk. Nothing is sent, nothing is written. Without --level all
    levels are measured.
    """
    from headroom_cli.cli import _replay_tables, _side_by_side, _since  # noqa: PLC0415
    from headroom_cli.replay import account  # noqa: PLC0415

    plan = _plan(level, _since.seconds(since, time.time()), show)
    found = _account(_transcripts(paths or [], agent, _wanted(project, plan.since)), plan)
    if not found.sessions:
        _replay_tables.left_out(found)
        raise ConfigError(*_NOTHING)
    if as_json:
        console.say(account.as_json(found))
    else:
        _replay_tables.render(found)
        _side_by_side.show(found.examples)


def _plan(level: str | None, since: float, examples: int) -> Plan:
    """At the level that was named, else at all."""
    from headroom_cli.context.eligible import Rules  # noqa: PLC0415
    from headroom_cli.replay.bench import LEVELS  # noqa: PLC0415
    from headroom_cli.replay.histories import Plan  # noqa: PLC0415

    chosen = settings.load({"level": level})
    levels: tuple[Level, ...] = (chosen.level,) if level else LEVELS
    return Plan(levels, Rules(floor=chosen.floor, exclude=chosen.exclude), since, examples)


def _wanted(project: Path | None, since: float) -> Wanted:
    from headroom_cli.transcripts.finding import Wanted  # noqa: PLC0415

    place = project.expanduser().resolve() if project else None
    return Wanted(home=settings.home(), environment=settings.environment(), project=place, since=since)


def _transcripts(paths: list[Path], agent: str | None, wanted: Wanted) -> list[Transcript]:
    """What is wanted, the first written one first."""
    from headroom_cli import registry  # noqa: PLC0415
    from headroom_cli.transcripts.choosing import below, only  # noqa: PLC0415
    from headroom_cli.transcripts.finding import find  # noqa: PLC0415

    histories = only(registry.load_all("transcripts"), agent)
    return (below(paths, histories, wanted) if paths else find(histories, wanted))[::-1]


def _account(transcripts: list[Transcript], plan: Plan) -> Account:
    from headroom_cli.replay import account, histories  # noqa: PLC0415
    from headroom_cli.usage import prices  # noqa: PLC0415

    known = prices.load(settings.load().config_dir / prices.OWN_FILE_NAME)
    began = time.monotonic()
    pasts, examples = histories.every(transcripts, plan, console.progress)
    return account.account(pasts, plan.levels, known, time.monotonic() - began, examples)


PLUGIN = replay
