"""The orders in which tools sort names: by bytes, or as a dictionary does.

Law: names in an order come back from any shuffling of them, so no two may be alike.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import pairwise, starmap
from operator import lt

_SIGNS = {ord(sign): chr(n) for n, sign in enumerate("_-,;:!?.'\"()[]{}@*/\\&#%`^+<=>|~$0123456789")}


def _as_it_is(name: str) -> tuple[str, ...]:
    return (name,)


def _signs_first(name: str) -> tuple[str, ...]:
    return name.lower().translate(_SIGNS), name.swapcase()


ORDERS: Mapping[str, Callable[[str], tuple[str, ...]]] = {
    "byte order": _as_it_is,
    "dictionary order": _signs_first,
}


def is_sorted(names: Iterable[str], order: str) -> bool:
    """Whether the names, no two alike, are in an order."""
    return all(starmap(lt, pairwise(map(ORDERS[order], names))))


def order_of(lists: Sequence[Sequence[str]]) -> str:
    """The order in which most of the lists are."""
    most, best = -1, ""
    for order in ORDERS:
        fitting = sum(is_sorted(names, order) for names in lists)
        if fitting > most:
            most, best = fitting, order
        if fitting == len(lists):
            break
    return best
