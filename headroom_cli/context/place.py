"""What becomes of a conversation, placed in a request's body and in its turns.

Law: arithmetic only. A turn ends where a request ended: before an answer, or with the last message, so
it is there that a provider's prompt cache may have left off.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from headroom_cli import tokens
from headroom_cli.context.shorten import Short
from headroom_cli.dialects import Message
from headroom_cli.model import RETRIEVED, Edit

_NAME = 8  # bytes of a turn's running hash that name it
_MOST = 20_000  # characters of a turn that are counted; what is learned of a tokenizer is worth half a millisecond
_SPARE = 2_000  # bytes of a message around its texts; where there are more, something stands there that is no text


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One message: its bytes in the body, who speaks, the running hash up to it.

    `shorts` are its shorter blocks by span, `results` the number of its tool results, `fetched` the
    tokens of each of them that the model had from us. `message` is the whole of it where it is new.
    """

    start: int
    end: int
    role: str
    link: bytes
    shorts: tuple[tuple[tuple[int, int], Short], ...] = ()
    results: int = 0
    fetched: tuple[int, ...] = ()
    message: Message | None = None

    @property
    def sent(self) -> int:
        """About how many bytes of it go on."""
        return self.end - self.start - sum(end - start - len(short.text) for (start, end), short in self.shorts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """The last turn of a request, in the words of Exchange: `name` is its `turn`."""

    name: str = ""
    previous: str = ""
    fetching: bool = False
    size: int = 0


@dataclass(frozen=True, slots=True)
class Rewriting:
    """What becomes of a request.

    `edits` are in the order of their spans. `carried` is what it holds only because of us, as edits of
    nothing into something, with neither place nor text: originals that the model fetched, with the
    calls. `turn` is its last.
    """

    edits: tuple[Edit, ...] = ()
    carried: tuple[Edit, ...] = ()
    turn: Turn = field(default_factory=Turn)


def place(steps: Sequence[Step], size: int) -> Rewriting:
    """The steps in the coordinates of a body of `size` bytes."""
    turns = list(_turns(steps))
    whole = size - sum(step.end - step.start - step.sent for step in steps)
    behind, edits, carried = 0, [], []
    for turn in reversed(turns):
        bulk = sum(step.sent for step in turn)
        where = {"turn": _name(turn), "tail": (behind + bulk / 2) / max(whole, 1), "fresh": turn is turns[-1]}
        edits.append([_edit(step.start, span, short, where) for step in turn for span, short in step.shorts])
        carried.append([_carried(count, where) for step in turn for count in step.fetched])
        behind += bulk
    return Rewriting(_in_order(edits), _in_order(carried), _last(turns))


def _turns(steps: Sequence[Step]) -> Iterator[list[Step]]:
    turn: list[Step] = []
    for step in steps:
        if step.role == "assistant" and turn and turn[-1].role != "assistant":
            yield turn
            turn = []
        turn.append(step)
    if turn:
        yield turn


def _name(turn: Sequence[Step]) -> str:
    return turn[-1].link[:_NAME].hex()


def _edit(start: int, span: tuple[int, int], short: Short, where: dict[str, Any]) -> Edit:
    return Edit(
        span=(start + span[0], start + span[1]),
        text=short.text,
        key=short.key,
        kind=short.kind,
        before=short.before,
        after=short.after,
        lossless=short.lossless,
        quoted=short.quoted,
        **where,
    )


def _carried(count: int, where: dict[str, Any]) -> Edit:
    return Edit(span=(0, 0), text="", key="", kind=RETRIEVED, before=0, after=count, **where)


def _in_order(placed: Sequence[Sequence[Edit]]) -> tuple[Edit, ...]:
    return tuple(edit for turn in reversed(placed) for edit in turn)


def _last(turns: Sequence[Sequence[Step]]) -> Turn:
    if not turns:
        return Turn()
    last = turns[-1]
    results, fetched = sum(step.results for step in last), sum(len(step.fetched) for step in last)
    return Turn(
        name=_name(last),
        previous=_name(turns[-2]) if len(turns) > 1 else "",
        fetching=0 < results == fetched,
        size=_size([step for step in last if step.role != "assistant"]),
    )


def _size(steps: Sequence[Step]) -> int:
    """Tokens (o200k) of the messages as they go on; 0 where they are not known, not texts alone, or many."""
    texts = [block.text for step in steps if step.message for block in step.message.blocks]
    said = sum(map(len, texts))
    room = sum(step.end - step.start for step in steps) - said
    if not all(step.message for step in steps) or room > _SPARE + said or said > _MOST:
        return 0
    saved = sum(short.before - short.after for step in steps for _, short in step.shorts)
    return sum(tokens.count_many(texts)) - saved
