"""Messages in, the same messages in fewer tokens out, whatever provider's shape they have.

Law: messages of no known shape, and values that are no JSON, come back as they were.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from headroom_cli import tokens
from headroom_cli.ccr import tool
from headroom_cli.context.eligible import Rules
from headroom_cli.context.rewrite import Rewriter
from headroom_cli.context.splice import original, splice
from headroom_cli.dialects import Dialect, NotReadable, Outline, recognise
from headroom_cli.dialects.spans import Span, elements
from headroom_cli.library.merge import merged
from headroom_cli.model import Edit, Level
from headroom_cli.registry import Plugins

_COMPRESSORS = Plugins("compressors")
_DIALECTS = Plugins("dialects")


@dataclass(frozen=True, slots=True, kw_only=True)
class Compression:
    """What `compress` gives back.

    `messages` have the shape that they came in. Tokens are estimates of what all their texts are to
    the model. `originals` maps a key, as it stands in a shortened text, to the text that it stands for.
    """

    messages: Any
    tokens_before: int = 0
    tokens_after: int = 0
    originals: Mapping[str, str] = field(default_factory=dict)

    @property
    def tokens_saved(self) -> int:
        """Tokens that the messages are fewer."""
        return self.tokens_before - self.tokens_after

    def retrieve(self, key: str, **part: Any) -> str:
        """What a call of `headroom_retrieve` is to be answered: the original, or the `lines` or `pattern` asked for."""
        return tool.answer({"key": key, **part}, self.originals.get).text


def compress(messages: Any, model: str = "", *, level: Level | str = "balanced", in_reach: bool = False) -> Compression:
    """Say a conversation in fewer tokens, before it is sent to `model`.

    `messages` are what the provider's client takes: the messages of Anthropic's Messages API or of
    OpenAI's Chat Completions, the input items of its Responses API, or Gemini's contents. Send all of
    them each time, as they first were: what a message becomes depends only on those before it, so the provider's prompt
    cache holds. Only tool results change; errors and small texts stay.

    Nothing is left out, at any level, unless the model can fetch it: offer it a tool as
    `headroom_cli.ccr.tool` describes it, answer its calls by `Compression.retrieve`, and say `in_reach`.

    >>> import json
    >>> from headroom_cli import compress
    >>> orders = json.dumps([{"order": n, "status": "paid", "total": n * 3 % 50} for n in range(100)])
    >>> call = {"id": "call_1", "type": "function", "function": {"name": "orders", "arguments": "{}"}}
    >>> messages = [
    ...     {"role": "user", "content": "Which order is the largest?"},
    ...     {"role": "assistant", "content": None, "tool_calls": [call]},
    ...     {"role": "tool", "tool_call_id": "call_1", "content": orders},
    ... ]
    >>> short = compress(messages, model="gpt-5.2")
    >>> short.tokens_after < short.tokens_before / 2
    True
    >>> [message["role"] for message in short.messages]
    ['user', 'assistant', 'tool']
    >>> [original == orders for original in short.originals.values()]
    [True]
    """
    rules = Rules(level=Level(level), in_reach=in_reach)
    body, spans = _read(messages)
    before = json.loads(body)
    dialect = recognise(before, _DIALECTS)
    if dialect is None:
        return Compression(messages=messages)
    edits = () if rules.level is Level.OFF else _edits(dialect, body, spans, rules)
    size = sum(tokens.count_many(_texts(dialect, body, spans)))
    factor, saved = tokens.factor(model), sum(edit.before - edit.after for edit in edits)
    return Compression(
        messages=[*merged(messages, before, json.loads(splice(body, edits)))],
        tokens_before=round(size * factor),
        tokens_after=round((size - saved) * factor),
        originals={edit.key: original(body, edit) for edit in edits},
    )


def _read(messages: Any) -> tuple[bytes, Sequence[Span]]:
    """The messages as JSON, and where each stands; none where they are not a list of what can be JSON."""
    try:
        body = json.dumps(messages, default=_plain).encode()
        return body, elements(body)
    except (NotReadable, RecursionError, TypeError, ValueError):
        return b"[]", ()


def _plain(thing: Any) -> Any:
    """What a client's own object is as JSON: theirs are pydantic models."""
    if not hasattr(thing, "model_dump"):
        raise TypeError("a value that is no JSON")
    return thing.model_dump(mode="json")


def _edits(dialect: Dialect, body: bytes, spans: Sequence[Span], rules: Rules) -> tuple[Edit, ...]:
    outline = Outline(model="", messages=tuple(spans))
    return Rewriter(_COMPRESSORS).rewrite(dialect, body, outline, rules).edits


def _texts(dialect: Dialect, body: bytes, spans: Sequence[Span]) -> Iterator[str]:
    """What the model reads of the messages."""
    for start, end in spans:
        try:
            yield from (block.text for block in dialect.message(body[start:end]).blocks)
        except NotReadable:
            continue
