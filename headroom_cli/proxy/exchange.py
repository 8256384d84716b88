"""One request there and back.

Law: the answer streams as it arrives, under the provider's own status and headers; an agent that hangs
up cancels the provider's work; a provider that breaks off breaks the agent's connection, so that a
half answer is never taken for a whole one. Whatever happens, one Exchange is told.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable
from concurrent.futures import Executor
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from typing import Any, Literal, TypeVar

import aiohttp
from aiohttp import web
from multidict import CIMultiDict

from headroom_cli.dialects import Dialect, Reader
from headroom_cli.dialects.legs import Legs
from headroom_cli.model import Exchange
from headroom_cli.proxy.encodings import decode, encode, is_again
from headroom_cli.proxy.headers import to_agent, to_provider
from headroom_cli.proxy.relay import Leading, LegFailed, Reply, Send, relay
from headroom_cli.proxy.retrieval import Interlude, Offered, Retrieval
from headroom_cli.proxy.shortener import Shortened, Shortener
from headroom_cli.proxy.upstream import Unreachable, Upstream

Tell = Callable[[Exchange], Awaitable[None]]
_T = TypeVar("_T")
_log = logging.getLogger(__name__)
_TOO_LARGE, _UNREACHABLE = 413, 502
_HUNG_UP = "the agent hung up"


@dataclass(frozen=True, slots=True, kw_only=True)
class Errand:
    """Where one request is to go: the URL, the provider's name and its own path, the dialect if it may be rewritten."""

    url: str
    name: str
    path: str
    home: Dialect
    dialect: Dialect | None = None


@dataclass(frozen=True, slots=True)
class _Trip:
    """What goes to the provider, who looks on at the answer, or what may come to pass in it.

    `coding` is the one in which bodies are still to be packed.
    """

    body: bytes
    headers: CIMultiDict[str]
    reader: Reader | None = None
    interlude: Interlude | None = None
    coding: str = ""


class _Record:
    """What is told of an exchange, as it comes to be known; clocks are read here alone in this room."""

    def __init__(self, dialect: str, path: str) -> None:
        self._facts: dict[str, Any] = {"session": "", "at": time.time(), "dialect": dialect, "path": path}
        self._started = time.perf_counter()
        self.answered = False

    def note(self, **facts: object) -> None:
        self._facts |= facts

    def elapsed_ms(self) -> float:
        return (time.perf_counter() - self._started) * 1000

    def exchange(self) -> Exchange:
        return Exchange(**self._facts)


class Exchanger:
    """Carries requests; `worker` runs what blocks, `tell` takes each Exchange after its last byte.

    With `retrieval`, originals are fetched within the answers.
    """

    def __init__(
        self,
        upstream: Upstream,
        shortener: Shortener,
        worker: Executor,
        tell: Tell,
        retrieval: Retrieval | None = None,
    ) -> None:
        self._upstream = upstream
        self._retrieval = retrieval
        self._shortener = shortener
        self._worker = worker
        self._tell = tell
        self._telling: set[asyncio.Future[None]] = set()

    async def settle(self) -> None:
        """Return when every exchange so far has been told."""
        await asyncio.gather(*self._telling)

    async def carry(self, request: web.Request, errand: Errand) -> web.StreamResponse:
        """The whole of one exchange."""
        record = _Record(errand.name, errand.path)
        try:
            return await self._there_and_back(request, errand, record)
        except web.HTTPRequestEntityTooLarge:
            return _refusal(errand, record, _TOO_LARGE, "a request over 128 MiB", "the request is over 128 MiB")
        except asyncio.CancelledError:  # the agent's connection is gone
            record.note(**({} if record.answered else {"outcome": "failed", "reason": _HUNG_UP}))
            raise
        except Exception:  # noqa: BLE001 - law 6: whatever we do wrong, the agent gets what it knows to retry
            _log.exception("an exchange failed")
            return _refusal(
                errand, record, _UNREACHABLE, "an error of ours (see the log)", "an error of Headroom's own"
            )
        finally:
            record.note(total_ms=record.elapsed_ms())
            self._telling.add(telling := asyncio.ensure_future(self._tell(record.exchange())))
            telling.add_done_callback(self._telling.discard)

    async def _there_and_back(self, request: web.Request, errand: Errand, record: _Record) -> web.StreamResponse:
        trip = await self._prepare(request, errand, record)
        record.note(added_ms=record.elapsed_ms())

        def send(body: bytes) -> AbstractAsyncContextManager[aiohttp.ClientResponse]:
            return self._upstream.send(request.method, errand.url, trip.headers, encode(body, trip.coding))

        try:
            async with send(trip.body) as answer:
                return await self._back(request, answer, trip, send, record)
        except Unreachable as fact:
            said = f"{fact}. Check the network and the provider's URL."
            return _refusal(errand, record, _UNREACHABLE, "the provider cannot be reached", said)

    async def _prepare(self, request: web.Request, errand: Errand, record: _Record) -> _Trip:
        """What goes to the provider, and who reads its answer."""
        body, dialect = await request.read(), errand.dialect
        coding = request.headers.get("content-encoding", "")
        plain = decode(body, coding) if dialect else None
        if dialect is None or plain is None:
            record.note(reason=_why_as_it_came(errand) if dialect is None else "an unreadable encoding")
            return _Trip(body, to_provider(request.headers.items(), plain_body=False, plain_answer=False))
        record.note(subscribed=dialect.subscribed({name.lower(): said for name, said in request.headers.items()}))
        offered, short = await self._shortened(dialect, plain, errand.url)
        _note_shortened(record, short)
        changed = bool(short.edits) or offered.body is not plain
        again = changed and is_again(coding)
        headers = to_provider(request.headers.items(), plain_body=changed and not again, plain_answer=True)
        streaming = short.outline is not None and short.outline.streaming
        reader = None if offered.interlude else dialect.reader(streaming=streaming)
        return _Trip(short.body if changed else body, headers, reader, offered.interlude, coding if again else "")

    async def _shortened(self, dialect: Dialect, plain: bytes, url: str) -> tuple[Offered, Shortened]:
        """The request with the tool offered and in fewer tokens; what takes work is done in one go elsewhere."""
        offered = self._retrieval.at_once(dialect, plain, url) if self._retrieval else Offered(plain)
        if offered is None:
            return await self._do(self._offered_and_shortened, dialect, plain, url)
        short = self._shortener.at_once(dialect, offered.body, url)
        if not isinstance(short, Shortened):
            short = await self._do(self._shortener.finish, dialect, offered.body, short, url)
        return offered, short

    def _offered_and_shortened(self, dialect: Dialect, plain: bytes, url: str) -> tuple[Offered, Shortened]:
        offered = self._retrieval.offer(dialect, plain, url) if self._retrieval else Offered(plain)
        return offered, self._shortener.shorten(dialect, offered.body, url)

    async def _do(self, work: Callable[..., _T], *arguments: Any) -> _T:
        """What blocks, done in the worker's thread."""
        return await asyncio.get_running_loop().run_in_executor(self._worker, work, *arguments)

    async def _back(
        self, request: web.Request, answer: aiohttp.ClientResponse, trip: _Trip, send: Send, record: _Record
    ) -> web.StreamResponse:
        record.note(status=answer.status)
        readable = "content-encoding" not in answer.headers
        legs = trip.interlude.legs if trip.interlude and readable else None
        reader = legs or (trip.reader if readable else None)
        headers = to_agent(answer.headers.items(), as_long=legs is None)
        reply = Reply(request, web.StreamResponse(status=answer.status, reason=answer.reason, headers=headers))
        await reply.begin(late=legs is not None and not legs.ping)
        record.note(first_byte_ms=record.elapsed_ms())
        try:
            await relay(answer, reply, reader)
            if legs and trip.interlude:
                await Leading(reply, trip.interlude, send, self._do).to_the_end(trip.body)
            else:
                await reply.end(reader.close() if reader else b"")
        except LegFailed as fact:
            record.note(outcome="failed", reason=str(fact), status=reply.response.status)
        except Exception as error:  # noqa: BLE001 - the answer has begun: half of it must not look like all of it
            why = _broken(error, request)
            record.note(**({} if why == _HUNG_UP and _is_whole(reader) else {"outcome": "failed", "reason": why}))
            _abort(request)
        finally:
            record.answered = _is_whole(reader)
            _note_read(record, reader)
        return reply.response


def _is_whole(reader: Reader | Legs | None) -> bool:
    """Whether all of an answer was said: some agents hang up then, without waiting for its end."""
    return reader is not None and not isinstance(reader, Legs) and reader.done


def _why_as_it_came(errand: Errand) -> str:
    by = errand.home.passing(errand.path)
    return f"{by} goes through as it came" if by else "not a conversation"


def _refusal(errand: Errand, record: _Record, status: int, reason: str, said: str) -> web.Response:
    """An error of ours, in the provider's own shape."""
    record.note(outcome="failed", reason=reason, status=status)
    body = errand.home.error(status, f"Headroom: {said}")
    return web.Response(status=status, body=body, content_type="application/json")


def _note_shortened(record: _Record, short: Shortened) -> None:
    outcome: Literal["rewritten", "unchanged", "passed"] = "rewritten" if short.edits else "unchanged"
    if short.outline is None or short.outline.untouchable:
        outcome = "passed"
    model = short.outline.model if short.outline else ""
    record.note(outcome=outcome, reason=short.reason, edits=(*short.edits, *short.carried), model=model)
    turn = short.turn
    record.note(turn=turn.name, previous=turn.previous, fetching=turn.fetching, size=turn.size)


def _note_read(record: _Record, reader: Reader | Legs | None) -> None:
    if reader is None:
        return
    record.note(usage=reader.usage)
    if isinstance(reader, Legs):
        record.note(legs=reader.count, detour=reader.detour)
    if reader.error:
        record.note(outcome="failed", reason=f"the provider said {reader.error}")


def _broken(error: Exception, request: web.Request) -> str:
    if not isinstance(error, aiohttp.ClientError | OSError):
        _log.error("an answer broke off", exc_info=error)
        return "an error of ours (see the log)"
    gone = request.transport is None or request.transport.is_closing() or isinstance(error, ConnectionResetError)
    return _HUNG_UP if gone else "the provider broke off"


def _abort(request: web.Request) -> None:
    if request.transport is not None:
        request.transport.abort()
