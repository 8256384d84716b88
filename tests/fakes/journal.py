"""What the provider saw: every request raw, and what follows from comparing them.

Law: the journal only reads. Two requests of one conversation are compared as the prompt cache
compares them, byte for byte after normalising.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Any

from tests.fakes.prompt_cache import AUTOMATIC, Unit, units

PRICES = {"input": 3.0, "output": 15.0, "cache_read": 0.30, "5m": 3.75, "1h": 6.0}


@dataclass(slots=True)
class Record:
    """One request: as it came, and what was answered.

    `asked` is its body in the shape of a Messages request, whatever API it came by.
    `status` is 0 when the connection was cut before any header. `finished` says that the last byte
    of the answer went out. `usage` is empty where nothing was billed.
    """

    method: str
    path: str
    headers: Mapping[str, str]
    raw: bytes
    body: Any = None
    asked: Mapping[str, Any] = field(default_factory=dict)
    sequence: list[Unit] = field(default_factory=list)
    turn: int = 0
    status: int = 0
    finished: bool = False
    usage: dict[str, Any] = field(default_factory=dict)
    violations: list[str] = field(default_factory=list)

    @property
    def conversation(self) -> str:
        """Which conversation this is part of: the agent's own ids, else the digest of the first message."""
        session = self.headers.get("X-Claude-Code-Session-Id") or self.headers.get("thread-id")
        if not session:
            first = "".join(u.said for u in self.sequence if u.where.startswith("messages[0]"))
            session = hashlib.sha256(first.encode("utf-8", "surrogatepass")).hexdigest()[:12]
        return f"{session}/{self.headers.get('x-claude-code-agent-id', '')}"

    @property
    def of_agent(self) -> bool:
        """Part of an agent's conversation, not a title call, a probe or a count."""
        counted = self.path.split("?")[0].endswith("/count_tokens")
        return not counted and bool(self.sequence) and bool(self.asked.get("tools"))

    @property
    def input_tokens(self) -> int:
        """All the tokens the provider was given to read, cached or not."""
        return sum(u.tokens for u in self.sequence)


@dataclass(frozen=True, slots=True)
class PrefixChange:
    """A conversation that did not go on where it was: the first unit that differs."""

    conversation: str
    turn: int
    where: str
    before: str
    after: str


@dataclass(slots=True)
class Journal:
    """All requests in the order of arrival."""

    records: list[Record] = field(default_factory=list)

    @property
    def violations(self) -> list[str]:
        """Every rule that any request broke."""
        return [v for r in self.records for v in r.violations]

    def conversations(self) -> dict[str, list[Record]]:
        """The agents' requests by conversation, in order."""
        found: dict[str, list[Record]] = {}
        for record in self.records:
            if record.of_agent:
                found.setdefault(record.conversation, []).append(record)
        return found

    def prefix_changes(self) -> list[PrefixChange]:
        """Every pair of consecutive requests of a conversation of which the earlier is no prefix of the later."""
        pairs = (pair for records in self.conversations().values() for pair in pairwise(records))
        return [change for before, after in pairs if (change := _change(before, after))]

    def input_tokens(self) -> int:
        """All tokens that agents sent, over every answered request."""
        return sum(r.input_tokens for r in self.records if r.of_agent and r.usage)

    def bill(self, prices: Mapping[str, float] = PRICES) -> float:
        """Dollars for all that was answered; `prices` are dollars per million tokens."""
        return sum(_cost(r.usage, prices) for r in self.records if r.usage)


def record(method: str, path: str, headers: Mapping[str, str], raw: bytes) -> Record:
    """A fresh entry; its body is read later, if it can be."""
    return Record(method, path, headers, raw)


def understand(entry: Record, asked: dict[str, Any], spelled: dict[str, Any], *, automatic: bool = False) -> None:
    """Add to an entry what it asks; `spelled` is the same with its numbers as they were written.

    `automatic`: the provider keeps every prefix without being asked.
    """
    entry.asked = asked
    found = units(spelled)
    entry.sequence = [replace(unit, mark=AUTOMATIC) for unit in found] if automatic else found
    entry.turn = sum(m["role"] == "assistant" for m in asked["messages"])


def _change(before: Record, after: Record) -> PrefixChange | None:
    for index, unit in enumerate(before.sequence):
        later = after.sequence[index] if index < len(after.sequence) else Unit("nothing", "")
        if later.said != unit.said:
            return PrefixChange(before.conversation, after.turn, unit.where, unit.said, later.said)
    return None


def _cost(usage: dict[str, Any], prices: Mapping[str, float]) -> float:
    tokens: dict[str, int] = {
        "input": usage["input_tokens"],
        "output": usage["output_tokens"],
        "cache_read": usage["cache_read_input_tokens"],
        "5m": usage["cache_creation"]["ephemeral_5m_input_tokens"],
        "1h": usage["cache_creation"]["ephemeral_1h_input_tokens"],
    }
    return sum(n * prices[kind] for kind, n in tokens.items()) / 1e6
