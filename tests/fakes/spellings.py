"""Requests spelled in every way that JSON allows, with blocks among the others that nobody knows yet.

Law: what is spelled means the same as the plain value; only the spelling is odd.
"""

import json
import re
from dataclasses import dataclass
from random import Random
from typing import Any

from hypothesis import strategies as st

from tests.fakes.conversations import conversation, rows, turns

GAPS = ("", "", "", " ", "  ", "\n    ", "\t", "\r\n")
BIG = 123456789012345678901234567890
ESCAPED = {"/": r"\/", "e": r"\u0065", "k": r"\u006B"}
UNKNOWN = (
    {"type": "something_new", "content": [{"type": "text", "text": "one\ntwo\nthree"}], "n": BIG, "x": [{}, 1.0, None]},
    {"type": "thinking", "thinking": "hm \ud83d", "signature": "c2ln/bmF0=="},
    {"type": "redacted_thinking", "data": "AAAA"},
    {"type": "server_tool_use", "id": "srv", "name": "web_search", "input": {"query": "a\nb\nc\nd"}},
    {"type": "web_search_tool_result", "tool_use_id": "srv", "content": [{"type": "web_search_result", "text": "t"}]},
    {"type": "mcp_tool_result", "tool_use_id": "srv", "content": [{"type": "text", "text": rows(30)}]},
    {"type": "document", "source": {"type": "text", "data": "one\ntwo\nthree"}, "context": "cut \udc00"},
    {"type": "text", "text": "cut inside \ud83d, and \u2028 \x7f </script>", "cache_control": {"type": "ephemeral"}},
    {"text": "no type"},
)
_ESCAPE_OR_LETTER = re.compile(r"\\u[0-9a-fA-F]{4}|\\.|[/ek]")


class Twice(dict):
    """An object whose first key is spelled a second time at its end."""


@dataclass(frozen=True, slots=True, repr=False)
class Spelled:
    """A request in its parts, so that its first messages can be sent with the same spelling."""

    head: str
    messages: tuple[str, ...]
    tail: str

    def __repr__(self) -> str:
        """Its beginning: Hypothesis refuses to print all of it."""
        return f"{self.body()[:2000]!r}, {len(self.messages)} messages"

    def body(self, count: int | None = None) -> bytes:
        """The request with its first `count` messages."""
        return (self.head + ",".join(self.messages[:count]) + self.tail).encode()


def spell(value: Any, dice: Random) -> str:
    """A value as JSON, white space and escapes as the dice fall."""
    gap, comma = dice.choice(GAPS), f"{dice.choice(GAPS)},{dice.choice(GAPS)}"
    if isinstance(value, dict):
        items = [*value.items(), *list(value.items())[: isinstance(value, Twice)]]
        pairs = (f"{_string(k, dice)}{dice.choice(GAPS)}:{dice.choice(GAPS)}{spell(v, dice)}" for k, v in items)
        return "{" + gap + comma.join(pairs) + gap + "}"
    if isinstance(value, list):
        return "[" + gap + comma.join(spell(item, dice) for item in value) + gap + "]"
    if isinstance(value, float):
        return dice.choice((f"{value:.3f}", f"{value:e}", repr(value)))
    return _string(value, dice) if isinstance(value, str) else json.dumps(value)


def _string(text: str, dice: Random) -> str:
    """A string in one of the ways to escape it; a lone surrogate has only one."""
    ascii_only = any("\ud800" <= c <= "\udfff" for c in text) or dice.randrange(3) == 0
    said = json.dumps(text, ensure_ascii=ascii_only)
    return said if dice.randrange(3) else _ESCAPE_OR_LETTER.sub(lambda found: ESCAPED.get(found[0], found[0]), said)


def strange(messages: list[dict], dice: Random) -> list[dict]:
    """The messages with unknown blocks and keys among the known, some texts as string and some as list of one."""
    return [{**message, "content": _mixed(message["content"], dice)} for message in messages]


def _mixed(content: Any, dice: Random) -> Any:
    if isinstance(content, str) and dice.randrange(2):
        return content
    parts = [{"type": "text", "text": content}] if isinstance(content, str) else [_odd(part, dice) for part in content]
    for _ in range(dice.randrange(3)):
        parts.insert(dice.randrange(len(parts) + 1), dice.choice(UNKNOWN))
    return parts


def _odd(part: dict, dice: Random) -> dict:
    """A part with a key that nobody knows, in another order, its text as a list of one or cut inside an emoji."""
    odd = {**part, **dice.choice(({"big": BIG}, {"half": 0.5}, {"cache_control": {"type": "ephemeral"}}))}
    if part["type"] == "tool_use":
        odd["input"] = dice.choice((dict, Twice))({**part["input"], "note": "one\ntwo\nthree \ud83d"})
    elif isinstance(part["content"], str):
        text = part["content"] + dice.choice(("", "", "", "\ud83d"))
        odd["content"] = dice.choice((text, [{"type": "text", "text": text}]))
    return dict(dice.sample(list(odd.items()), len(odd)))


def with_key_twice(message: dict, where: str, dice: Random) -> dict:
    """A message with a key twice: in itself, in one of its parts, or in a part of one of its results."""
    if where == "message":
        return Twice(message)
    parts = [*message["content"]] if isinstance(message["content"], list) else [{"type": "text", "text": "hello"}]
    at = dice.randrange(len(parts))
    if where == "result" and parts[at].get("type") == "tool_result" and isinstance(parts[at]["content"], list):
        parts[at] = {**parts[at], "content": [*map(Twice, parts[at]["content"])]}
    else:
        parts[at] = Twice(parts[at])
    return {**message, "content": parts}


def request(messages: list[dict], dice: Random) -> Spelled:
    """A request around these messages; some of its other parts stand before them and some after."""
    rest = [
        ("model", "claude-sonnet-4-6"),
        ("tools", [{"name": name, "input_schema": {"type": "object", "a/b": BIG}} for name in ("Read", "Bash")]),
        ("system", [{"type": "text", "text": "caf\u00e9 \ud83d"}]),
        ("max_tokens", BIG),
        ("stream", True),
    ]
    dice.shuffle(rest)
    at = dice.randrange(len(rest))
    before, after = (spell(dict(some), dice) for some in (rest[:at], [*rest[at:], ("temperature", 1.0)]))
    head = before.rstrip()[:-1] + ("," if at else "") + _string("messages", dice) + dice.choice(GAPS) + ":["
    tail = f"]{dice.choice(GAPS)},{after.lstrip()[1:]}{dice.choice(GAPS)}"
    return Spelled(head, tuple(f"{dice.choice(GAPS)}{spell(m, dice)}{dice.choice(GAPS)}" for m in messages), tail)


@st.composite
def requests(draw) -> Spelled:
    """Requests of strange messages in odd spellings."""
    dice = Random(draw(st.integers(0, 2**32)))
    return request(strange(draw(turns().map(conversation)), dice), dice)


@st.composite
def requests_with_a_key_twice(draw) -> tuple[Spelled, Spelled, int]:
    """Such a request with and without a key twice in one message, spelled alike before it; and which message it is."""
    seed, where = draw(st.integers(0, 2**32)), draw(st.sampled_from(("message", "part", "result")))
    messages = strange(draw(turns().map(conversation)), Random(seed))
    at = draw(st.integers(0, len(messages) - 1))
    doubled = [*messages[:at], with_key_twice(messages[at], where, Random(seed)), *messages[at + 1 :]]
    return request(doubled, Random(seed)), request(messages, Random(seed)), at
