"""`headroom demo`: a wrapped run on a machine with neither an agent nor a key, with a real before and after."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from headroom_cli import settings
from headroom_cli.cli import console
from headroom_cli.cli._level import LevelOption

if TYPE_CHECKING:
    from headroom_cli.session.demo import Pair

_SHOWN = 9


def demo(level: LevelOption = None) -> None:
    """Show a wrapped run on this machine, without an agent or a key."""
    from headroom_cli.cli import _summary  # noqa: PLC0415
    from headroom_cli.session.demo import play  # noqa: PLC0415

    played = play(settings.load({"level": level}), console.note)
    for pair in played.pairs:
        _show(pair)
    if played.summary:
        _summary.render(played.summary)
    raise typer.Exit(played.code)


def _show(pair: Pair) -> None:
    for name, text in (("the agent sent", pair.before), ("the model was given", pair.after)):
        lines = text.split("\n")
        console.note(f"\n--- {pair.title}: {name} ({len(lines)} lines, {len(text):,} characters)")
        console.note("\n".join(line[:110] for line in lines[:_SHOWN]))
        if len(lines) > _SHOWN:
            console.note(f"... {len(lines) - _SHOWN} more lines")


PLUGIN = demo
