r"""Regular expressions that cannot run away: whether a line matches, in time linear in the line.

Law: what it knows, it answers as `re.search` does on one line: characters, `.`, classes, escapes,
`^ $ \b`, groups, `|`, and the repeats `* + ? {m,n}`. Anything else (looking around, references to
groups) is a ValueError, and so is a pattern that needs too much work. The pattern comes from a
model and the text from anywhere: `re` backtracks, and one bad pair would hold the whole process.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import partial, reduce
from itertools import chain
from typing import Literal, NamedTuple

_LONGEST = 200
_MOST_STEPS = 250
_MOST_MOVES = 20_000
_END = "\n"
_FLAGS = re.compile(r"\(\?([ims]+)\)")
_TOKEN = re.compile(
    r"""(?P<group>\((?:\?:|\?P<\w+>)?(?!\?))
      | (?P<close>\)) | (?P<or>\|)
      | (?P<repeat>(?:[*+?]|\{\d*,\d*\}|\{\d+\})\??(?!\+))
      | (?P<at>\^|\$|\\b|\\A|\\Z)
      | (?P<char>\\x[0-9a-fA-F]{2} | \\u[0-9a-fA-F]{4} | \\[^\dbBAZNxuU] | \[\^?\]?(?:\\.|[^\]\\])*\] | [^\\()|*+?^$])
    """,
    re.VERBOSE | re.DOTALL,
)
_ANCHORS = {"\\A": "^", "\\Z": "$"}


class _Step(NamedTuple):
    """One instruction: go on to `to` after a character, at an anchor, or freely; a fork has `other`."""

    kind: Literal["char", "at", "fork"]
    word: str
    to: int
    other: int = 0


_Steps = list[_Step]
_Emit = Callable[[_Steps, int], int]  # writes the steps that lead to a step, and says where they begin
_DONE = 0


@dataclass(eq=False, slots=True)
class _State:
    """Where a search can stand, what kind of character is behind it, and where each next one leads."""

    at: frozenset[int]
    behind: str
    after: dict[str, _State] = field(default_factory=dict)


def matcher(pattern: str) -> Callable[[str], int]:
    """A search: of a line without line breaks, where the match that ends first ends, or -1."""
    if len(pattern) > _LONGEST:
        raise ValueError(f"it is longer than {_LONGEST} characters")
    with warnings.catch_warnings(action="ignore", category=FutureWarning):
        _valid(pattern)
    flags = _FLAGS.match(pattern)
    parser = _Parser(pattern[flags.end() if flags else 0 :])
    return _Search(parser.emit(), re.IGNORECASE if flags and "i" in flags[1] else re.NOFLAG).end


def _valid(pattern: str) -> None:
    try:
        re.compile(pattern)
    except (re.error, OverflowError, RecursionError) as error:
        raise ValueError(f"it is not a regular expression: {error}") from error


class _Parser:
    """Tokens of a pattern that `re` has found valid, to steps."""

    def __init__(self, pattern: str) -> None:
        self._pattern, self._position = pattern, 0

    def emit(self) -> _Steps:
        steps = [_Step("fork", "", _DONE)]
        start = self._choice()(steps, _DONE)
        steps[_DONE] = _Step("fork", "", start)
        return steps

    def _kind(self) -> str | None:
        return self._peek().lastgroup if self._position < len(self._pattern) else None

    def _peek(self) -> re.Match[str]:
        token = _TOKEN.match(self._pattern, self._position)
        if token is None:
            raise ValueError(f"{self._pattern[self._position :][:8]!r} is not supported")
        return token

    def _take(self) -> str:
        token = self._peek()
        self._position = token.end()
        return token[0]

    def _choice(self) -> _Emit:
        parts = [self._sequence()]
        while self._kind() == "or":
            self._take()
            parts.append(self._sequence())
        return reduce(lambda a, b: partial(_either, a, b), parts)

    def _sequence(self) -> _Emit:
        parts = []
        while self._kind() not in {"or", "close", None}:
            parts.append(self._repeated())
        return partial(_all, parts)

    def _repeated(self) -> _Emit:
        piece = self._piece()
        if self._kind() != "repeat":
            return piece
        return partial(_repeat, piece, *_bounds(self._take().rstrip("?") or "?"))

    def _piece(self) -> _Emit:
        kind, word = self._kind(), self._take()
        if kind != "group":
            return partial(_one, "at" if kind == "at" else "char", _ANCHORS.get(word, word))
        inner = self._choice()
        self._take()
        return inner


def _bounds(word: str) -> tuple[int, int | None]:
    if word in "*+?":
        return {"*": (0, None), "+": (1, None), "?": (0, 1)}[word]
    low, comma, high = word.strip("{}").partition(",")
    return int(low or 0), int(high) if high else None if comma else int(low)


def _add(steps: _Steps, step: _Step) -> int:
    if len(steps) >= _MOST_STEPS:
        raise ValueError("it is too large")
    steps.append(step)
    return len(steps) - 1


def _one(kind: Literal["char", "at"], word: str, steps: _Steps, to: int) -> int:
    return _add(steps, _Step(kind, word, to))


def _all(parts: list[_Emit], steps: _Steps, to: int) -> int:
    start = _add(steps, _Step("fork", "", to, to))  # also where nothing is repeated, so that repeating it costs
    return reduce(lambda entry, part: part(steps, entry), reversed(parts), start)


def _either(one: _Emit, other: _Emit, steps: _Steps, to: int) -> int:
    return _add(steps, _Step("fork", "", one(steps, to), other(steps, to)))


def _repeat(piece: _Emit, low: int, high: int | None, steps: _Steps, to: int) -> int:
    entry = to
    if high is None:
        entry = _add(steps, _Step("fork", "", to, to))
        steps[entry] = _Step("fork", "", piece(steps, entry), to)
    for _ in range((high or low) - low):
        entry = _either(piece, lambda _, __: to, steps, entry)
    for _ in range(low):
        entry = piece(steps, entry)
    return entry


class _Search:
    """Runs the steps over a line, all possibilities at once, and remembers each move it has made."""

    def __init__(self, steps: _Steps, flags: re.RegexFlag) -> None:
        self._steps = steps
        self._begin = steps[_DONE].to
        self._tests = {s.word: re.compile(s.word, flags).fullmatch for s in steps if s.kind == "char"}
        self._start = _State(frozenset(), "")
        self._found = _State(frozenset({_DONE}), "")
        self._states: dict[tuple[frozenset[int], str], _State] = {}
        self._moves = 0

    def end(self, line: str) -> int:
        state = self._start
        for position, char in enumerate(chain(line, _END)):
            state = state.after.get(char) or self._move(state, char)
            if state is self._found:
                return position
        return -1

    def _move(self, state: _State, char: str) -> _State:
        self._moves += 1
        if self._moves > _MOST_MOVES:
            raise ValueError("it needs too much work on this text")
        state.after[char] = self._next(state, char)
        return state.after[char]

    def _next(self, state: _State, char: str) -> _State:
        reached = self._reach({*state.at, self._begin}, _anchors(state.behind, char))
        if _DONE in reached:
            return self._found
        steps = (self._steps[i] for i in reached)
        at = frozenset(s.to for s in steps if s.kind == "char" and self._tests[s.word](char))
        behind = "w" if _is_word(char) else "-"
        return self._states.setdefault((at, behind), _State(at, behind))

    def _reach(self, todo: Iterable[int], anchors: set[str]) -> set[int]:
        reached: set[int] = set()
        waiting = list(todo)
        while waiting:
            index = waiting.pop()
            if index in reached:
                continue
            reached.add(index)
            step = self._steps[index]
            if index != _DONE and (step.kind == "fork" or step.word in anchors):
                waiting += [step.to, step.other] if step.kind == "fork" else [step.to]
        return reached


def _anchors(behind: str, ahead: str) -> set[str]:
    edge = (behind == "w") != _is_word(ahead)
    return {a for a, holds in (("^", not behind), ("$", ahead == _END), ("\\b", edge)) if holds}


def _is_word(char: str) -> bool:
    return char.isalnum() or char == "_"
