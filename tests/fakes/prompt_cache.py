"""The provider's prompt cache: what a request reads from it, writes to it, and pays in full.

Law: as documented by the provider. Entries stand at cache_control breakpoints and are keyed by
everything before them; each breakpoint looks back over 20 blocks for the longest entry; nothing under
1,024 tokens is kept; an entry lives five minutes (or an hour) from its last use. Where the provider keeps
every prefix by itself, each unit has the mark AUTOMATIC, and keeping costs nothing.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import accumulate
from typing import Any

from headroom_cli.tokens import count
from tests.fakes.script import blocks_of

LOOK_BACK = 20
LEAST_TOKENS = 1024
_IMAGE_TOKENS = 1500
AUTOMATIC = "automatic"
_LIFE = {"5m": 300.0, "1h": 3600.0, AUTOMATIC: 300.0}
_ATTRIBUTION = "x-anthropic-billing-header:"


@dataclass(frozen=True, slots=True)
class Unit:
    """One block as the cache sees it: where it stands, its normalised bytes, and its breakpoint if any."""

    where: str
    said: str
    mark: str = ""

    @property
    def tokens(self) -> int:
        return _weigh(self.said)


def units(body: dict[str, Any]) -> list[Unit]:
    """The request as a list of units: cache_control left out, a string the same as one text block.

    The agent's per-session attribution block is left out. Key order and the spelling of numbers
    count when `body` was parsed by `parse`.
    """
    system = [b for b in blocks_of(body.get("system") or []) if not b.get("text", "").startswith(_ATTRIBUTION)]
    found = [_unit(f"tools[{i}]", "tool", t) for i, t in enumerate(body.get("tools") or [])]
    found += [_unit(f"system[{i}]", "system", b) for i, b in enumerate(system)]
    for i, message in enumerate(body["messages"]):
        blocks = blocks_of(message["content"])
        found += [_unit(f"messages[{i}][{j}]", message["role"], b) for j, b in enumerate(blocks)]
    return found


def parse(raw: bytes) -> Any:
    """A body with every number kept as it was spelled."""
    return json.loads(raw, parse_int=_spelled, parse_float=_spelled)


@dataclass(slots=True)
class PromptCache:
    """Entries of one account; `clock` gives seconds."""

    clock: Callable[[], float]
    _entries: dict[str, tuple[float, str]] = field(default_factory=dict)

    def usage(self, model: str, sequence: list[Unit]) -> dict[str, Any]:
        """Serve one request: its input usage in the provider's words; entries are read, renewed and written."""
        keys = list(accumulate((u.said for u in sequence), _chain, initial=model))[1:]
        sums = list(accumulate(u.tokens for u in sequence))
        marks = [i for i, unit in enumerate(sequence) if unit.mark]
        hit = self._longest(keys, marks)
        read = sums[hit] if hit >= 0 else 0
        written = self._write(keys, sums, [(i, sequence[i].mark) for i in marks], read)
        written.pop(AUTOMATIC)
        cached = read + sum(written.values())
        return {
            "input_tokens": (sums[-1] if sums else 0) - cached,
            "cache_read_input_tokens": read,
            "cache_creation_input_tokens": sum(written.values()),
            "cache_creation": {f"ephemeral_{ttl}_input_tokens": n for ttl, n in written.items()},
        }

    def _longest(self, keys: list[str], marks: Iterable[int]) -> int:
        now = self.clock()
        within = {i for mark in marks for i in range(max(0, mark - LOOK_BACK + 1), mark + 1)}
        hits = [i for i in within if keys[i] in self._entries and self._entries[keys[i]][0] > now]
        for i in hits:
            ttl = self._entries[keys[i]][1]
            self._entries[keys[i]] = (now + _LIFE[ttl], ttl)
        return max(hits, default=-1)

    def _write(self, keys: list[str], sums: list[int], marks: list[tuple[int, str]], read: int) -> dict[str, int]:
        written, done, now = dict.fromkeys(_LIFE, 0), read, self.clock()
        for index, ttl in marks:
            if sums[index] >= LEAST_TOKENS and sums[index] > done:
                self._entries[keys[index]] = (now + _LIFE[ttl], ttl)
                written[ttl] += sums[index] - done
                done = sums[index]
        return written


def _unit(where: str, role: str, block: dict[str, Any]) -> Unit:
    control = block.get("cache_control")
    mark = str((control.get("ttl") if isinstance(control, dict) else "") or "5m") if control else ""
    said = json.dumps([role, _plain(block)], ensure_ascii=False, separators=(",", ":"))
    return Unit(where, said, mark)


def _plain(block: dict[str, Any]) -> dict[str, Any]:
    plain = {key: value for key, value in block.items() if key != "cache_control"}
    if plain.get("type") == "tool_result":
        plain["content"] = [_plain(b) for b in blocks_of(plain.get("content"))]
    return plain


def _chain(before: str, said: str) -> str:
    return hashlib.sha256(f"{before}\n{said}".encode("utf-8", "surrogatepass")).hexdigest()


@lru_cache(maxsize=20_000)
def _weigh(said: str) -> int:
    role, block = json.loads(said)
    return count(json.dumps(block, ensure_ascii=False)) if role == "tool" else _tokens(block)


def _tokens(block: dict[str, Any]) -> int:
    if block.get("type") in {"image", "document"}:
        return _IMAGE_TOKENS
    if block.get("type") == "tool_result":
        return sum(map(_tokens, block["content"]))
    text = block.get("text", block.get("thinking"))
    return count(text if isinstance(text, str) else json.dumps(block, ensure_ascii=False))


def _spelled(number: str) -> str:
    return f"\0{number}"
