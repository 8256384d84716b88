"""An answer of several legs, played to a dialect's reader from the bytes of a scripted provider."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from headroom_cli.dialects import Dialect
from headroom_cli.dialects.legs import Legs

HIDE = "headroom_retrieve"
Cut = Callable[[bytes], Iterable[bytes]]


@dataclass
class Played:
    """What came of it: what the agent saw, what the provider was sent after the first request, the reader."""

    seen: bytes
    legs: Legs
    sent: list[bytes] = field(default_factory=list)


def play(dialect: Dialect, body: bytes, legs: list[bytes], *, streaming: bool = True, cut: Cut = lambda b: [b]):
    """Every leg read to its end; each call of ours is answered with its arguments."""
    retrieving = dialect.retrieving
    reader = Legs(retrieving, retrieving.tale(HIDE, streaming=streaming))
    seen, sent = b"", []
    for leg in legs:
        seen += b"".join(map(reader.feed, cut(leg)))
        if not (calls := reader.end_leg()):
            break
        body = reader.next_leg(body, {name: (f"about {given!r}", False) for name, given in calls.items()})
        if not body:
            break
        sent.append(body)
    return Played(seen + reader.close(), reader, sent)
