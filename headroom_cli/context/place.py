"""The edits of a conversation, placed in a request's body and in its turns.

Law: arithmetic only. A turn ends where a request ended: before an answer, or with the last message, so
it is there that a provider's prompt cache may have left off.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from headroom_cli.context.shorten import Short
from headroom_cli.model import Edit

_NAME = 8  # bytes of a turn's running hash that name it


@dataclass(frozen=True, slots=True)
class Step:
    """One message: its bytes in the body, who speaks, the running hash up to it, and its shorter blocks by span."""

    start: int
    end: int
    role: str
    link: bytes
    shorts: tuple[tuple[tuple[int, int], Short], ...]

    @property
    def sent(self) -> int:
        """About how many bytes of it go on."""
        return self.end - self.start - sum(end - start - len(short.text) for (start, end), short in self.shorts)


def place(steps: Sequence[Step], size: int) -> tuple[Edit, ...]:
    """The edits in the coordinates of a body of `size` bytes, in order."""
    turns = list(_turns(steps))
    whole = size - sum(step.end - step.start - step.sent for step in steps)
    behind, placed = 0, []
    for turn in reversed(turns):
        bulk = sum(step.sent for step in turn)
        tail = (behind + bulk / 2) / max(whole, 1)
        placed.append([_edit(step, turn, tail, fresh=turn is turns[-1]) for step in turn if step.shorts])
        behind += bulk
    return tuple(edit for turn in reversed(placed) for edits in turn for edit in edits)


def _turns(steps: Sequence[Step]) -> Iterator[list[Step]]:
    turn: list[Step] = []
    for step in steps:
        if step.role == "assistant" and turn and turn[-1].role != "assistant":
            yield turn
            turn = []
        turn.append(step)
    if turn:
        yield turn


def _edit(step: Step, turn: Sequence[Step], tail: float, *, fresh: bool) -> list[Edit]:
    name = turn[-1].link[:_NAME].hex()
    return [
        Edit(
            span=(step.start + start, step.start + end),
            text=short.text,
            key=short.key,
            kind=short.kind,
            before=short.before,
            after=short.after,
            lossless=short.lossless,
            quoted=short.quoted,
            fresh=fresh,
            turn=name,
            tail=tail,
        )
        for (start, end), short in step.shorts
    ]
