"""`headroom retrieve KEY`: an original that was shown to the model in short, for a person to read.

Law: what is asked for goes to stdout, whole or the part named; whatever is in the way is an error
with the next step.
"""

from __future__ import annotations

import sys

import typer

from headroom_cli import settings
from headroom_cli.cli import console
from headroom_cli.errors import ConfigError


def retrieve(
    key: str = typer.Argument(help="The key in a marker: 12 hex digits."),
    lines: str = typer.Option("", help='Only these lines, as "120-180" or "120-180,300-320".'),
    pattern: str = typer.Option("", help="Only the lines this regular expression finds, and those around them."),
    session: str = typer.Option("", help="Look only in this session; the beginning of its name is enough."),
) -> None:
    """Print an original that was shortened, of any session still kept."""
    from headroom_cli.ccr import tool  # noqa: PLC0415
    from headroom_cli.session import originals  # noqa: PLC0415

    chosen = settings.load()
    asked = {"key": key, "lines": lines, "pattern": pattern}
    answer = tool.answer(asked, lambda k: originals.find(chosen, k, session), limit=sys.maxsize)
    if answer.is_error and not answer.hit:
        raise ConfigError(
            f"there is no original under {key!r}",
            f"Originals are kept {chosen.keep_hours:g} hours after their session, in {chosen.data_dir / 'sessions'}.",
        )
    if answer.is_error:
        raise ConfigError(answer.text, "See `headroom retrieve --help`.")
    console.say(answer.text, end="")


PLUGIN = retrieve
