"""The made-up sessions of `conversations` in OpenAI's two shapes and in Gemini's, plain or oddly spelled.

Law: the same turns in another shape hold the same texts in the same order.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from random import Random

from hypothesis import strategies as st

from headroom_cli.dialects import Dialect
from headroom_cli.dialects.gemini import PLUGIN as GEMINI_DIALECT
from headroom_cli.dialects.openai_chat import PLUGIN as CHAT_DIALECT
from headroom_cli.dialects.openai_responses import PLUGIN as RESPONSES_DIALECT
from tests.fakes.conversations import rows, turns
from tests.fakes.spellings import BIG, GAPS, spell

FAILED = "Chunk ID: 1a2b3c\nWall time: 0.1 seconds\nProcess exited with code 2\nOutput:\n"


@dataclass(frozen=True, slots=True)
class Shape:
    """One of the shapes: how a session, a request and its results look; `odd` are messages nobody knows."""

    dialect: Dialect
    key: str
    conversation: Callable[[list[tuple]], list[dict]]
    odd: tuple[dict, ...]

    def body(self, messages: list | str, **more) -> bytes:
        """A request as agents send it: compact JSON, not escaped to ASCII."""
        request = {"model": "gpt-5.2", "stream": True, self.key: messages, **more}
        return json.dumps(request, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")

    def texts(self, request: bytes) -> list[str]:
        """Every tool result's text, in order."""
        return [text for message in json.loads(request)[self.key] for text in _texts(message)]


@dataclass(frozen=True, slots=True, repr=False)
class Odd:
    """A request in pieces, so that its first messages can be sent with the same spelling."""

    shape: Shape
    messages: tuple[str, ...]

    def __repr__(self) -> str:
        return f"{self.body()[:2000]!r}"

    def body(self, count: int | None = None) -> bytes:
        return f'{{"model":"m" , "{self.shape.key}":[{",".join(self.messages[:count])}], "n": 1.50}}'.encode()


def chat(session: list[tuple], prompt: str = "fix it") -> list[dict]:
    """As Chat Completions have it."""
    messages = [{"role": "system", "content": "You are careful."}, {"role": "user", "content": prompt}]
    for number, (tool, arguments, result, *more) in enumerate(session):
        call = {"name": tool, "arguments": json.dumps(arguments)}
        calls = [{"id": f"call_{number:04}", "type": "function", "function": call}]
        messages.append({"role": "assistant", "content": None, "tool_calls": calls})
        content = _content(result, "text", bool(more))
        messages.append({"role": "tool", "tool_call_id": f"call_{number:04}", "content": content})
    return messages


def responses(session: list[tuple], prompt: str = "fix it") -> list[dict]:
    """As the Responses API has it; calls of Bash are custom ones."""
    items = [{"type": "message", "role": "user", "content": [{"type": "input_text", "text": prompt}]}]
    for number, (tool, arguments, result, *more) in enumerate(session):
        custom = tool == "Bash"
        said = {"input": arguments.get("command", "")} if custom else {"arguments": json.dumps(arguments)}
        kind, known = "custom_tool_call" if custom else "function_call", {"call_id": f"call_{number:04}"}
        output = _content(result, "input_text", bool(more))
        items.append({"type": "reasoning", "summary": [], "encrypted_content": "gAAA"})
        items.append({"type": kind, "name": tool, **known, **said})
        items.append({"type": f"{kind}_output", **known, "output": output})
    return items


def gemini(session: list[tuple], prompt: str = "fix it") -> list[dict]:
    """As Gemini has it."""
    contents = [{"parts": [{"text": prompt}], "role": "user"}]
    for number, (tool, arguments, result, *more) in enumerate(session):
        known = {"name": tool, "id": f"call_{number:04}"}
        said = {"functionCall": {**known, "args": arguments}, "thoughtSignature": "TU9D"}
        contents.append({"parts": [{"text": "Hm.", "thought": True}, said], "role": "model"})
        key = "error" if more else "output"
        response = {"functionResponse": {**known, "response": {key: _content(result, "text", bool(more))}}}
        contents.append({"parts": [response], "role": "user"})
    return contents


def odd(shape: Shape, messages: list[dict], dice: Random) -> Odd:
    """The messages in odd spellings, with others that nobody knows between them."""
    found: list[dict] = []
    for message in messages:
        found += [dice.choice(shape.odd)] * (dice.randrange(4) == 0)
        found.append(dict(dice.sample(list(strange := _strange(message, dice)), len(strange))))
    return Odd(shape, tuple(f"{dice.choice(GAPS)}{spell(m, dice)}{dice.choice(GAPS)}" for m in found))


@st.composite
def odd_requests(draw, shape: Shape) -> Odd:
    """Requests of odd messages in odd spellings."""
    return odd(shape, draw(turns().map(shape.conversation)), Random(draw(st.integers(0, 2**32))))


def _content(result: str | list, kind: str, failed: bool) -> str | list[dict]:
    if isinstance(result, str):
        return FAILED + result if failed else result
    return [{"type": kind, "text": part["text"]} if part["type"] == "text" else {"type": "image"} for part in result]


def _strange(message: dict, dice: Random) -> list[tuple]:
    """A message with a key that nobody knows, its result as a list of one or cut inside an emoji."""
    if "parts" in message:
        message = {**message, "parts": [_strange_part(part, dice) for part in message["parts"]]}
    key = "output" if "output" in message else "content"
    content = message.get(key)
    if isinstance(content, str) and (key == "output" or message.get("role") == "tool"):
        text = content + dice.choice(("", "", "", "\ud83d"))
        kind = "input_text" if key == "output" else "text"
        message = {**message, key: dice.choice((text, [{"type": kind, "text": text, "n": BIG}, {"type": "new"}]))}
    return list({**message, **dice.choice(({"big": BIG}, {"half": 0.5}, {}))}.items())


def _strange_part(part: dict, dice: Random) -> dict:
    """A part of Gemini's with its keys spelled otherwise, and with more in its response."""
    if "functionResponse" not in part:
        return part
    given = part["functionResponse"]
    more = dice.choice(({}, {"n": BIG}, {"stderr": "\ud83d"}, {"list": [1, "x", {"type": "new"}]}))
    key = dice.choice(("functionResponse", "function_response"))
    return {key: {**given, "response": {**given["response"], **more}}, "x": 0.5}


def _texts(message: dict) -> Iterator[str]:
    parts = message.get("parts")
    for part in parts if isinstance(parts, list) else ():
        given = part.get("functionResponse") or part.get("function_response") or {}
        for value in (given.get("response") or {}).values():
            yield from _listed(value)
    if message.get("role") == "tool":
        content = message["content"]
    elif message.get("type", "") in {"function_call_output", "custom_tool_call_output"}:
        content = message["output"]
    else:
        return
    yield from _listed(content)


def _listed(content: object) -> list[str]:
    if isinstance(content, str):
        return [content]
    parts = content if isinstance(content, list) else []
    return [part["text"] for part in parts if isinstance(part, dict) and "text" in part]


CHAT = Shape(
    CHAT_DIALECT,
    "messages",
    chat,
    (
        {"role": "assistant", "content": "cut \ud83d", "refusal": None, "reasoning_content": rows(9)},
        {
            "role": "user",
            "content": [{"type": "image_url", "image_url": {"url": "data:"}}, {"type": "text", "text": "x"}],
        },
        {"role": "function", "name": "f", "content": rows(40)},
        {"role": "something new", "content": {"text": rows(40)}, "x": [1.0, None, BIG]},
    ),
)
RESPONSES = Shape(
    RESPONSES_DIALECT,
    "input",
    responses,
    (
        {"type": "reasoning", "encrypted_content": "gAAA/==", "content": [{"type": "reasoning_text", "text": rows(9)}]},
        {"type": "compaction_trigger"},
        {"type": "additional_tools", "role": "developer", "tools": [{"type": "custom", "name": "exec"}]},
        {"type": "mcp_call", "name": "f", "output": rows(40)},
        {"type": "shell_call_output", "call_id": "c", "output": [{"stdout": rows(40), "stderr": "\ud83d"}]},
        {"type": "item_reference", "id": "msg_1"},
        {"role": "assistant", "content": [{"type": "output_text", "text": "hm", "annotations": [BIG]}]},
    ),
)
GEMINI = Shape(
    GEMINI_DIALECT,
    "contents",
    gemini,
    (
        {"role": "model", "parts": [{"text": rows(9), "thought": True, "thoughtSignature": "TU9D"}, {"text": "x"}]},
        {"role": "user", "parts": [{"inlineData": {"mimeType": "image/png", "data": "AAAA"}}, {"text": "cut \ud83d"}]},
        {"role": "model", "parts": [{"codeExecutionResult": {"outcome": "OUTCOME_OK", "output": rows(40)}}]},
        {"role": "something new", "parts": {"text": rows(40)}, "x": [1.0, None, BIG]},
        {"parts": [{"functionResponse": {"name": "f", "response": None, "parts": [{"inlineData": {}}]}}]},
    ),
)
SHAPES = (CHAT, RESPONSES, GEMINI)
