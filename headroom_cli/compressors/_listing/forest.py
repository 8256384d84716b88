"""Folders in folders as text: a line for each folder, its names on the line, its folders below it, indented.

    ./ README.md setup.py
     src/ app.py
      util/ test_{a b c}.py

Law: a reader who sorts the names and the folders of a folder has them in the order they were in. Where
they were in no order, or a name is no word, they stand below, on lines of their own, as they came.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from headroom_cli.compressors._listing.order import is_sorted, order_of
from headroom_cli.compressors._listing.words import by_family, is_word, told


class Item(NamedTuple):
    """A name, how deep it stands, and whether it is a folder whose names are told."""

    depth: int
    label: str
    folder: bool = False


def write(items: Sequence[Item], what: str) -> str | None:
    """The items, folders before what is in them, under a header that says `what` they are; None where it cannot be."""
    inside = _inside(items)
    if inside is None:
        return None
    order = order_of([[items[at].label for at in one] for one in inside.values()])
    words = {folder: list(_words(items, one, order)) for folder, one in inside.items()}
    on_a_line = {at for one in words.values() for at in one}
    alone = {at: item for at, item in enumerate(items) if at not in on_a_line}
    if any((item.depth or item.folder) and not _is_clear(item) for item in alone.values()):
        return None
    rows = [_row(item, [items[n].label for n in words.get(at, ())]) for at, item in alone.items()]
    sorted_how = f"; names in {order}" if on_a_line else ""
    verbatim = "" if all(map(_is_clear, alone.values())) else "; | starts a row verbatim"
    head = f'[{what} as "folder/ names", subfolders indented below{sorted_how}{told(rows)}{verbatim}]'
    return "\n".join((head, *rows))


def _inside(items: Sequence[Item]) -> dict[int, list[int]] | None:
    """What is in each folder; None where an item is deeper than its folder's names are."""
    inside: dict[int, list[int]] = defaultdict(list)
    path: list[int] = []
    for at, item in enumerate(items):
        while path and items[path[-1]].depth >= item.depth:
            path.pop()
        if path:
            if items[path[-1]].depth + 1 < item.depth:
                return None
            inside[path[-1]].append(at)
        if item.folder:
            path.append(at)
    return inside


def _words(items: Sequence[Item], one: Sequence[int], order: str) -> Iterator[int]:
    """Which of the items in a folder go on its line."""
    if is_sorted([items[at].label for at in one], order):
        yield from (at for at in one if not items[at].folder and is_word(items[at].label))


def _is_clear(item: Item) -> bool:
    """Whether a line of its own says what the item is."""
    like_a_folder = "/ " in item.label or (item.label.endswith("/") and not item.folder)
    return not (like_a_folder or item.label.startswith((" ", "|")))


def _row(item: Item, names: Sequence[str]) -> str:
    if not _is_clear(item):
        return f"|{item.label}"
    said = f" {by_family(names)}" if names else ""
    return f"{' ' * item.depth}{item.label}{'/' if item.folder else ''}{said}"
