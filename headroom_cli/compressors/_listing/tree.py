"""Trees drawn with lines (tree, npm ls, cargo tree): the depth of a row is said by its indent alone.

Law: the drawing follows from the depths, and this is checked by drawing it again; a text in which it
does not is left alone. Rows outside the drawing stay as they came.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

_FEWEST = 4


@dataclass(frozen=True, slots=True)
class Style:
    """How a tree is drawn; `name` says it to the reader.

    `bar` and `gap` stand for an ancestor with and without younger siblings, `tee` and `ell` lead to a
    row with and without one, `ends` follow them where the row has no children and where it has.
    """

    name: str
    bar: str
    gap: str
    tee: str
    ell: str
    ends: tuple[str, str]


@dataclass(frozen=True, slots=True)
class Branch:
    """A row of a tree: what it says, how deep it stands (1 under the root), and at which depths more follows."""

    depth: int
    label: str
    open: frozenset[int]


STYLES = (
    Style("tree", "│   ", "    ", "├──", "└──", (" ", " ")),
    Style("tree(1)", "│\xa0\xa0 ", "    ", "├──", "└──", (" ", " ")),
    Style("npm tree", "│ ", "  ", "├─", "└─", ("─ ", "┬ ")),
)


def by_indent(rows: Sequence[str]) -> str | None:
    """The rows with the drawing replaced by an indent of one space a level; None when it cannot be."""
    forms = [form for style in STYLES if (form := _in_style(rows, style))]
    return min(forms, key=len, default=None)


def is_branch(row: str) -> bool:
    """Whether the row is one of a drawn tree."""
    return "─" in row and any(_read(row, style) for style in STYLES)


def draw(branches: Sequence[Branch], style: Style, more: frozenset[int]) -> list[str]:
    """The rows as the tool draws them; `more`: the depths at which the tree goes on after the last."""
    rows = []
    younger, below = set(more), max(more, default=0)
    for branch in reversed(branches):
        younger = {depth for depth in younger if depth <= branch.depth}
        lines = "".join(style.bar if depth in younger else style.gap for depth in range(1, branch.depth))
        corner = style.tee if branch.depth in younger else style.ell
        rows.append(lines + corner + style.ends[below > branch.depth] + branch.label)
        younger.add(branch.depth)
        below = branch.depth
    return rows[::-1]


def _in_style(rows: Sequence[str], style: Style) -> str | None:
    branches = [_read(row, style) for row in rows]
    runs = _runs(branches)
    if sum(map(len, runs)) < _FEWEST or any(row[:1] == " " for row, b in zip(rows, branches, strict=True) if not b):
        return None
    more = {run[-1].open for run in runs}
    drawn = [row for run in runs for row in draw(run, style, run[-1].open)]
    if len(more) > 1 or drawn != [row for row, branch in zip(rows, branches, strict=True) if branch]:
        return None
    said = (row if b is None else " " * b.depth + b.label for row, b in zip(rows, branches, strict=True))
    return "\n".join((_header(style, *more), *said))


def _runs(branches: Sequence[Branch | None]) -> list[list[Branch]]:
    runs = (list(run) for _, run in groupby(branches, lambda branch: branch is None))
    return [[branch for branch in run if branch] for run in runs if run[0]]


def _header(style: Style, more: frozenset[int]) -> str:
    cut = f"; cut off, more at depth {' '.join(map(str, sorted(more)))}" if more else ""
    return f"[{style.name}, depth as indent{cut}]"


def _read(row: str, style: Style) -> Branch | None:
    at, depth, more = 0, 1, set()
    while row.startswith((style.bar, style.gap), at):
        more |= {depth} if row.startswith(style.bar, at) else set()
        at += len(style.bar)
        depth += 1
    for corner, follows in ((style.tee, {depth}), (style.ell, set())):
        for end, below in zip(style.ends, (set(), {depth + 1}), strict=True):
            label = row[at + len(corner + end) :]
            if row.startswith(corner + end, at) and label and label[0] != " ":
                return Branch(depth, label, frozenset(more | follows | below))
    return None
