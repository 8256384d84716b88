"""Retrieval within an answer of the Responses API.

Law: what goes back to the provider are the items that it said; the agent's own stay where they are. Where the
provider holds the history, results that it waits for are told it. Tools that stand in an item of the input,
not in `tools`, are out of reach: then nothing is offered.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import takewhile
from typing import Any

from headroom_cli.dialects import Outline
from headroom_cli.dialects._openai.legs import offered
from headroom_cli.dialects._openai.responses_tale import Streamed, Whole, mark, texts_of
from headroom_cli.dialects.joining import known, left_of
from headroom_cli.dialects.node import Node, is_true, root, word
from headroom_cli.dialects.reading import Told
from headroom_cli.dialects.retrieving import Hidden, Part, Tale, appended
from headroom_cli.dialects.spans import Change, dump, insert, patched, value

_Item = tuple[bytes, dict[str, Any]]  # its bytes, and what they say
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
        return ",".join([*(part.raw for part in parts if part.mark or part.text.strip()), *results])

    def appended(self, body: bytes, messages: str) -> bytes:
        given = root(body).fields()["input"]
        if not given.is_string:
            return appended(body, "input", messages)
        asked = f'{{"role":"user","content":{given.raw.decode()}}}'
        return patched(body, [(*given.span, f"[{asked},{messages}]".encode())])

    def turns(self, body: bytes, outline: Outline) -> Iterator[tuple[int, tuple[str, ...]]]:
        if previous := word(root(body).fields(), "previous_response_id"):
            yield 0, (previous,)
        number = 0
        while number < len(outline.messages):
            items = _answer(body, outline, number)
            if items:
                calls = (mark(item) for _, item in items if "call_id" in item)
                yield number, (known(text for _, item in items for text in texts_of(item)), *calls)
            number += max(1, len(items))

    def restored(self, body: bytes, outline: Outline, number: int, hidden: Hidden) -> Iterable[Change]:
        items = _answer(body, outline, number)
        start = outline.messages[number][0]
        if not items:  # the provider has the answer; what is owed it stands before what else is
            yield insert(start, "".join(f"{item}," for item in hidden.results))
        elif {*hidden.marks} <= {mark(item) for _, item in items}:
            followed = number + len(items) < len(outline.messages)
            beside = (*hidden.calls, *hidden.results) if followed else ()
            whole = (*hidden.before, *_left(items, hidden), *beside)
            yield start, outline.messages[number + len(items) - 1][1], ",".join(whole).encode()


def _left(items: Sequence[_Item], hidden: Hidden) -> Iterator[str]:
    """The items of an answer without what whole legs said."""
    left = iter(list(left_of([text for _, item in items for text in texts_of(item)], hidden.cut)))
    for raw, item in items:
        texts = texts_of(item)
        rests = [next(left) for _ in texts]
        if rests == texts:
            if not mark(item) or mark(item) not in hidden.marks:
                yield raw.decode()
        elif any(rests):
            changed = zip(_texts(root(raw)), rests, strict=True)
            yield patched(raw, [(*node.span, dump(rest).encode()) for node, rest in changed]).decode()


def _texts(item: Node) -> Iterator[Node]:
    """Where the texts of a message stand."""
    content = item.fields()["content"]
    if content.is_string:
        yield content
    for part in content.items() if content.is_list else ():
        text = part.fields().get("text") if part.is_object else None
        if text and text.is_string:
            yield text


def _answer(body: bytes, outline: Outline, number: int) -> list[_Item]:
    """The items of an answer that begins there."""
    raws = (body[start:end] for start, end in outline.messages[number:])
    return list(takewhile(lambda item: item[1], ((raw, _spoken(raw)) for raw in raws)))


@lru_cache(maxsize=8192)
def _spoken(raw: bytes) -> dict[str, Any]:
    """An item that the model said; an empty one for what it did not."""
    item = value(raw)
    if not isinstance(item, dict):
        return {}
    kind = str(item.get("type") or "message")
    spoken = item.get("role") == "assistant" if kind == "message" else kind == "reasoning" or kind.endswith("_call")
    return item if spoken else {}
