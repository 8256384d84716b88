"""An answer of several legs, played to a dialect's reader from what a scripted provider says."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from headroom_cli.dialects.legs import Legs
from tests.fakes.script import Turn, output_tokens
from tests.fakes.speech import Heard, Speech

HIDE = "headroom_retrieve"
ASKS = (HIDE, {"key": "0123456789ab"})
Cut = Callable[[bytes], Iterable[bytes]]


@dataclass
class Played:
    """What came of it: what the agent saw, what the provider was sent after the first request, the reader."""

    seen: bytes
    legs: Legs
    heard: Callable[[], Heard]
    sent: list[bytes] = field(default_factory=list)


def request(speech: Speech, messages: list[dict], tools: tuple[str, ...] = ("Read",)) -> bytes:
    """A request as an agent sends it."""
    return json.dumps(speech.body(messages, tools, streaming=True), ensure_ascii=False, separators=(",", ":")).encode()


def said(speech: Speech, turn: Turn, seed: str, *, streaming: bool = True) -> bytes:
    """A leg as the provider says it."""
    usage = {"input_tokens": 7, "cache_read_input_tokens": 0, "output_tokens": output_tokens(turn)}
    whole = speech.api.message(turn, seed, "m", usage)
    asked = {"stream_options": {"include_usage": True}}
    return b"".join(speech.api.events(whole, asked)) if streaming else json.dumps(whole, ensure_ascii=False).encode()


def play(
    speech: Speech,
    turns: Sequence[Turn | bytes],
    body: bytes = b"",
    *,
    seed: str = "leg",
    streaming: bool = True,
    cut: Cut = lambda leg: [leg],
) -> Played:
    """Every leg read to its end; each call of ours is answered with its arguments."""
    retrieving = speech.dialect.retrieving
    reader = Legs(retrieving, retrieving.tale(HIDE, streaming=streaming))
    body = body or request(speech, speech.prompt("go"))
    seen, sent = b"", []
    for number, turn in enumerate(turns):
        leg = turn if isinstance(turn, bytes) else said(speech, turn, f"{seed} {number}", streaming=streaming)
        seen += b"".join(map(reader.feed, cut(leg)))
        if not (calls := reader.end_leg()):
            break
        body = reader.next_leg(body, {name: (f"about {given!r}", False) for name, given in calls.items()})
        if not body:
            break
        sent.append(body)
    seen += reader.close()
    return Played(seen, reader, lambda: speech.heard(seen, streaming=streaming), sent)
