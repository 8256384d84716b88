"""What became of a file, text by text: before and after.

Law: side by side where a terminal is wide enough to read it, one after the other where it goes to a pager
or a file; then nothing is cut and nothing is styled.
"""

from __future__ import annotations

import shutil
import sys
from collections import Counter
from itertools import zip_longest
from typing import TYPE_CHECKING

from headroom_cli.cli import console

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from headroom_cli.model import Level
    from headroom_cli.replay.bench import Measured
    from headroom_cli.replay.pairs import Pair

_NARROW = 60  # columns under which two of them cannot be read
_BETWEEN = " │ "
_CONTROL = {code: 0x2400 + code for code in range(32)} | {0x7F: 0x2421}


def render(measured: Iterable[Measured], level: Level) -> None:
    """Print every text that changed, and say of a case without any why it stays."""
    from headroom_cli.replay.pairs import pairs  # noqa: PLC0415

    for one in measured:
        found = list(pairs(one, level))
        show(found)
        if not found:
            console.note(f"headroom: {one.case.title} {_why(one)}")


def show(pairs: Iterable[Pair]) -> None:
    """Print some texts, before and after."""
    columns = _columns()
    for pair in pairs:
        if columns < _NARROW:
            console.say("\n".join((_title(pair), *_after_each_other(pair), "")))
        else:
            console.show(console.styled(_title(pair), "bold"))
            console.say("\n".join((*_beside(pair, (columns - len(_BETWEEN)) // 2), "")))


def _columns() -> int:
    """How wide the terminal is that stdout goes to; 0 when it goes elsewhere."""
    return shutil.get_terminal_size().columns if sys.stdout.isatty() else 0


def _why(one: Measured) -> str:
    """Why nothing of a case changed."""
    reasons = dict.fromkeys(result.kind.partition(": ")[2] for result in one.results)
    return f"stays as it came: {', '.join(reasons)}" if reasons else "has no tool results"


def _title(pair: Pair) -> str:
    edit = pair.edit
    saved = f"{100 * (edit.after - edit.before) / edit.before:+.0f} %"
    loss = "nothing left out" if edit.lossless else "rows left out"
    return f"{pair.place}: {pair.label}\n{edit.kind}, {edit.before:,} -> {edit.after:,} tokens, {saved}, {loss}"


def _after_each_other(pair: Pair) -> Iterator[str]:
    yield from ("--- before", pair.before, "+++ after", pair.edit.text)


def _beside(pair: Pair, width: int) -> Iterator[str]:
    """Both texts in columns of a width; long lines go on below, the same line stands beside itself."""
    from rich.cells import set_cell_size  # noqa: PLC0415

    for before, after in _sections(pair.before.split("\n"), pair.edit.text.split("\n")):
        folded = (list(_folded(lines, width)) for lines in (before, after))
        for left, right in zip_longest(*folded, fillvalue=""):
            yield f"{set_cell_size(left, width)}{_BETWEEN}{right}".rstrip()


def _sections(before: list[str], after: list[str]) -> Iterator[tuple[list[str], list[str]]]:
    """Both texts cut where the same line begins a section; only lines that are the only one of their kind do."""
    counts = Counter(before)
    places = {line: place for place, line in enumerate(before) if counts[line] == 1}
    left = right = 0
    for place, line in enumerate(after):
        if (there := places.get(line, -1)) > left:
            yield before[left:there], after[right:place]
            left, right = there, place
    yield before[left:], after[right:]


def _folded(lines: Iterable[str], width: int) -> Iterator[str]:
    from rich.cells import chop_cells  # noqa: PLC0415

    for line in lines:
        plain = line.removesuffix("\r").expandtabs(4).translate(_CONTROL)
        yield from chop_cells(plain, width) or [""]
