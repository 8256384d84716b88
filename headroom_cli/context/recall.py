"""Hidden turns: what the model fetched within an answer, put back into every later request.

Law: an answer is known by what the agent sends back of it and by the message before it, by nothing that comes
later, so what is put back is prefix-causal (law 1). An answer that is not known stays as the agent has it,
and the conversation is valid without what was hidden.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from dataclasses import asdict

from headroom_cli.dialects import Dialect, NotReadable, Outline
from headroom_cli.dialects.legs import Legs
from headroom_cli.dialects.retrieving import Hidden
from headroom_cli.dialects.spans import Change, patched

Find = Callable[[str], str | None]
_MESSAGES = 4096


class Recall:
    """Knows answers again; one for each proxy, for any thread. What it remembers is only a cache."""

    def __init__(self) -> None:
        self._digests: dict[bytes, bytes] = {}

    def records(self, dialect: Dialect, last: bytes, legs: Legs) -> Iterator[tuple[str, str]]:
        """What to remember of an answer to the message `last`, each under its key."""
        if found := legs.hidden():
            seen, hidden = found
            yield self._key(dialect, last, seen), json.dumps(asdict(hidden))
        if owed := legs.owed():
            name, hidden = owed
            yield self._key(dialect, b"", (name,)), json.dumps(asdict(hidden))

    def put_back(self, dialect: Dialect, body: bytes, outline: Outline, find: Find) -> bytes:
        """The request with all that was hidden of its answers; `find` gives what was remembered under a key."""
        retrieving = dialect.retrieving
        changes: list[Change] = []
        for number, seen in retrieving.turns(body, outline) if retrieving else ():
            before = body[slice(*outline.messages[number - 1])] if number else b""
            if retrieving and (text := find(self._key(dialect, before, seen))):
                changes += retrieving.restored(body, outline, number, _hidden(text))
        return patched(body, changes) if changes else body

    def _key(self, dialect: Dialect, before: bytes, seen: tuple[str, ...]) -> str:
        """Of an answer and what it answers: the same few words may be said more than once."""
        said = json.dumps([dialect.name, self._digest(dialect, before).hex(), seen])
        return f"turn-{hashlib.sha256(said.encode()).hexdigest()[:40]}"

    def _digest(self, dialect: Dialect, message: bytes) -> bytes:
        name = hashlib.sha256(dialect.name.encode() + message).digest()
        found = self._digests.get(name)
        if found is None:
            if len(self._digests) >= _MESSAGES:
                self._digests.clear()
            found = self._digests[name] = _read(dialect, message)
        return found


def _read(dialect: Dialect, message: bytes) -> bytes:
    try:
        return dialect.message(message).digest
    except NotReadable:
        return hashlib.sha256(message).digest()


def _hidden(text: str) -> Hidden:
    found = json.loads(text)
    lists = {name: tuple(found[name]) for name in ("before", "marks", "calls", "results")}
    return Hidden(cut=found["cut"], **lists)
