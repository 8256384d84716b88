"""An answer in legs: where the model asks for an original it gets it, and goes on in the same answer.

Law: the agent sees one answer, the same bytes at any chunking, and what is not ours untouched. What a leg
said goes back to the provider once, and in the same bytes ever after. How answers look each dialect says
itself, in a `Tale`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields, replace
from typing import Any

from headroom_cli.dialects import NotReadable
from headroom_cli.dialects.joining import known
from headroom_cli.dialects.retrieving import Answers, Hidden, Part, Retrieving, Tale
from headroom_cli.dialects.sse import Events
from headroom_cli.model import Usage

MOST_LEGS = 4
_FOREIGN = (NotReadable, ValueError, LookupError, TypeError, AttributeError)  # an answer not as the dialect has it


class Legs:
    """One answer, read, held back where it is ours, and led on; for each exchange a new one."""

    def __init__(self, dialect: Retrieving, tale: Tale) -> None:
        self.count = 1
        self._dialect = dialect
        self._tale = tale
        self._events = Events()
        self._tail = b""
        self._usage = Usage()
        self._first = Usage()
        self._turns: list[str] = []
        self._shown: list[Part] = []
        self._leg: list[Part] = []
        self._beside: tuple[tuple[str, ...], tuple[str, ...]] = (), ()

    @property
    def usage(self) -> Usage:
        """The tokens of all legs."""
        return _sum(self._usage, self._tale.usage)

    @property
    def detour(self) -> Usage:
        """The part of it that went into fetching: all but what the first leg read and the last one said."""
        return _less(self.usage, replace(self._first, output=self._tale.usage.output)) if self._turns else Usage()

    @property
    def error(self) -> str:
        """The kind of error that the answer tells of, empty for none."""
        return self._tale.error

    @property
    def ping(self) -> bytes:
        """What keeps a waiting agent patient."""
        return self._tale.ping

    def feed(self, chunk: bytes) -> bytes:
        """Take what arrived; give what the agent may see now."""
        return b"".join(map(self._taken, self._events.take(chunk)))

    def end_leg(self) -> Mapping[str, Mapping[str, Any]]:
        """A leg is over: the arguments of each call of ours, by its id; empty when the answer is whole."""
        self._tail = self._taken(self._events.rest())
        try:
            self._leg = self._tale.parts() if self._tale.waits() else []
        except _FOREIGN:
            self._leg = []
        return {part.id: part.arguments or {} for part in self._leg if part.kind == "ours"}

    def next_leg(self, body: bytes, answers: Answers) -> bytes:
        """The request of the next leg after `body`; empty where none may follow: the agent's own calls wait as well,
        or there were enough.
        """
        ours = [part for part in self._leg if part.kind == "ours"]
        results = tuple(self._result(part, answers) for part in ours)
        if self.count == MOST_LEGS or any(part.kind == "call" for part in self._leg):
            self._beside = tuple(part.raw for part in ours), results
            return b""
        turn = self._dialect.turn(self._leg, results)
        self._turns.append(turn)
        self._shown += _shown(self._leg)
        self._first = self._first if self.count > 1 else self._tale.usage
        self._usage = self.usage
        self.count += 1
        self._tale.next()
        return self._dialect.appended(body, turn)

    @property
    def hides(self) -> bool:
        """Whether there is something of the answer that the agent did not see, and that must be remembered."""
        return bool(self._turns or self._beside[0])

    def hidden(self) -> tuple[tuple[str, ...], Hidden] | None:
        """What the agent knows the answer by and what it did not see of it; None where it saw all."""
        if not self.hides:
            return None
        shown = [*self._shown, *_shown(self._tale.parts())]
        seen = (known(part.text for part in shown), *(part.mark for part in shown if part.kind == "call"))
        marks = tuple(part.mark for part in self._shown if part.mark)
        cut = len(known(part.text for part in self._shown))
        return seen, Hidden(tuple(self._turns), cut, marks, *self._beside)

    def owed(self) -> tuple[str, Hidden] | None:
        """What an answer's calls of ours beside the agent's are owed, and by which name the provider knows it."""
        _, results = self._beside
        return (self._tale.name, Hidden(results=results)) if self._tale.name and results else None

    def close(self) -> bytes:
        """The answer has ended; give what was still held back."""
        try:
            return self._tail + self._tale.end()
        except _FOREIGN:
            return self._tail + self._tale.held()

    def failure(self, error: bytes) -> bytes:
        """A later leg failed: its error body as the dialect says it in the midst of an answer."""
        return self._tale.failure(error)

    def _taken(self, event: bytes) -> bytes:
        try:
            return self._tale.take(event)
        except _FOREIGN:
            return event

    def _result(self, call: Part, answers: Answers) -> str:
        text, failed = answers[call.id]
        return self._dialect.result(call, text, failed=failed)


def _shown(parts: Iterable[Part]) -> list[Part]:
    return [part for part in parts if part.kind != "ours"]


def _sum(one: Usage, other: Usage, sign: int = 1) -> Usage:
    sums = {f.name: getattr(one, f.name) + sign * getattr(other, f.name) for f in fields(Usage) if f.name != "reported"}
    return Usage(**sums, reported=one.reported or other.reported)


def _less(one: Usage, other: Usage) -> Usage:
    return replace(_sum(one, other, -1), reported=False)
