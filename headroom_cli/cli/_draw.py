"""Figures for people who look rather than read: bars, curves, and a screen that is drawn anew.

Law: what a terminal cannot show is drawn with plainer characters; a figure that is against us is seen.
"""

from __future__ import annotations

import sys
import time
from contextlib import suppress
from datetime import date, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from rich.console import RenderableType


def bar(value: float, most: float, width: int) -> str:
    """A bar that is `width` long for `most`, and nothing for what is not above nothing."""
    full = drawable("█", "#")
    return full * max(1, round(width * value / most)) if value > 0 < most else ""


def curve(values: Sequence[float]) -> str:
    """A line of a character a value; what is below nothing is a minus."""
    steps, most = drawable("▁▂▃▄▅▆▇█", "_.:-=+*#"), max(values, default=0.0)

    def step(value: float) -> str:
        return "-" if value < 0 else steps[round((len(steps) - 1) * value / most)] if most > 0 else steps[0]

    return "".join(map(step, values))


def every_day(days: Iterable[str]) -> list[str]:
    """All days from the first to the last of some, by their dates."""
    found = sorted(map(date.fromisoformat, days))
    span = (found[-1] - found[0]).days + 1 if found else 0
    return [(found[0] + timedelta(days=n)).isoformat() for n in range(span)]


def drawable(text: str, plain: str) -> str:
    """The text, or a plain one where standard output cannot say it."""
    try:
        text.encode(sys.stdout.encoding or "utf-8")
    except UnicodeError:
        return plain
    return text


def follow(frame: Callable[[], RenderableType], seconds: float) -> None:
    """What `frame` gives, anew every so many seconds until Ctrl-C; once where standard output is no terminal."""
    from rich.console import Console  # noqa: PLC0415
    from rich.live import Live  # noqa: PLC0415

    screen = Console(highlight=False, markup=False, emoji=False)
    if not screen.is_terminal:
        screen.print(frame())
        return
    with suppress(KeyboardInterrupt), Live(frame(), console=screen, auto_refresh=False) as live:
        while True:
            time.sleep(seconds)
            live.update(frame(), refresh=True)
