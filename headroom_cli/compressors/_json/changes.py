"""Two JSON texts that differ in a few values: which, where, and what they are now.

Law: the second text is the first with the values at the named paths replaced, and nothing else; where
that is not so, there is no answer. Values are as they are spelled. Time is linear in both texts.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from headroom_cli.compressors._json.peers import Peers, Places

_SCALAR = re.compile(r'"(?:[^"\\]|\\.)*+"|[^\s\[\]{},:"]++', re.DOTALL)
_SIGN = re.compile(rf"({_SCALAR.pattern})|[\[\]{{}},]", re.DOTALL)
_BEGINS = re.compile(r"\s*[\[{]")
_MOST = 40
_SHARE = 0.25
_PLAIN = re.compile(r'"([A-Za-z_$][\w$-]*)"')


@dataclass(frozen=True, slots=True)
class Change:
    """One value: its path, as `items[3].state`, how it was and is spelled, and what tells its row from others."""

    path: str
    before: str
    after: str
    row: str = ""


def changes(before: str, after: str) -> list[Change]:
    """What differs between two JSON texts alike but for a few values; empty where more differs, or nothing."""
    if before == after or not (_BEGINS.match(before) and _BEGINS.match(after)):
        return []
    olds, news = _SCALAR.findall(before), _SCALAR.findall(after)
    differ = [n for n, (old, new) in enumerate(zip(olds, news, strict=False)) if old != new]
    if len(olds) != len(news) or not 0 < len(differ) <= min(_MOST, _SHARE * len(olds)):
        return []
    if _SCALAR.split(before) != _SCALAR.split(after):
        return []
    places = _places(after, set(differ))
    if len(places) < len(differ):
        return []
    read = {n: _read(at) for n, at in places.items()}
    peers = Peers(after, read.values())
    return [Change(_path(places[n]), olds[n], news[n], peers.name(read[n])) for n in differ]


def _places(text: str, wanted: set[int]) -> dict[int, Places]:
    """Where the wanted values stand, by their number among all values and keys; keys have no place."""
    found: dict[int, Places] = {}
    walk, number, done = _Walk(), 0, max(wanted)
    for sign in _SIGN.finditer(text):
        if sign[1] is None:
            walk.take(sign[0])
            continue
        is_key = walk.takes_key(sign[1])
        if number in wanted and not is_key:
            found[number] = walk.places()
        if number == done:
            break
        number += 1
    return found


class _Walk:
    """Where in a document one is: for each open bracket the key or index at hand."""

    def __init__(self) -> None:
        self._at: list[str | int] = [0]
        self._awaits_key = [False]

    def take(self, sign: str) -> None:
        """A bracket or a comma."""
        if sign in "[{":
            self._at.append("" if sign == "{" else 0)
            self._awaits_key.append(sign == "{")
        elif sign in "]}" and len(self._at) > 1:
            self._at.pop()
            self._awaits_key.pop()
        elif sign == ",":
            here = self._at[-1]
            self._at[-1] = here + 1 if isinstance(here, int) else ""
            self._awaits_key[-1] = not isinstance(here, int)

    def takes_key(self, scalar: str) -> bool:
        """Whether a scalar is the key that is awaited; then it is taken."""
        if not self._awaits_key[-1]:
            return False
        self._at[-1] = scalar
        self._awaits_key[-1] = False
        return True

    def places(self) -> Places:
        """The keys, as they are spelled, and indexes from the top."""
        return tuple(self._at[1:])


def _read(places: Places) -> Places:
    """The same with the keys as they are read."""
    return tuple(json.loads(place) if isinstance(place, str) else place for place in places)


def _path(places: Places) -> str:
    return "".join(_steps(places)).removeprefix(".")


def _steps(places: Sequence[str | int]) -> Iterator[str]:
    for place in places:
        if isinstance(place, int):
            yield f"[{place}]"
        else:
            plain = _PLAIN.fullmatch(place)
            yield f".{plain[1]}" if plain else f"[{place}]"
