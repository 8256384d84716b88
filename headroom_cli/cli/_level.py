"""`--level`, as every command has it.

Law: what a level may be is said by the settings alone, so a flag, a variable and the file are refused
in the same words.
"""

from __future__ import annotations

from typing import Annotated

import typer

from headroom_cli.model import Level

_LEVELS = [level.value for level in Level]
LevelOption = Annotated[
    str | None,
    typer.Option(
        metavar="LEVEL",
        help=f"How far texts may be shortened: {', '.join(_LEVELS)}.",
        autocompletion=lambda: _LEVELS,
    ),
]
