"""`headroom demo`: a wrapped run on a machine with neither an agent nor a key, with a real before and after.

Law: everything on stderr but what the agent says, as in a real run; eighty columns.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from headroom_cli import settings
from headroom_cli.cli import console
from headroom_cli.cli._level import LevelOption

if TYPE_CHECKING:
    from headroom_cli.session.demo import Pair

_INTRODUCTION = """\
A scripted agent, wrapped as `headroom wrap` wraps a real one, talks to a
scripted provider. Proxy, store, retrieval and figures are real.
Nothing leaves this machine.
"""
_END = "Now a real one: headroom wrap claude"
_HEAD, _TAIL = 50, 25
_BEFORE, _AFTER = 4, 24


def demo(level: LevelOption = None) -> None:
    """Show a wrapped run on this machine, without an agent or a key."""
    from headroom_cli.cli import _summary  # noqa: PLC0415
    from headroom_cli.session.demo import play  # noqa: PLC0415

    chosen = settings.load({"level": level})
    console.note(_INTRODUCTION)
    played = play(chosen, console.note)
    for pair in played.pairs:
        _show(pair)
    if played.summary:
        _summary.render(played.summary)
    console.show(_END, gap=1, error=True)
    raise typer.Exit(played.code)


def _show(pair: Pair) -> None:
    before, after = pair.tokens
    _part(f"{pair.title}, as the agent sent it", pair.before, f"{before:,} tokens", _BEFORE)
    change = f"{100 * (after - before) / before:+.0f} %"
    _part(f"{pair.title}, as the model was given it", pair.after, f"{after:,} tokens, {change}", _AFTER)


def _part(title: str, text: str, size: str, most: int) -> None:
    """A heading and the first lines of a text."""
    lines = text.split("\n")
    shown = [_cut(line.expandtabs(4)) for line in lines[:most]]
    more = [f"… and {len(lines) - most} more lines"] if len(lines) > most else []
    console.show(console.styled(f"{title}  ({len(lines)} lines, {size})", "bold"), gap=1, error=True)
    console.show("\n".join(f"│ {line}".rstrip() for line in [*shown, *more]), indent=2, error=True)


def _cut(line: str) -> str:
    """A long line without its middle."""
    return line if len(line) <= _HEAD + _TAIL + 1 else f"{line[:_HEAD]}…{line[-_TAIL:]}"


PLUGIN = demo
