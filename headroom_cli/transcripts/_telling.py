"""Putting replies together again that a file holds in pieces, with what came of them after them.

Law: at most one reply and what stands between it and the next one is held.
"""

from __future__ import annotations

from dataclasses import replace

from headroom_cli.transcripts import Reply, Turn


class Telling:
    """Takes turns as a file has them, gives them as they were: a reply whole, and then its results."""

    def __init__(self) -> None:
        self.held: Reply | None = None
        self._after: list[Turn] = []

    def piece(self, reply: Reply) -> list[Turn]:
        """A reply, or one more piece of the one that is held, by its id; what is complete now."""
        if self.held is not None and self.held.id == reply.id:
            self.held = _both(self.held, reply)
            return []
        complete = self.rest()
        self.held = reply
        return complete

    def turn(self, turn: Turn) -> list[Turn]:
        """Any other turn; what is complete now."""
        if self.held is None:
            return [turn]
        self._after.append(turn)
        return []

    def rest(self) -> list[Turn]:
        """All that is held still."""
        found = [self.held, *self._after] if self.held is not None else []
        self.held, self._after = None, []
        return found


def _both(one: Reply, more: Reply) -> Reply:
    """Usage is repeated with each piece, and grows until the last of them: the greater one counts."""
    return replace(
        one,
        model=one.model or more.model,
        text="\n".join(text for text in (one.text, more.text) if text),
        thinking=one.thinking + more.thinking,
        calls=one.calls + more.calls,
        usage=max(one.usage, more.usage, key=lambda usage: (usage.reported, usage.output)),
    )
