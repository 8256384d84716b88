"""Bare names: those of one folder (ls), and those of many folders under headings (ls -R) as folders in folders.

Law: what is said is taken apart again exactly; a folder goes under another only where ls would say it
there next, and a row that is neither name nor heading stands on a line of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby, pairwise

from headroom_cli.compressors._listing.forest import Item
from headroom_cli.compressors._listing.order import ORDERS, is_sorted
from headroom_cli.compressors._listing.words import by_family, in_order, is_word, told

_NAME = re.compile(r"(?=.*[^\W\d])[\w.@+~#%=,()\[\]-]+[/*@|]?")
_FEWEST = 4


@dataclass(slots=True)
class _Folder:
    """A folder under its heading; `inside`: of its folders those that are told next, by their place among its names."""

    path: str
    names: Sequence[str]
    places: Mapping[str, int]
    inside: dict[int, _Folder] = field(default_factory=dict)

    def takes_in(self, other: _Folder) -> bool:
        """Whether the other is the one that ls -R would tell next; then it is inside."""
        parent, _, name = other.path.rpartition("/")
        at = self.places.get(name, -1) if parent == self.path else -1
        if at <= next(reversed(self.inside), -1):
            return False
        self.inside[at] = other
        return True


_Told = tuple[str, _Folder | None]


def is_name(row: str) -> bool:
    """Whether a row is one name as ls prints it."""
    return _NAME.fullmatch(row) is not None


def is_heading(row: str) -> bool:
    """Whether a row is the heading of a folder, as ls -R prints it."""
    return len(row) > 1 and row.endswith(":") and " " not in row


def in_a_row(rows: Sequence[str]) -> str | None:
    """The names of one folder; None where they are too few to be one, or have no order and are no words."""
    words, others = [row for row in rows if is_word(row)], [row for row in rows if not is_word(row)]
    order = next((order for order in ORDERS if is_sorted(rows, order)), None)
    if len(words) < max(_FEWEST, len(others)) or "" in others or (others and not order):
        return None
    sorted_how = f" in {order}" if order else ""
    said = by_family(words) if order else in_order(words)
    return "\n".join((f"[{len(rows)} names{sorted_how}{told([said])}]", said, *others))


def folders(rows: Sequence[str]) -> list[Item] | None:
    """The rows of ls -R as folders in folders; None where they are not."""
    chunks = [list(run) for empty, run in groupby(rows, lambda row: not row) if not empty]
    headed = [is_heading(chunk[0]) for chunk in chunks]
    spaced = sum(map(len, chunks)) + len(chunks) - 1 == len(rows)
    if not spaced or not any(headed) or (False, False) in pairwise(headed):
        return None
    return list(_flat(_nested(chunks)))


def _nested(chunks: Iterable[Sequence[str]]) -> list[_Told]:
    """The folders that no other takes in, and the rows that are under no heading."""
    roots: list[_Told] = []
    path: list[_Folder] = []
    for first, *names in chunks:
        if not is_heading(first):
            roots += ((row, None) for row in (first, *names))
            path.clear()
            continue
        folder = _Folder(first[:-1], names, {name: at for at, name in reversed(list(enumerate(names)))})
        while path and not path[-1].takes_in(folder):
            path.pop()
        if not path:
            roots.append((folder.path, folder))
        path.append(folder)
    return roots


def _flat(roots: Iterable[_Told]) -> Iterator[Item]:
    """The folders and their names, each folder before what is in it."""
    todo = [(0, *root) for root in roots][::-1]
    while todo:
        depth, label, folder = todo.pop()
        yield Item(depth, label, folder=folder is not None)
        if folder:
            inside = [(depth + 1, name, folder.inside.get(at)) for at, name in enumerate(folder.names)]
            todo += reversed(inside)
