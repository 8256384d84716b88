"""Retrieval within the answer, as an exchange asks for it: the blocking half.

Law: a request with tools offers ours, always in the same place, but for one in which the agent's own tools
hold it already. What cannot be read or kept costs the retrieval and nothing else.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from headroom_cli.ccr import tool
from headroom_cli.context.memo import Memo
from headroom_cli.context.recall import Find, Recall
from headroom_cli.dialects import Dialect, NotReadable
from headroom_cli.dialects.legs import Legs
from headroom_cli.dialects.retrieving import Answers
from headroom_cli.errors import HeadroomError, StoreError

_QUICK = 2 * 1024 * 1024
_TURNS, _BYTES = 50_000, 64 * 1024 * 1024
_log = logging.getLogger(__name__)
Answering = Callable[[Mapping[str, Any]], tuple[str, bool]]  # arguments -> a text, whether it is an error


class _Keeps(Protocol):
    def put(self, key: str, text: str) -> None: ...

    def get(self, key: str) -> str | None: ...


@dataclass(frozen=True, slots=True)
class Interlude:
    """What may come to pass within the answer to the message `last`; `legs` reads it.

    `fetch` gives what each call is answered, `remember` keeps what was hidden: both block.
    """

    dialect: Dialect
    last: bytes
    legs: Legs
    fetch: Callable[[Mapping[str, Mapping[str, Any]]], Answers]
    remember: Callable[[Interlude], None]


@dataclass(frozen=True, slots=True)
class Offered:
    """A request as it is to be shortened; with an `interlude` where our tool is offered in it."""

    body: bytes
    interlude: Interlude | None = None


class Retrieval:
    """For one thread. `answer` gives what a call is told, `turns` keeps what was hidden."""

    def __init__(self, answer: Answering, turns: _Keeps) -> None:
        self._answer = answer
        self._turns = turns
        self._recall = Recall()
        self._known: Memo[str, str] = Memo(_TURNS, _BYTES)  # an empty text: there is none

    def at_once(self, dialect: Dialect, body: bytes, url: str = "") -> Offered | None:
        """What `offer` gives where that is at hand, and takes no work worth a thread; may be called in any."""
        try:
            return self._offered(dialect, body, url, self._at_hand) if len(body) <= _QUICK else None
        except Exception:  # noqa: BLE001 - whatever it is, `offer` finds out
            return None

    def offer(self, dialect: Dialect, body: bytes, url: str = "") -> Offered:
        """The request with what was hidden put back and the tool offered, or as it came; blocks."""
        try:
            return self._offered(dialect, body, url, self._find)
        except NotReadable:
            return Offered(body)
        except Exception:  # noqa: BLE001 - law 6: the agent never sees an error that is ours
            _log.exception("originals cannot be fetched within an answer")
            return Offered(body)

    def _offered(self, dialect: Dialect, body: bytes, url: str, find: Find) -> Offered:
        retrieving, outline = dialect.retrieving, dialect.outline(body, url)
        own = tool.is_among(outline.tools)
        if retrieving is None or own or not (outline.tools and outline.messages and outline.leads):
            return Offered(body)
        whole = self._recall.put_back(dialect, body, outline, find)
        offered = retrieving.offer(whole, tool.NAME, tool.DESCRIPTION, tool.SCHEMA)
        if offered is whole:
            return Offered(body)
        legs = Legs(retrieving, retrieving.tale(tool.NAME, streaming=outline.streaming))
        last = body[slice(*outline.messages[-1])]
        return Offered(offered, Interlude(dialect, last, legs, self._fetch, self._remember))

    def _fetch(self, calls: Mapping[str, Mapping[str, Any]]) -> Answers:
        return {name: self._told(arguments) for name, arguments in calls.items()}

    def _told(self, arguments: Mapping[str, Any]) -> tuple[str, bool]:
        try:
            return self._answer(arguments)
        except HeadroomError as error:
            return f"{error.message} {error.hint}".strip(), True

    def _remember(self, interlude: Interlude) -> None:
        try:
            for key, text in self._recall.records(interlude.dialect, interlude.last, interlude.legs):
                self._known.put(key, text, len(text))
                self._turns.put(key, text)
        except StoreError as error:
            _log.warning("what was fetched is not remembered: %s", error.message)
        except Exception:  # noqa: BLE001 - law 6: the conversation is valid without it
            _log.exception("what was fetched is not remembered")

    def _at_hand(self, key: str) -> str | None:
        text = self._known.get(key)
        if text is None:
            raise LookupError(key)
        return text or None

    def _find(self, key: str) -> str | None:
        text = self._known.get(key)
        if text is None:
            try:
                found = self._turns.get(key) or ""
            except StoreError as error:
                _log.warning("what was fetched earlier is not put back: %s", error.message)
                found = ""
            text = self._known.put(key, found, len(found))
        return text or None
