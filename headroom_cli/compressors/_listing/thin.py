"""What may go from a long listing: what lies in folders of files that nobody wrote, and what is told elsewhere.

Law: each such folder stays, with how many of its rows are left out; what the question names stays, with
the folders that lead to it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from headroom_cli.compressors import _asked
from headroom_cli.compressors._listing.forest import Item
from headroom_cli.compressors._listing.paths import Row
from headroom_cli.compressors._listing.tree import is_again, with_folders
from headroom_cli.compressors._noise import Noise

_FEWEST = 10
_SHOWN = 2


def of_paths(rows: Sequence[Row], noise: Noise, asked: frozenset[str]) -> tuple[list[Row], int]:
    """A list of paths with the first rows of each such folder, and how many are left out."""
    inside: dict[str, list[int]] = defaultdict(list)
    for at, row in enumerate(rows):
        if folder := noise.folder(row.folder):
            inside[folder].append(at)
    telling = _asked.telling([rows[at].text for one in inside.values() for at in one], asked)
    lost = {
        folder: [at for at in one[_SHOWN:] if not _asked.names(rows[at].text, telling)]
        for folder, one in inside.items()
        if len(one) >= _FEWEST
    }
    notes = {one[0]: Row(f"[{len(one):,} more of {folder} left out]") for folder, one in lost.items() if one}
    gone = {at for one in lost.values() for at in one}
    kept = [notes.get(at, row) for at, row in enumerate(rows) if at in notes or at not in gone]
    return kept, len(gone)


def of_items(items: Sequence[Item], noise: Noise, asked: frozenset[str]) -> tuple[list[Item], int]:
    """Folders in folders without what is in such folders, and how many are left out."""
    kept: list[Item] = []
    at = gone = 0
    while at < len(items):
        item = items[at]
        kept.append(item)
        at += 1
        if item.folder and noise.folder(f"{item.label}/"):
            end = next((n for n in range(at, len(items)) if items[n].depth <= item.depth), len(items))
            stay = _on_the_way(items[at:end], asked)
            if (lost := end - at - len(stay)) >= _FEWEST:
                kept += [*stay, Item(item.depth + 1, f"…{lost:,} left out")]
                gone += lost
                at = end
    return kept, gone


def told_once(items: Sequence[Item], asked: frozenset[str]) -> list[Item]:
    """A drawn tree without the names that are told elsewhere and not asked for."""
    telling = _asked.telling([item.label for item in items if is_again(item)], asked)
    return with_folders([item for item in items if not is_again(item) or _asked.names(item.label, telling)])


def _on_the_way(items: Sequence[Item], asked: frozenset[str]) -> list[Item]:
    """Those of the items that are asked for, and the folders that lead to them."""
    telling = _asked.telling([item.label for item in items], asked)
    stay: list[Item] = []
    for item in reversed(items):
        if _asked.names(item.label, telling) or (stay and item.depth < stay[-1].depth):
            stay.append(item)
    return stay[::-1]
