"""A sheet: what tools printed in a conversation, and questions that it answers; and the forms it can be read in.

Law: the same sheet for the same dice; every form holds what its questions ask for.
"""

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from random import Random

from headroom_cli import compress
from tests.fakes.conversations import conversation, texts

LEVELS = ("lossless", "balanced")
PROMPT = "Look at it."


@dataclass(frozen=True)
class Question:
    """`right`: spellings of the answer. `wrong`: what an answer may not name beside it. `sort`: what it takes."""

    text: str
    right: tuple[str, ...]
    wrong: tuple[str, ...] = ()
    sort: str = "look-up"


@dataclass(frozen=True)
class Sheet:
    """Turns are (tool, arguments, result). `levels`: those at which what is asked for is shown."""

    kind: str
    turns: tuple[tuple[str, dict, str], ...]
    questions: tuple[Question, ...]
    levels: tuple[str, ...] = LEVELS


Maker = Callable[[Random], Sheet]


def look(text: str, *right: object) -> Question:
    return Question(text, tuple(map(str, right)))


def count(text: str, right: int) -> Question:
    return Question(text, (str(right), *_WORDS[right : right + 1]), sort="count")


def compare(text: str, right: object, wrong: object) -> Question:
    return Question(text, (str(right),), (str(wrong),), sort="comparison")


_WORDS = ("none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")


def forms(sheet: Sheet) -> Iterator[tuple[str, list[str]]]:
    """Raw, all said shorter, and with rows left out; those that there are.

    Where the default level leaves nothing out, what it says stands for `lossless`: it adds where the original is.
    """
    raw = [text for _, _, text in sheet.turns]
    exact, short = (_said(sheet, level) for level in LEVELS)
    whole = all(map(str.startswith, short, exact))
    yield "raw", raw
    if exact != raw and "lossless" in sheet.levels:
        yield "lossless", short if whole else exact
    if not whole and "balanced" in sheet.levels:
        yield "balanced", short


def _said(sheet: Sheet, level: str) -> list[str]:
    messages = compress(conversation(list(sheet.turns), PROMPT), level=level, in_reach=True).messages
    return texts(json.dumps({"messages": messages}).encode())


def shown(sheet: Sheet, said: Iterable[str]) -> str:
    """The conversation as one text: each call, then what it gave."""
    parts = (
        f"$ {tool} {_told(arguments)}\n{text}" for (tool, arguments, _), text in zip(sheet.turns, said, strict=True)
    )
    return "\n\n".join(parts)


def _told(arguments: dict) -> str:
    return str(next(iter(arguments.values()))) if len(arguments) == 1 else json.dumps(arguments)


def ran(command: str, text: str) -> tuple[str, dict, str]:
    return "Bash", {"command": command}, text
