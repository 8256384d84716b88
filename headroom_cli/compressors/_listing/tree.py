"""Trees drawn with lines (tree, npm ls, cargo tree) as folders in folders.

Law: the drawing follows from the depths, and this is checked by drawing it again; a text in which it
does not is left alone. Rows outside the drawing stay as they came.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from typing import NamedTuple

from headroom_cli.compressors._listing.forest import Item

_FEWEST = 4
_LOOK = 60
_CUT = "[cut off, more at depth "
_AGAIN = "^"


@dataclass(frozen=True, slots=True, eq=False)
class Style:
    """How a tree is drawn; `name` says it to the reader.

    `bar` and `gap` stand for an ancestor with and without younger siblings, `tee` and `ell` lead to a
    row with and without one, `ends` follow them where the row has no children and where it has. `again`
    ends the name of what is told elsewhere.
    """

    name: str
    bar: str
    gap: str
    tee: str
    ell: str
    ends: tuple[str, str]
    again: str = ""


class Branch(NamedTuple):
    """A row of a tree: how deep it stands (1 under the root), and what it says."""

    depth: int
    label: str


STYLES = (
    Style("tree", "│   ", "    ", "├──", "└──", (" ", " ")),
    Style("tree(1)", "│\xa0\xa0 ", "    ", "├──", "└──", (" ", " ")),
    Style(f"npm tree, x{_AGAIN} = x deduped,", "│ ", "  ", "├─", "└─", ("─ ", "┬ "), " deduped"),
)


def is_branch(row: str) -> bool:
    """Whether the row is one of a drawn tree."""
    return "─" in row and any(_is_drawn(row, style) for style in STYLES)


def items(rows: Sequence[str]) -> tuple[list[Item], str] | None:
    """The rows of a tree as names and folders, and the name of its style; None where it is not drawn so."""
    by_fit = sorted(STYLES, key=lambda style: -sum(_is_drawn(row, style) for row in rows[:_LOOK]))
    return next(((found, style.name) for style in by_fit if (found := _in_style(rows, style))), None)


def is_again(item: Item) -> bool:
    """Whether what is under the name is told elsewhere in the tree."""
    return item.label.endswith(_AGAIN)


def with_folders(items: Sequence[Item]) -> list[Item]:
    """The items, those folders under which others stand."""
    deeper = [*(item.depth for item in items[1:]), 0]
    return [item._replace(folder=below == item.depth + 1) for item, below in zip(items, deeper, strict=True)]


def draw(branches: Sequence[Branch], style: Style, more: frozenset[int]) -> list[str]:
    """The rows as the tool draws them; `more`: the depths at which the tree goes on after the last."""
    rows = []
    below = max(more, default=0)
    lines = [style.bar if depth in more else style.gap for depth in range(1, below + 1)]
    for depth, label in reversed(branches):
        del lines[depth:]
        lines += [style.gap] * (depth - len(lines))
        corner = style.tee if lines[-1] == style.bar else style.ell
        rows.append("".join(lines[:-1]) + corner + style.ends[below > depth] + label)
        lines[-1] = style.bar
        below = depth
    return rows[::-1]


def _in_style(rows: Sequence[str], style: Style) -> list[Item] | None:
    found: list[Item] = []
    for drawn, run in groupby(rows, lambda row: _is_drawn(row, style)):
        stretch = list(run)
        told = _of_branches(stretch, style) if drawn else _of_others(stretch)
        if told is None:
            return None
        found += told
    if sum(item.depth > 0 for item in found) < _FEWEST:
        return None
    return with_folders(found)


def _of_branches(rows: Sequence[str], style: Style) -> list[Item] | None:
    """A drawn stretch, with a notice at its end where more would follow."""
    matches = [match for row in rows if (match := _pattern(style).fullmatch(row))]
    branches = [Branch(len(match[1]) // len(style.bar) + 1, match[4]) for match in matches]
    more = _more(branches[-1].depth, matches[-1], style)
    if any(branch.label.endswith(_AGAIN) for branch in branches) or draw(branches, style, more) != rows:
        return None
    cut = [Item(0, f"{_CUT}{' '.join(map(str, sorted(more)))}]")] if more else []
    return [*(Item(branch.depth, _said(branch.label, style)) for branch in branches), *cut]


def _more(depth: int, last: re.Match[str], style: Style) -> frozenset[int]:
    """The depths at which more follows after the last row."""
    lines, corner, end, _ = last.groups()
    wide = len(style.bar)
    bars = {at // wide + 1 for at in range(0, len(lines), wide) if lines.startswith(style.bar, at)}
    follows = {depth} if corner == style.tee else set()
    return frozenset(bars | follows | ({depth + 1} if end != style.ends[0] else set()))


def _of_others(rows: Sequence[str]) -> list[Item] | None:
    return None if any(row.startswith(_CUT) for row in rows) else [Item(0, row) for row in rows]


def _said(label: str, style: Style) -> str:
    told_elsewhere = style.again and label.endswith(style.again)
    return label.removesuffix(style.again) + _AGAIN if told_elsewhere else label


def _is_drawn(row: str, style: Style) -> bool:
    return _pattern(style).fullmatch(row) is not None


@cache
def _pattern(style: Style) -> re.Pattern[str]:
    """A row of a tree: what is drawn of its ancestors, its corner, its end, its name."""
    bar, gap, tee, ell, *ends = map(re.escape, (style.bar, style.gap, style.tee, style.ell, *style.ends))
    return re.compile(rf"((?:{bar}|{gap})*+)({tee}|{ell})({'|'.join(ends)})([^ ].*)", re.DOTALL)
