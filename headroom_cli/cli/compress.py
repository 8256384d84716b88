"""`headroom compress`: one text as the model would see it."""

from __future__ import annotations

from typing import Annotated

import typer

from headroom_cli import settings
from headroom_cli.cli import console
from headroom_cli.cli._level import LevelOption
from headroom_cli.model import Block

_TOOL_HELP = "The tool whose result the text is, as Bash, Read or Grep."
_COMMAND_HELP = "What the tool was asked: a command, a path or a pattern."


def compress(
    file: Annotated[typer.FileText, typer.Argument(help="The text; standard input by default.")] = "-",  # type: ignore[assignment]
    tool: Annotated[str, typer.Option(help=_TOOL_HELP)] = "Bash",
    command: Annotated[str, typer.Option(help=_COMMAND_HELP)] = "",
    level: LevelOption = None,
) -> None:
    """Print a tool result as the model would see it. On stderr: how many tokens that is."""
    from headroom_cli import registry  # noqa: PLC0415
    from headroom_cli.context.eligible import Rules, why_not  # noqa: PLC0415
    from headroom_cli.context.seen import View  # noqa: PLC0415
    from headroom_cli.context.shorten import Means, shorten  # noqa: PLC0415

    chosen = settings.load({"level": level})
    rules = Rules(level=chosen.level, in_reach=True, floor=chosen.floor, exclude=chosen.exclude)
    block = Block(text=file.read(), span=(0, 0), kind="result", tool=tool, arguments={"command": command})
    short, _ = shorten(block, View(), Means(rules, registry.load_all("compressors")))
    console.say(short.text if short else block.text)
    if short is None:
        console.note(f"headroom: as it came ({why_not(block, rules) or 'nothing to shorten'})")
    else:
        left_out = "nothing left out" if short.lossless else "rows left out, the original is kept"
        saved = 1 - short.after / short.before
        console.note(f"headroom: {short.before:,} -> {short.after:,} tokens, -{saved:.0%}, {short.kind}, {left_out}")


PLUGIN = compress
