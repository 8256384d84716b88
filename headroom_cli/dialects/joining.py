"""Texts of several legs that an agent may have as one: put together, known again, and taken apart.

Law: a blank line stands between texts that would else run together. Agents trim texts and put neighbours together,
so white space is not what a text is known by.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

_BREAK = "\n\n"
_SAID = re.compile(r"\S")


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


def known(texts: Iterable[str]) -> str:
    """What texts are known by, however they are put together."""
    return "".join("".join(texts).split())


def left_of(texts: Iterable[str], cut: int) -> Iterator[str]:
    """What is left of each text without the first `cut` characters of what they are known by."""
    begins = cut > 0
    for text in texts:
        if not begins:
            yield text
            continue
        at = _after(text, cut)
        cut -= len(known([text[:at]]))
        rest = "" if cut else text[at:].lstrip()
        begins = not rest
        yield rest


def _after(text: str, cut: int) -> int:
    """Where in a text the first `cut` characters that are no white space end."""
    for number, found in enumerate(_SAID.finditer(text), 1):
        if number == cut:
            return found.end()
    return 0 if cut == 0 else len(text)
