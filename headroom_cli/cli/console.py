"""The one place that prints: plain lines on stdout, everything about a run on stderr.

Law: stdout belongs to whoever asked (the agent's output, a command's answer); summaries, notes and
errors go to stderr; a terminal that is gone (EIO, a closed pipe) never becomes an error.
"""

from __future__ import annotations

import io
import sys
from contextlib import suppress
from operator import length_hint
from typing import TYPE_CHECKING, TextIO, TypeVar

from headroom_cli.errors import HeadroomError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from rich.console import RenderableType
    from rich.table import Table
    from rich.text import Text

T = TypeVar("T")


def say(text: str, end: str = "\n") -> None:
    """One answer, on stdout; `end` empty for a text that is to come out byte for byte."""
    _write(sys.stdout, text + end)


def note(text: str) -> None:
    """One remark about the run, on stderr."""
    _write(sys.stderr, f"{text}\n")


def complain(error: HeadroomError) -> None:
    """An error of ours: what is wrong, then the next step."""
    note(f"headroom: {error.message}")
    if error.hint:
        note("\n".join(f"  {line}" for line in error.hint.splitlines()))


def show(thing: RenderableType, *, indent: int = 0, gap: int = 0, error: bool = False) -> None:
    """A table or styled text on stdout, or on stderr; without colour where none is wanted.

    `gap` blank lines stand above it, `indent` columns before it. Plain strings are printed as they
    are: brackets in the name of a model are no markup.
    """
    from rich.console import Console  # noqa: PLC0415
    from rich.padding import Padding  # noqa: PLC0415

    stream = sys.stderr if error else sys.stdout
    screen = Console(file=stream, highlight=False, markup=False, emoji=False)
    if isinstance(stream, io.TextIOWrapper):
        stream.reconfigure(errors="replace")  # what it cannot say must not cost the rest
    with suppress(OSError, ValueError):
        screen.line(gap)
        screen.print(Padding(thing, (0, 0, 0, indent), expand=False))


def styled(text: str, style: str = "") -> Text:
    """Text in a style of rich's, such as `bold` or `green`."""
    from rich.text import Text  # noqa: PLC0415

    return Text(text, style)


def table(*columns: str, left: int = 1, header: bool = True) -> Table:
    """An empty table without lines; the first `left` columns hold words, the others figures."""
    from rich.table import Table  # noqa: PLC0415

    made = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), show_header=header, header_style="bold")
    for place, name in enumerate(columns):
        made.add_column(name, justify="left" if place < left else "right", overflow="fold", min_width=1)
    return made


def progress(things: Iterable[T], sizes: Sequence[int] = ()) -> Iterator[T]:
    """The things one by one, with a bar on stderr while that is a terminal; where they have sizes, with a speed."""
    from rich.console import Console  # noqa: PLC0415
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TimeRemainingColumn, TransferSpeedColumn  # noqa: PLC0415

    screen = Console(file=sys.stderr)
    speed = (TransferSpeedColumn(),) if sizes else ()
    columns = (BarColumn(), TaskProgressColumn(), *speed, TimeRemainingColumn())
    sizes = sizes or [1] * length_hint(things)
    with Progress(*columns, console=screen, transient=True, disable=not screen.is_terminal) as shown:
        task = shown.add_task("", total=sum(sizes))
        for thing, size in zip(things, sizes, strict=True):
            yield thing
            shown.advance(task, size)


def _write(stream: TextIO, text: str) -> None:
    encoding = stream.encoding or "utf-8"
    with suppress(OSError, ValueError):
        stream.write(text.encode(encoding, "replace").decode(encoding))
        stream.flush()
