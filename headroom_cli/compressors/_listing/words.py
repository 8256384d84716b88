"""Names in a row of words; names that begin and end alike share braces, as in a shell.

    conftest.py js test_{api build catalogs}.py

Law: a reader who opens the braces has the names again. A name that could not be told from the row
around it, one with white space or braces in it, is no word.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain, groupby

_WORD = re.compile(r"[^\s{}]+")
_FEWEST = 3
_COST = 10  # of a pair of braces, in letters
_HEAD = re.compile(r"[^\W_]+[._-](?=.)")
_TAIL = re.compile(r"(?<=[^._-])([._-][A-Za-z]+)?(\.[A-Za-z][\w-]*)$")

_Family = tuple[str, str]
_ALONE = ("", "")


def is_word(name: str) -> bool:
    """Whether a name can stand in a row of words."""
    return _WORD.fullmatch(name) is not None


def in_order(names: Sequence[str]) -> str:
    """The names as they come; neighbours of one family share braces."""
    return _row(names, _families(names))


def by_family(names: Sequence[str]) -> str:
    """The names family by family; for a reader who knows in which order they were."""
    family = _families(names)
    return _row(sorted(names, key=family.__getitem__), family)


def told(rows: Iterable[str]) -> str:
    """What a header must tell of braces: nothing where there are none."""
    return "; {a b}.c = a.c b.c" if any("{" in row for row in rows) else ""


def _row(names: Iterable[str], family: Mapping[str, _Family]) -> str:
    return " ".join(_said(shared, list(run)) for shared, run in groupby(names, family.__getitem__))


def _families(names: Sequence[str]) -> dict[str, _Family]:
    """For each name the beginning and the end that it shares with others."""
    if len(names) < _FEWEST:
        return dict.fromkeys(names, _ALONE)
    known = {name: _candidates(name) for name in names}
    size = Counter(chain.from_iterable(map(known.__getitem__, names)))
    worth = {f: len(f[0]) + len(f[1]) - _COST / n for f, n in size.items() if n >= _FEWEST}
    worth[_ALONE] = 0
    return {name: max(families, key=lambda f: worth.get(f, -1)) for name, families in known.items()}


def _candidates(name: str) -> Sequence[_Family]:
    """The families that a name may belong to; the last is none."""
    tail = _TAIL.search(name) if "." in name else None
    end = tail[2] if tail else ""
    found: list[_Family] = []
    head = _HEAD.match(name)
    if head and head.end() + len(end) < len(name):
        found.append((head[0], end))
    if tail:
        found.append(("", end))
        if tail[1] and tail.start():
            found.append(("", tail[0]))
    found.append(_ALONE)
    return found


def _said(shared: _Family, names: list[str]) -> str:
    front, back = shared
    if len(names) < _FEWEST or len(front + back) * len(names) <= _COST:
        return " ".join(names)
    return front + "{" + " ".join(name[len(front) : len(name) - len(back)] for name in names) + "}" + back
