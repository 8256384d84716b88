"""`headroom bench PATH…`: what one's own payloads and sessions would save, and how fast."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from headroom_cli import settings
from headroom_cli.cli import console
from headroom_cli.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rich.table import Table

    from headroom_cli.model import Level
    from headroom_cli.replay.bench import Sum
    from headroom_cli.replay.needles import Found

_NEEDLES_HELP = "A file of facts, a JSON object a line, that a reader must still find."


def bench(
    paths: Annotated[list[Path], typer.Argument(exists=True, help="Folders or files: raw payloads or request bodies.")],
    needles: Annotated[Path | None, typer.Option(exists=True, dir_okay=False, help=_NEEDLES_HELP)] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Figures for programs.")] = False,
) -> None:
    """Measure what your own texts would save. Nothing is sent."""
    from headroom_cli import registry  # noqa: PLC0415
    from headroom_cli.replay import bench as room  # noqa: PLC0415
    from headroom_cli.replay import cases  # noqa: PLC0415
    from headroom_cli.replay import needles as facts  # noqa: PLC0415

    floor = settings.load().floor
    dialect, compressors = registry.load("dialects", "anthropic"), registry.load_all("compressors")
    found = list(cases.load(paths))
    if not found:
        raise ConfigError("there is nothing to measure", "Name folders or files that hold text.")
    measured = [room.measure(case, dialect, compressors, floor) for case in console.progress(found)]
    sums = room.sums(measured)
    if as_json:
        console.say(room.as_json(sums))
        return
    console.show(_table(sums))
    if needles:
        looked = facts.look(facts.load(needles), measured, lambda body: room.texts(dialect, body))
        console.show(_needles(looked), gap=1)


def _table(sums: Mapping[str, Sum]) -> Table:
    from headroom_cli.replay.bench import LEVELS  # noqa: PLC0415

    made = console.table("kind", "files", "tokens", *LEVELS, "cold ms", "warm ms")
    for name, one in sums.items():
        saved = [f"-{one.saved(level):.1%}" for level in LEVELS]
        times = [f"{one.per_100kb(of[LEVELS[1]]):.1f}" for of in (one.cold, one.warm)]
        made.add_row(name, f"{one.cases:,}", f"{one.before:,}", *saved, *times, end_section=name == "total")
    made.caption = "o200k tokens of tool results; milliseconds per 100 KB at balanced"
    return made


def _needles(looked: Mapping[str, Mapping[Level, Found]]) -> Table:
    made = console.table("needles", "level", "all", "kept", "in reach", left=2)
    for kind, by_level in looked.items():
        for level, one in by_level.items():
            made.add_row(kind, str(level), f"{one.all:,}", f"{one.kept / one.all:.1%}", f"{one.in_reach / one.all:.1%}")
    return made


PLUGIN = bench
