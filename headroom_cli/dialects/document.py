"""An answer that is one JSON document, in legs: what the dialects have in common of it.

Law: it is held back until it is whole. One of a single leg goes on as it came; one of several is the last
leg's, under the first one's id, with all that the agent may see of the others.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import Any

from headroom_cli.dialects.node import Node, root
from headroom_cli.dialects.reading import Told
from headroom_cli.dialects.retrieving import Part
from headroom_cli.dialects.spans import replaced
from headroom_cli.model import Usage


class Document(ABC):
    """A `Tale`; what a document says a dialect reads. `id_key`: where its id stands, if the first one's is to stay."""

    ping = b""
    id_key = "id"

    def __init__(self, hide: str, told: Told) -> None:
        self.usage = Usage()
        self.error = ""
        self.name = ""
        self.said = 0  # tokens of the legs before
        self.hide = hide
        self._told = told
        self._pieces: list[bytes] = []
        self._id: Node | None = None
        self._legs = 1
        self._shown: list[list[Part]] = []

    @abstractmethod
    def parts(self) -> list[Part]:
        """What this leg said, in order."""

    @abstractmethod
    def stopped(self) -> bool:
        """Whether the model stopped for its calls to be answered."""

    @abstractmethod
    def values(self, legs: Sequence[Sequence[Part]], *, ended: bool) -> dict[str, str]:
        """What the document says at its paths, with these legs; `ended`: no call is left that it stopped for."""

    def waits(self) -> bool:
        self.usage, self.error = self._told(Usage(), self.document())
        return self.stopped()

    def take(self, event: bytes) -> bytes:
        self._pieces.append(event)
        return b""

    def next(self) -> None:
        self._legs += 1
        self._id = self._id or self.top().get(self.id_key)
        self._shown.append(_visible(self.parts()))
        self.said += self.usage.output
        self._pieces = []

    def held(self) -> bytes:
        return b"".join(self._pieces)

    def end(self) -> bytes:
        parts = self.parts()
        if self._legs == 1 and all(part.kind != "ours" for part in parts):
            return self.held()
        ended = self.waits() and all(part.kind != "call" for part in parts)
        known = {self.id_key: self._id.raw.decode()} if self._id else {}
        return replaced(self.held(), known | self.values([*self._shown, _visible(parts)], ended=ended))

    def failure(self, error: bytes) -> bytes:
        del error
        return b""

    def top(self) -> dict[str, Node]:
        """What stands in the document, by key."""
        return root(self.held()).fields()

    def document(self) -> Any:
        """The document decoded."""
        return root(self.held()).value()


def _visible(parts: Sequence[Part]) -> list[Part]:
    return [part for part in parts if part.kind != "ours"]
