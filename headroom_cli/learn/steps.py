"""What was tried in a session and how it went, and what a person said in between: turns, as learning sees them.

Law: of a result only its beginning and its end are kept, and of a session only what is told here at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from headroom_cli.learn.failure import Why, why
from headroom_cli.transcripts import Call, Mark, Prompt, Reply, Result, Transcript, Turn

_HEAD, _TAIL = 2000, 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One call and what came of it.

    `text` is the beginning and the end of what the model read, `size` the characters of the whole;
    `failed` where the agent or the exit code says so, and then `why`. `request` are the tokens that went
    through the model for this call: those of its reply, shared with the other calls of the same reply.
    """

    call: Call
    at: float
    session: str
    text: str = ""
    size: int = 0
    failed: bool = False
    refused: bool = False
    why: Why = field(default_factory=Why)
    model: str = ""
    request: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What a person said. `opening`: with this they began the session. `stopping`: they had just stopped the
    model or refused a call.
    """

    text: str
    at: float
    session: str
    opening: bool = False
    stopping: bool = False


@dataclass(frozen=True, slots=True)
class Request:
    """One request to the model."""

    at: float


Moment = Step | Said | Request


def moments(transcript: Transcript, turns: Iterable[Turn]) -> Iterator[Moment]:
    """What happened in a session, in order."""
    watching = _Watching(transcript.session)
    for turn in turns:
        yield from watching.see(turn)


class _Watching:
    def __init__(self, session: str) -> None:
        self._session = session
        self._calls: dict[str, tuple[Call, Reply]] = {}
        self._opening = True
        self._stopped = False

    def see(self, turn: Turn) -> Iterator[Moment]:
        if isinstance(turn, Reply):
            self._calls = {call.id: (call, turn) for call in turn.calls}
            self._opening = self._stopped = False
            if turn.model:
                yield Request(turn.at)
        elif isinstance(turn, Result):
            self._stopped = self._stopped or turn.refused
            if turn.call in self._calls:
                yield self._step(*self._calls.pop(turn.call), turn)
        elif isinstance(turn, Mark):
            self._stopped = self._stopped or turn.kind == "interrupted"
        elif turn.by == "person":
            yield self._said(turn)

    def _step(self, call: Call, reply: Reply, result: Result) -> Step:
        whole, used = result.text, reply.usage
        text = whole if len(whole) <= _HEAD + _TAIL else f"{whole[:_HEAD]}\n{whole[-_TAIL:]}"
        return Step(
            call=call,
            at=result.at,
            session=self._session,
            text=text,
            size=len(whole),
            failed=result.error,
            refused=result.refused,
            why=why(call, text, failed=result.error and not result.refused),
            model=reply.model,
            request=(used.input + used.cache_read + used.cache_write_5m + used.cache_write_1h + used.output)
            / len(reply.calls),
        )

    def _said(self, prompt: Prompt) -> Said:
        said = Said(
            text=prompt.text, at=prompt.at, session=self._session, opening=self._opening, stopping=self._stopped
        )
        self._stopped = False
        return said
