"""The chatter of package managers, counted: one line for what was done, with names and versions.

Law: every line that is no chatter stays as it is. A package is named once: not again where a line that
stays, or one above, names it with its version.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from headroom_cli.compressors._terminal.phrases import Told, told

_FEWEST = 5
_WORD = re.compile(r"[^\s,;'\"]+")
SAID = "[chatter of package managers"


class Quiet(NamedTuple):
    """A text without chatter: `lines` of it were left out."""

    text: str
    lines: int


def quieted(text: str) -> Quiet:
    """The text with its chatter counted where it began; as it is where there is little."""
    lines = text.split("\n")
    heard = [told(line) for line in lines]
    count = sum(one is not None for one in heard)
    if count < _FEWEST:
        return Quiet(text, 0)
    at = next(i for i, one in enumerate(heard) if one)
    rest = [line for line, one in zip(lines, heard, strict=True) if not one]
    counted = _counted([one for one in heard if one], "\n".join(rest))
    return Quiet("\n".join([*rest[:at], f"{SAID}, {count} lines: {'; '.join(counted)}]", *rest[at:]]), count)


def share(lines: list[str]) -> float:
    """How much of some lines is chatter."""
    filled = [line for line in lines if line.strip()]
    return sum(told(line) is not None for line in filled) / max(1, len(filled))


def _counted(heard: list[Told], rest: str) -> Iterator[str]:
    """What was done how often, with the packages that are not named elsewhere."""
    named = {_flat(word) for word in _WORD.findall(rest)}
    packages: dict[str, list[str]] = {}
    for one in heard:
        if one.verb:
            packages.setdefault(one.verb, []).append(one.package)
    for verb, found in packages.items():
        new = [package for package in dict.fromkeys(found) if package and _flat(package) not in named]
        named.update(map(_flat, new))
        yield f"{len(found)} {verb}{': ' if new else ''}{', '.join(new)}"


def _flat(package: str) -> str:
    """A name and version in one spelling: `typing_extensions 4.12` is `typing-extensions-4.12`."""
    return package.lower().replace("_", "-").replace(" ", "-")
