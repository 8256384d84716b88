"""Search results as text: a file once above its rows, and numbers only where a reader could not count on.

    # src/app/
    ## user.py
    12-def save(user):
    13:    check(user)
        user.write()

Law: the rows keep their order and their text, and a reader of the header has them back as they were.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import groupby

from headroom_cli.compressors._search.alike import alike
from headroom_cli.compressors._search.rows import SEPARATOR, Results, Row, frame, tells_of_binary

_CLOSE = "##"
_EVERY = 10
_FEWEST = 3
_HOW = {"grep": "rows by file", "rg": "rows by file, as under headings", "one": "rows of one file"}
_FLAT = '; "## path" heads the rows of a file'
_NESTED = '; "# folder/" and "## name" head the rows of a file'
_COUNT_ON = "; a row without a number is context, the line after the row above"
_SHARED = "; binary files share a row"
_LIKE_TOLD = re.compile(r"\d+[:-]|[:-]")
_LIKE_SAID = re.compile(r"\d+[:-]|[:-]|#")


def forms(results: Results, notes: Mapping[str, str]) -> Iterator[str]:
    """The results in each way that may be the shortest; `notes` stand beside the names of files."""
    others = [row.text for row in results.rows if row.file is None]
    if any(text.startswith("#") for text in others):
        return
    odd = any(tells_of_binary(text) and not frame(text) for text in others)
    rows = results.rows if odd else list(_shared(results.rows))
    shared = _SHARED if len(rows) < len(results.rows) else ""
    same = alike(rows)
    rows = [same.without(row) for row in rows]
    bare = _bare(rows)
    for nested in (False,) if results.how == "one" else (False, True):
        heads = "" if results.how == "one" else _NESTED if nested else _FLAT
        for without in ((), bare) if len(bare) >= _FEWEST else ((),):
            head = f"[{_HOW[results.how]}{heads}{_COUNT_ON if without else ''}{shared}{same.legend}]"
            said = _Writer(notes, nested=nested, bare=without).write(rows, "" if results.how == "one" else None)
            yield "\n".join((head, *said))


def _shared(rows: Sequence[Row]) -> Iterator[Row]:
    """The rows, neighbours that tell of binary files in one."""
    for around, run in groupby(rows, lambda row: frame(row.text) if row.file is None else None):
        if around is None:
            yield from run
            continue
        paths = [row.text[len(around[0]) : -len(around[1])] for row in run]
        folders = groupby(paths, lambda path: path[: path.rfind("/") + 1])
        said = " ".join(_in_braces(folder, list(one)) for folder, one in folders)
        yield Row(None, "", "", f"{around[0]}{said}{around[1]}")


def _in_braces(folder: str, paths: Sequence[str]) -> str:
    return f"{folder}{{{' '.join(path[len(folder) :] for path in paths)}}}" if len(paths) > 1 else paths[0]


def _bare(rows: Sequence[Row]) -> frozenset[int]:
    """The rows of context whose number follows from the row above; every tenth line keeps its own."""
    found = set()
    for at in range(1, len(rows)):
        before, row = rows[at - 1], rows[at]
        if row.sign == "-" and row.number and before.number and row.file == before.file:
            number = int(row.number)
            follows = number == int(before.number) + 1 and number % _EVERY
            if follows and row.text != SEPARATOR and not _LIKE_SAID.match(row.text):
                found.add(at)
    return frozenset(found)


class _Writer:
    """Writes rows under headings; `bare` are those without a number, `notes` stand beside the names of files."""

    def __init__(self, notes: Mapping[str, str], *, nested: bool, bare: Collection[int]) -> None:
        self._notes = notes
        self._nested = nested
        self._bare = bare
        self._folder = ""

    def write(self, rows: Sequence[Row], file: str | None) -> Iterator[str]:
        """The lines for the rows; `file` is the one that they begin in."""
        for at, row in enumerate(rows):
            if row.file is not None:
                if row.file != file:
                    yield from self._heading(row.file)
                    file = row.file
                yield row.text if at in self._bare else row.told
            else:
                if file is not None and row.text != SEPARATOR and (self._bare or _LIKE_TOLD.match(row.text)):
                    yield _CLOSE
                    file = None
                yield row.text

    def _heading(self, path: str) -> Iterator[str]:
        folder, name = _split(path) if self._nested else ("", path)
        if folder != self._folder:
            yield f"# {folder}"
            self._folder = folder
        yield f"{_CLOSE} {name}{self._notes.get(path, '')}"


def _split(path: str) -> tuple[str, str]:
    at = max(path.rfind("/"), path.rfind("\\")) + 1
    return path[:at], path[at:]
