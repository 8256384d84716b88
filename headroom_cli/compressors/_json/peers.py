"""What tells an object of a list from the others in it, for a reader who would have to count to its number.

Law: said are members that are the same before and after, and only such as no other object of the list has together.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

_FIELDS = 6
_LONGEST = 40
_PLAIN = re.compile(r"[\w$-]+")

Places = tuple[str | int, ...]


class Peers:
    """Names objects of one document; `changed` are the places of values that are not as they were."""

    def __init__(self, text: str, changed: Iterable[Places]) -> None:
        self._document = _loaded(text)
        self._changed = frozenset(changed)
        self._counts: dict[tuple[Places, tuple[str, ...]], Counter[tuple[Any, ...]]] = {}

    def name(self, places: Places) -> str:
        """The first member of the innermost listed object around a place, if that tells it, or with the plainest other.

        Plainest is what has the fewest values, as a kind or a zone has: what people call the object by.
        """
        at = next((i for i in range(len(places) - 2, -1, -1) if _is_listed(places, i)), -1)
        if at < 0 or self._document is None:
            return ""
        peers = self._at(places[:at])
        row = peers[places[at]]
        same = (k for k, v in row.items() if _tells(v) and (*places[: at + 1], k) not in self._changed)
        fields = [key for key in same if _PLAIN.fullmatch(key)][:_FIELDS]
        if not fields:
            return ""
        first, *others = fields
        others.sort(key=lambda name: len(self._count(places[:at], peers, (name,))))
        for names in [(first,), *((first, other) for other in others)]:
            if self._count(places[:at], peers, names)[_values(row, names)] == 1:
                return " ".join(f"{name} {_spelled(row[name])}" for name in names)
        return ""

    def _at(self, places: Places) -> Any:
        found = self._document
        for place in places:
            found = found[place]
        return found

    def _count(self, places: Places, peers: Sequence[Any], names: tuple[str, ...]) -> Counter[tuple[Any, ...]]:
        key = (places, names)
        if key not in self._counts:
            self._counts[key] = Counter(_values(row, names) for row in peers if isinstance(row, dict))
        return self._counts[key]


def _loaded(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _is_listed(places: Places, at: int) -> bool:
    """Whether an index of a list stands there, and the key of an object after it."""
    return isinstance(places[at], int) and isinstance(places[at + 1], str)


def _tells(value: Any) -> bool:
    return (type(value) is int) or (isinstance(value, str) and 0 < len(value) <= _LONGEST)


def _spelled(value: str | int) -> str:
    return json.dumps(value, ensure_ascii=isinstance(value, str) and not value.isprintable())


def _values(row: dict[str, Any], names: tuple[str, ...]) -> tuple[Any, ...]:
    return tuple(value if _tells(value := row.get(name)) else None for name in names)
