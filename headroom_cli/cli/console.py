"""The one place that prints: plain lines on stdout, everything about a run on stderr.

Law: stdout belongs to whoever asked (the agent's output, a command's answer); summaries, notes and
errors go to stderr; a terminal that is gone (EIO, a closed pipe) never becomes an error.
"""

from __future__ import annotations

import sys
from contextlib import suppress
from typing import TextIO

from headroom_cli.errors import HeadroomError


def say(text: str) -> None:
    """One answer, on stdout."""
    _write(sys.stdout, text)


def note(text: str) -> None:
    """One remark about the run, on stderr."""
    _write(sys.stderr, text)


def complain(error: HeadroomError) -> None:
    """An error of ours: what is wrong, then the next step."""
    note(f"headroom: {error.message}")
    if error.hint:
        note(f"  {error.hint}")


def _write(stream: TextIO, text: str) -> None:
    with suppress(OSError, ValueError):
        stream.write(f"{text}\n")
        stream.flush()
