"""Lists of paths in fewer words: a folder said once for its names, or a common beginning and end said once.

Law: the order of the rows is kept; a row that is no path stands as it came, on a line of its own; a
form is given only for rows that its decoder takes apart again exactly as they were.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from posixpath import commonprefix

from headroom_cli.compressors._listing.words import in_order, is_word, told

_SIGN = r"[ \t]*(?:[MADRCUT?!]{1,2}[ \t]+)?"  # an indent, git's letters
_FIGURE = r"[ \t]*\d+(?:\.\d+)?[KMGT]?[ \t]+"  # wc's and du's
_ROW = re.compile(rf"({_FIGURE}|{_SIGN})([^\s:]*/)([^/\s:]+[/:]?)((?::\d+|[ \t][^/,]{{0,40}})?)")
_LEAD = re.compile(rf"{_FIGURE}|")
_HEADED = re.compile(rf"{_SIGN}[^\s:]*/: ")
_FEWEST = 3
_A_LINE = 12


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a list: a sign that its neighbours may share, its folder up to the slash, the rest; if it is a path."""

    text: str
    sign: str = ""
    folder: str = ""
    item: str = ""


def read(line: str) -> Row:
    """A line of a list as a row."""
    match = _ROW.fullmatch(line) if "/" in line else None
    if match is None:
        return Row(line)
    lead, folder, name, rest = match.groups()
    figure = lead if _LEAD.fullmatch(lead) else ""
    item = figure + name + rest
    told = _LEAD.match(item)
    if told is None or told.end() != len(figure) or ", " in item:
        return Row(line)
    return Row(line, "" if figure else lead, folder, item)


def by_folder(rows: Sequence[Row]) -> str | None:
    """`folder/: name name name`, a line for each run of rows in one folder; None when it cannot be."""
    folders = {row.folder for row in rows if row.folder}
    root = root_of(folders)
    if len(rows) < _FEWEST or not folders or any(_is_ambiguous(row, root) for row in rows):
        return None
    words = all(is_word(row.item) for row in rows if row.folder)
    comma = " " if words else ", "
    under = f" under {root}" if root else ""
    lines = list(_folder_lines(rows, root, comma))
    header = f'[files{under} by folder, as "folder/: {comma.join(("name", "name"))}"{told(lines) if words else ""}]'
    return "\n".join((header, *lines))


def by_affix(rows: Sequence[Row]) -> str | None:
    """What differs between rows that begin and end alike; None unless all rows do."""
    texts = [row.text for row in rows]
    if len(texts) < _FEWEST or any(not row.folder for row in rows):
        return None
    front = root_of(texts)
    back = commonprefix([text[len(front) :][::-1] for text in texts])[::-1]
    back = back[back.find("/") :] if "/" in back else ""
    middles = [text[len(front) : len(text) - len(back)] for text in texts]
    if "*" in front + back or not all(middles) or any(re.search(r"\s", middle) for middle in middles):
        return None
    return "\n".join((f"[rows {front}*{back}, the * of each]", *_wrapped(middles)))


def root_of(paths: Iterable[str]) -> str:
    """The folder that all the paths are in."""
    common = commonprefix(list(paths))
    return common[: common.rfind("/") + 1]


def _is_ambiguous(row: Row, root: str) -> bool:
    if row.folder:
        return row.folder == f"{root}./" and bool(root)
    return "/: " in row.text and _HEADED.match(row.text) is not None


def _folder_lines(rows: Sequence[Row], root: str, comma: str) -> Iterator[str]:
    for (sign, folder), run in groupby(rows, lambda row: (row.sign, row.folder)):
        if folder:
            items = [row.item for row in run]
            yield f"{sign}{folder[len(root) :] or './'}: {comma.join(items) if comma != ' ' else in_order(items)}"
        else:
            yield from (row.text for row in run)


def _wrapped(words: list[str]) -> Iterator[str]:
    return (" ".join(words[at : at + _A_LINE]) for at in range(0, len(words), _A_LINE))
