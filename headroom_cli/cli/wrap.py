"""`headroom wrap AGENT`: a coding agent behind the proxy; its exit code is ours, stdout is its own.

Law: our options stand before the agent's first argument; from there on, and after `--`, every word is the
agent's. Nothing is loaded before the agent's start that it could do without.
"""

from __future__ import annotations

import json
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperCommand

from headroom_cli import settings
from headroom_cli.cli import console
from headroom_cli.cli._level import LevelOption
from headroom_cli.errors import HeadroomError

if TYPE_CHECKING:
    from headroom_cli.learn.hint import Hint
    from headroom_cli.session.run import Outcome
    from headroom_cli.settings import Settings
    from headroom_cli.usage.summary import Summary

_HINT_SECONDS = 0.4
_BASE = "http://127.0.0.1:PORT/SECRET"
_AGENT_HELP = "The agent's name; `headroom agents` lists them."
_CONFIG_HELP = "The folder of config.toml and agents.yaml."


class _WrapCommand(TyperCommand):
    """A command whose own options end where another program's command line begins."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        own, rest = self._split(args)
        if not rest or rest[0].startswith("-"):
            return super().parse_args(ctx, args)
        more, theirs = self._split(rest[1:])
        theirs = theirs[1:] if theirs[:1] == ["--"] else theirs
        return super().parse_args(ctx, [*own, rest[0], *more, *(["--", *theirs] if theirs else [])])

    def _split(self, words: list[str]) -> tuple[list[str], list[str]]:
        """The leading words that are options of ours, with their values, and the words after them."""
        alone = {word: getattr(option, "is_flag", False) for option in self.params for word in option.opts}
        end = 0
        while end < len(words) and words[end].startswith("-") and (name := words[end].partition("=")[0]) in alone:
            end += 1 if alone[name] or "=" in words[end] else 2
        return words[:end], words[end:]


def _known_agents() -> list[tuple[str, str]]:
    """The names that a shell completes, each with what it is."""
    from headroom_cli.agents import catalog  # noqa: PLC0415

    with suppress(HeadroomError):  # a person who types does not want to read of it now
        known = catalog.load(settings.load().config_dir / catalog.FILE_NAME)
        return [(name, agent.title) for name, agent in known.items()]
    return []


def wrap(  # noqa: PLR0913, PLR0917 - one for each option
    agent: Annotated[str, typer.Argument(help=_AGENT_HELP, autocompletion=_known_agents)],
    args: Annotated[list[str] | None, typer.Argument(help="The agent's own arguments.")] = None,
    level: LevelOption = None,
    quiet: Annotated[bool, typer.Option("--quiet", help="No summary at the end.")] = False,
    summary_json: Annotated[Path | None, typer.Option(help="Write the summary into this file.", dir_okay=False)] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would be done.")] = False,
    config_dir: Annotated[Path | None, typer.Option(help=_CONFIG_HELP, file_okay=False)] = None,
) -> None:
    """Start a coding agent behind Headroom; say what it saved.

    From the first word that is no option of ours, and after `--`, every word is the agent's.
    """
    from headroom_cli.session import launch, run  # noqa: PLC0415

    chosen = settings.load({"level": level, "quiet": quiet or None, "config_dir": config_dir})
    make_plan = launch.planner(agent, tuple(args or ()), chosen)
    if dry_run:
        from headroom_cli.cli import _dry_run  # noqa: PLC0415

        console.say(_dry_run.describe(make_plan(_BASE, chosen.data_dir / "sessions" / "SESSION")))
        return
    began = time.time()
    outcome = run.run(make_plan, chosen, console.note)
    if summary_json or not chosen.quiet:
        _tell(_figures(chosen, outcome), quiet=chosen.quiet, file=summary_json)
    if outcome.session and not chosen.quiet:
        _hint(began)
    raise typer.Exit(outcome.code)


def _hint(began: float) -> None:
    """One line where something went wrong again in this session that could be learned; nobody waits for it."""
    from headroom_cli import registry  # noqa: PLC0415
    from headroom_cli.learn import hint  # noqa: PLC0415
    from headroom_cli.transcripts.finding import Wanted, root  # noqa: PLC0415

    over = time.monotonic() + _HINT_SECONDS
    with suppress(HeadroomError, OSError):
        project = root(settings.here())
        wanted = Wanted(
            home=settings.home(), environment=settings.environment(), project=project, since=began - hint.WEEK
        )
        found = hint.hint(registry.load_all("transcripts"), wanted, began, lambda: time.monotonic() < over)
        if found:
            console.note(_said(found))


def _said(found: Hint) -> str:
    failures = "1 repeated failure" if found.failures == 1 else f"{found.failures:,} repeated failures"
    return f"{failures} cost about {found.tokens:,} tokens this week: headroom learn"


def _figures(chosen: Settings, outcome: Outcome) -> Summary | None:
    """None when there are none; the agent's exit code stays, whatever is wrong with them."""
    from headroom_cli.session import figures  # noqa: PLC0415 - the agent was not to wait for it

    try:
        return figures.of_session(chosen, outcome.session, outcome.befell)
    except HeadroomError as error:
        console.complain(error)
        return None


def _tell(summary: Summary | None, *, quiet: bool, file: Path | None) -> None:
    if summary and not quiet:
        from headroom_cli.cli import _summary  # noqa: PLC0415

        _summary.render(summary)
    if file:
        _write(summary, file)


def _write(summary: Summary | None, file: Path) -> None:
    """The summary as JSON, `null` when there was no proxy; the agent's exit code stays, whatever happens here."""
    from headroom_cli.usage.summary import as_json  # noqa: PLC0415

    try:
        file.write_text(json.dumps(summary and as_json(summary), indent=2) + "\n", "utf-8")
    except OSError as error:
        console.note(f"headroom: the summary cannot be written to {file}: {error.strerror}")


OPTIONS = {"cls": _WrapCommand}
PLUGIN = wrap
