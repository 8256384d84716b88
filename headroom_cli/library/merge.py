"""A changed JSON form put back into the objects that it was made from.

Law: what did not change is the very object that it was; nothing that was given is changed in place.
"""

from __future__ import annotations

from typing import Any


def merged(given: Any, before: Any, after: Any) -> Any:
    """`given`, whose JSON form was `before`, as it is when that form is `after`."""
    if before == after:
        return given
    if isinstance(given, dict):
        return {k: merged(v, before[k], after[k]) if k in before else v for k, v in given.items()}
    if isinstance(given, list | tuple):
        return [merged(*three) for three in zip(given, before, after, strict=True)]
    return after
