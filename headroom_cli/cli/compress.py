"""`headroom compress`: one text as the model would see it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from headroom_cli import settings
from headroom_cli.cli import console
from headroom_cli.cli._level import LevelOption
from headroom_cli.model import Block, Level

if TYPE_CHECKING:
    from headroom_cli.context.eligible import Rules

_TOOL_HELP = "The tool whose result the text is, as Bash, Read or Grep."
_COMMAND_HELP = "What the tool was asked: a command, a path or a pattern."


def compress(
    file: Annotated[typer.FileBinaryRead, typer.Argument(help="The text; standard input by default.")] = "-",  # type: ignore[assignment]
    tool: Annotated[str, typer.Option(help=_TOOL_HELP)] = "Bash",
    command: Annotated[str, typer.Option(help=_COMMAND_HELP)] = "",
    level: LevelOption = None,
) -> None:
    """Print a tool result as the model would see it. On stderr: how many tokens that is."""
    from headroom_cli.context.eligible import Rules  # noqa: PLC0415

    chosen = settings.load({"level": level})
    rules = Rules(level=chosen.level, in_reach=True, floor=chosen.floor, exclude=chosen.exclude)
    text = file.read().decode("utf-8", "replace")
    block = Block(text=text, span=(0, 0), kind="result", tool=tool, arguments={"command": command})
    shown, remark = _shortened(block, rules)
    console.say(shown.removesuffix("\n"))
    console.note(f"headroom: {remark}")


def _shortened(block: Block, rules: Rules) -> tuple[str, str]:
    """The text as the model would see it, and what became of it."""
    from headroom_cli import registry  # noqa: PLC0415
    from headroom_cli.context.eligible import why_not  # noqa: PLC0415
    from headroom_cli.context.seen import View  # noqa: PLC0415
    from headroom_cli.context.shorten import Means, shorten  # noqa: PLC0415

    if reason := "level off" if rules.level is Level.OFF else why_not(block, rules):
        return block.text, f"as it came ({reason})"
    short, _ = shorten(block, View(), Means(rules, registry.load_all("compressors")))
    if short is None:
        return block.text, "as it came (nothing to shorten)"
    left_out = "nothing left out" if short.lossless else "rows left out, the original is kept"
    change = f"{100 * (short.after - short.before) / short.before:+.0f} %"
    return short.text, f"{short.before:,} -> {short.after:,} tokens, {change}, {short.kind}, {left_out}"


PLUGIN = compress
