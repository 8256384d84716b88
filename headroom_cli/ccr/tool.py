"""The retrieve tool: its name, its schema, and its answer to whatever arguments a model gives.

Law: the answer is the original or a part of it, exactly; where it is cut, following the offsets it
names gives the rest without a gap. A miss is final and says what to do instead, so that no model
asks for a dead key twice; wrong arguments are explained, never raised.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from headroom_cli import tokens
from headroom_cli.ccr import excerpt

NAME = "headroom_retrieve"
LIMIT = 60_000
DESCRIPTION = (
    "Get the original of a tool output that headroom shows in short: pass the key from its marker. "
    "Ask only for what you need: `lines` for ranges, `pattern` to search."
)
SCHEMA: Mapping[str, Any] = {
    "type": "object",
    "properties": {
        "key": {"type": "string", "description": "12 hex digits from the marker"},
        "lines": {"type": "string", "description": 'line ranges, as "120-180" or "120-180,300-320"'},
        "pattern": {"type": "string", "description": "regular expression; matching lines with 2 lines around"},
        "offset": {"type": "integer", "description": "go on at this character of a long answer"},
    },
    "required": ["key"],
}
HINTS: Mapping[str, Any] = {
    "anthropic/alwaysLoad": True,  # else only its name is in view, and calling it by its name fails
    "anthropic/maxResultSizeChars": 500_000,  # else an answer over 50 kB becomes a file and a glimpse of it
}
INSTRUCTIONS = (
    "Headroom shortens long tool results; nothing is lost. Where a result says that something is not shown here, "
    "call headroom_retrieve with its key to get the original, or a part of it with lines or pattern."
)

_OFFERED = (NAME, "mcp__headroom")
_KEY = re.compile(r"(?<![0-9a-f])[0-9a-f]{12}(?:[0-9a-f]{12}|[0-9a-f]{52})?(?![0-9a-f])")
_MISS = (
    "There is no original under this key, and asking again will not change that. "
    "Run the command again, or read the file again, to see the output."
)


@dataclass(frozen=True, slots=True)
class Answer:
    """What the model reads. `hit`: the original was there; `is_error`: it did not get what it asked for."""

    text: str
    is_error: bool = False
    hit: bool = False


@lru_cache(maxsize=8)
def weight(name: str) -> int:
    """Tokens (o200k) of what each request says about the tool; by a name of an MCP client's, with the instructions."""
    said = {"name": name, "description": DESCRIPTION, "input_schema": SCHEMA}
    return tokens.count(json.dumps(said)) + (tokens.count(INSTRUCTIONS) if name != NAME else 0)


def is_among(names: Iterable[str]) -> bool:
    """Whether the tool is offered under one of these names; an agent may name the MCP server alone."""
    return any(name.endswith(_OFFERED) for name in names)


def answer(arguments: Mapping[str, Any], fetch: Callable[[str], str | None], limit: int = LIMIT) -> Answer:
    """What `fetch` has under the key, or the asked-for part, at most about `limit` characters at once.

    `hash` is another name for `key`. Errors of `fetch` are the caller's.
    """
    key = _KEY.search(str(arguments.get("key") or arguments.get("hash") or "").lower())
    if key is None:
        return Answer("`key` must be the 12 hex digits that stand in the marker.", is_error=True)
    original = fetch(key[0][:12])
    if original is None:
        return Answer(_MISS, is_error=True)
    try:
        return Answer(_page(_part(original, arguments), _number(arguments.get("offset")), limit), hit=True)
    except ValueError as error:
        return Answer(str(error), is_error=True, hit=True)


def _part(original: str, arguments: Mapping[str, Any]) -> str:
    lines, pattern = (str(arguments.get(name) or "") for name in ("lines", "pattern"))
    return excerpt.take(original, lines, pattern) if lines or pattern else original


def _number(value: Any) -> int:
    text = str(value or 0).strip()
    if not text.isdecimal():
        raise ValueError("`offset` must be a whole number of characters.")
    return int(text)


def _page(text: str, offset: int, limit: int) -> str:
    if offset and offset >= len(text):
        raise ValueError(f"`offset` is past the end: this answer has {len(text)} characters.")
    if len(text) - offset <= limit:
        return text[offset:]
    end = text.rfind("\n", offset, offset + limit) + 1 or offset + limit
    return f"{text[offset:end]}\n[headroom: {end} of {len(text)} characters; for the rest call again with offset {end}]"
