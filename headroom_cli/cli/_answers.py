"""What a person answers when they are asked.

Law: silence is a no, and so is an end of what can be read.
"""

from __future__ import annotations

import sys

from headroom_cli.cli import console


def possible() -> bool:
    """Whether somebody is there to answer."""
    return sys.stdin.isatty()


def agreed(question: str) -> bool:
    """Whether a person says yes."""
    console.note(f"{question} [y/N]")
    return sys.stdin.readline().strip().lower() in {"y", "yes"}
