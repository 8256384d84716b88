"""Retrieval within an answer of the Responses API.

Law: what goes back to the provider are the items that it said; the agent's own stay where they are. Where the
provider holds the history, results that it waits for are told it. Tools that stand in an item of the input,
not in `tools`, are out of reach: then nothing is offered.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

from headroom_cli.dialects import Outline
from headroom_cli.dialects._openai_legs import appended, offered
from headroom_cli.dialects.node import is_true, root, word
from headroom_cli.dialects.openai_responses_tale import Streamed, Whole, mark
from headroom_cli.dialects.reading import Told
from headroom_cli.dialects.retrieving import Hidden, Part, Tale
from headroom_cli.dialects.spans import Change, dump, insert, patched, value

_SEALED = b'"reasoning.encrypted_content"'


class ResponsesRetrieving:
    """The dialect's part in it."""

    def __init__(self, told: Told) -> None:
        self._told = told

    def offer(self, body: bytes, name: str, description: str, schema: Mapping[str, Any]) -> bytes:
        top = root(body).fields()
        forgotten = "store" in top and top["store"].raw == b"false"
        if (forgotten and _SEALED not in body) or "conversation" in top or is_true(top, "background"):
            return body  # another leg could not be told what the model thought, or would tell it twice
        about = {"name": name, "description": description, "parameters": schema, "strict": False}
        return offered(body, {"type": "function"} | about)

    def tale(self, hide: str, *, streaming: bool) -> Tale:
        return Streamed(hide, self._told) if streaming else Whole(hide, self._told)

    def result(self, call: Part, text: str, *, failed: bool) -> str:
        del failed  # the API has no sign for it
        return dump({"type": "function_call_output", "call_id": call.id, "output": text})

    def turn(self, parts: Sequence[Part], results: Sequence[str]) -> str:
        return ",".join([*(part.raw for part in parts if part.mark), *results])

    def appended(self, body: bytes, messages: str) -> bytes:
        given = root(body).fields()["input"]
        if not given.is_string:
            return appended(body, "input", messages)
        asked = f'{{"role":"user","content":{given.raw.decode()}}}'
        return patched(body, [(*given.span, f"[{asked},{messages}]".encode())])

    def seen(self, parts: Sequence[Part]) -> tuple[tuple[str, ...], int]:
        marks = tuple(part.mark for part in parts if part.mark)
        return marks, len(marks)

    def turns(self, body: bytes, outline: Outline) -> Iterator[tuple[int, tuple[str, ...]]]:
        if previous := word(root(body).fields(), "previous_response_id"):
            yield 0, (previous,)
        number = 0
        while number < len(outline.messages):
            marks = list(_marks(body, outline, number))
            if marks:
                yield number, tuple(mark for mark in marks if mark)
            number += max(1, len(marks))

    def restored(self, body: bytes, outline: Outline, number: int, hidden: Hidden) -> Iterable[Change]:
        marks = list(_marks(body, outline, number))
        if not marks:  # the provider has the answer; what is owed it stands before what else is
            yield insert(outline.messages[number][0], "".join(f"{item}," for item in hidden.results))
            return
        items = outline.messages[number : number + len(marks)]
        followed = number + len(marks) < len(outline.messages)
        beside = (*hidden.calls, *hidden.results) if followed else ()
        start, end = items[0][0], items[-1][1]
        if (cut := _length(marks, hidden.cut)) == len(items):
            yield start, end, ",".join((*hidden.before, *beside)).encode()
            return
        yield start, items[cut][0], "".join(f"{message}," for message in hidden.before).encode()
        yield insert(end, "".join(f",{item}" for item in beside))


def _length(marks: Sequence[str], cut: int) -> int:
    """How many items it takes for so many marks."""
    length = 0
    while cut > 0 and length < len(marks):
        cut -= bool(marks[length])
        length += 1
    return length


def _marks(body: bytes, outline: Outline, number: int) -> Iterator[str]:
    """What the items of an answer that begins there are known by."""
    for start, end in outline.messages[number:]:
        known = _known_by(body[start:end])
        if known is None:
            return
        yield known


@lru_cache(maxsize=8192)
def _known_by(item: bytes) -> str | None:
    """What an item of the model's is known by; None for what is none."""
    said = value(item)
    if not isinstance(said, dict):
        return None
    kind = str(said.get("type") or "message")
    spoken = said.get("role") == "assistant" if kind == "message" else kind == "reasoning" or kind.endswith("_call")
    return mark(said) if spoken else None
