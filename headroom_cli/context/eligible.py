"""Which blocks may be touched, and why not the others.

Law: the verdict depends on the block and the rules of the session alone. Errors, small texts, what a
person excluded and what the model fetched from us stay verbatim, for good.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import lru_cache

from headroom_cli import tokens
from headroom_cli.ccr.tool import NAME
from headroom_cli.model import Block, Level

_MOST_CHARACTERS = 2_000_000  # two seconds or so of work, which every other conversation would wait for
_WORD = re.compile(r"[^\s\"'`;|&<>()=,]+")
_ROW = re.compile(r"^(?=[^:\n]{0,400}[./])([^\s:][^:\n]{0,400})[:-]", re.MULTILINE)
_CHARACTERS_PER_TOKEN = 12  # no text worth shortening has longer tokens; spares counting small ones


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """What holds for a whole conversation: part of what every answer depends on.

    `in_reach`: the model can call the retrieve tool, so markers may be used. `clears`: the provider
    may clear tool results, so nothing may lean on them.
    """

    level: Level = Level.BALANCED
    in_reach: bool = False
    clears: bool = False
    floor: int = 100
    exclude: tuple[str, ...] = ()

    @property
    def effective(self) -> Level:
        """The level that the reach of the tool allows: no marker without a way to the original."""
        return self.level if self.in_reach or self.level is Level.OFF else Level.LOSSLESS


def why_not(block: Block, rules: Rules) -> str:
    """Why the block must stay as it is, in a word or two; empty when it may be shortened."""
    reasons = (
        (block.kind != "result", "not a tool result"),
        (block.error, "an error result"),
        (is_retrieved(block), "a retrieved original"),
        (len(block.text) > _MOST_CHARACTERS, "too large"),
    )
    first = next((reason for holds, reason in reasons if holds), "")
    return first or _why_not_the_text(block, rules)


def _why_not_the_text(block: Block, rules: Rules) -> str:
    if len(block.text) < rules.floor or _is_small(block.text, rules.floor):
        return "too small"
    if _excluded(block, rules.exclude):
        return "excluded"
    return "" if _is_clean(block.text) else "a lone surrogate"


def paths(block: Block) -> Iterator[str]:
    """What may name a file: arguments that say so, words of commands, the beginnings of rows of search results."""
    for name, value in block.arguments.items():
        if isinstance(value, str):
            yield from (value,) if "path" in name or "file" in name else _WORD.findall(value)
    yield from dict.fromkeys(_ROW.findall(block.text))


def is_retrieved(block: Block) -> bool:
    """Whether the model asked for it: by the tool, or in a script that calls it, as Codex's model writes them."""
    return block.tool.endswith(NAME) or any(isinstance(v, str) and NAME in v for v in block.arguments.values())


def _is_small(text: str, floor: int) -> bool:
    return len(text) < floor * _CHARACTERS_PER_TOKEN and tokens.count(text) < floor


def _excluded(block: Block, patterns: tuple[str, ...]) -> bool:
    return any(_matches(block, *pattern.split(":", 1)) for pattern in patterns if ":" in pattern)


def _matches(block: Block, kind: str, wanted: str) -> bool:
    if kind == "tool":
        return fnmatchcase(block.tool, wanted)
    if kind == "path":
        return any(fnmatchcase(path, wanted) or fnmatchcase(f"/{path}", wanted) for path in paths(block))
    return kind == "re" and _compiled(wanted).search(block.text) is not None


@lru_cache(maxsize=64)
def _compiled(pattern: str) -> re.Pattern[str]:
    try:
        return re.compile(pattern)
    except re.error:
        return re.compile(re.escape(pattern))


def _is_clean(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
