"""Texts of several legs that an agent has as one: put together, and taken apart again.

Law: a blank line stands between texts that would else run together; agents may trim what an answer begins with.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

_BREAK = "\n\n"


def joined(texts: Iterable[str]) -> str:
    """The texts as one."""
    whole = ""
    for text in texts:
        apart = whole[-1:].isspace() or text[:1].isspace()
        whole += (_BREAK if whole and text and not apart else "") + text
    return whole


def begun(before: str, text: str) -> str:
    """A text as it stands behind another one."""
    return joined([before, text])[len(before) :]


def left_of(texts: Iterable[str], cut: int) -> Iterator[str]:
    """What is left of texts that are one text together, without its first `cut` characters."""
    first = True
    for text in texts:
        spoken = text.lstrip() if first else text
        first = first and not spoken
        taken = min(cut, len(spoken))
        cut -= taken
        yield spoken[taken:].removeprefix(_BREAK) if taken else text
