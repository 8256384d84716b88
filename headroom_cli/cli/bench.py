"""`headroom bench PATH…`: what one's own payloads and sessions would save, and how fast."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from headroom_cli import settings
from headroom_cli.cli import console
from headroom_cli.cli._level import LevelOption
from headroom_cli.errors import ConfigError

if TYPE_CHECKING:
    from headroom_cli.replay.bench import Bench

_PATHS_HELP = "Folders or files: what tools printed, request bodies, recordings of them."
_NEEDLES_HELP = "A file of facts, a JSON object a line, that a reader must still find."
_SHOW_HELP = "Show what becomes of this file instead: before and after, side by side."


def bench(
    paths: Annotated[list[Path], typer.Argument(help=_PATHS_HELP, show_default=False)],
    level: LevelOption = None,
    needles: Annotated[Path | None, typer.Option(help=_NEEDLES_HELP)] = None,
    show: Annotated[Path | None, typer.Option(help=_SHOW_HELP)] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Figures for programs.")] = False,
) -> None:
    """Measure what your own texts and sessions would save. Nothing is sent.

    A file may be what a tool printed, the body of a request to Anthropic or OpenAI, or a recording: a JSON
    object a line with the body, or a record that has it under `body`. Without --level all levels are measured.
    """
    from headroom_cli import registry  # noqa: PLC0415
    from headroom_cli.cli import _bench_tables, _side_by_side  # noqa: PLC0415
    from headroom_cli.replay import cases, pairs, report  # noqa: PLC0415
    from headroom_cli.replay import needles as facts  # noqa: PLC0415

    room = _bench(level, all_levels=show is None)
    wanted = facts.load(needles) if needles else []
    loaded = cases.load(paths, registry.load_all("dialects"))
    chosen = pairs.of_file(loaded.cases, show) if show else loaded.cases
    if not chosen:
        raise ConfigError("there is nothing to measure", "Name folders or files that hold text.")
    measured = room.all(console.progress(chosen), loaded.left_out)
    if show:
        _side_by_side.render(measured, room.main)
        return
    found = report.report(room, measured, loaded.left_out, facts.look(wanted, measured))
    if as_json:
        console.say(report.as_json(found))
    else:
        _bench_tables.render(found)


def _bench(level: str | None, *, all_levels: bool) -> Bench:
    """At the level that was named, else at all, or at the one in the settings."""
    from headroom_cli import registry  # noqa: PLC0415
    from headroom_cli.context.eligible import Rules  # noqa: PLC0415
    from headroom_cli.replay.bench import LEVELS, Bench  # noqa: PLC0415

    chosen = settings.load({"level": level})
    rules = Rules(level=chosen.level, floor=chosen.floor, exclude=chosen.exclude)
    return Bench(registry.load_all("compressors"), rules, LEVELS if all_levels and not level else (chosen.level,))


PLUGIN = bench
