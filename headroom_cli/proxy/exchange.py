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
from dataclasses import dataclass
from typing import Any, Literal

import aiohttp
from aiohttp import web
from multidict import CIMultiDict

from headroom_cli.dialects import Dialect, Reader
from headroom_cli.model import Exchange
from headroom_cli.proxy.encodings import decode
from headroom_cli.proxy.headers import to_agent, to_provider
from headroom_cli.proxy.shortener import Shortened, Shortener
from headroom_cli.proxy.upstream import Unreachable, Upstream

Tell = Callable[[Exchange], Awaitable[None]]
_log = logging.getLogger(__name__)
_TOO_LARGE, _UNREACHABLE = 413, 502


@dataclass(frozen=True, slots=True, kw_only=True)
class Errand:
    """Where one request is to go: the URL, the provider's name and its own path, the dialect if it may be rewritten."""

    url: str
    name: str
    path: str
    home: Dialect
    dialect: Dialect | None = None


class _Record:
    """What is told of an exchange, as it comes to be known; clocks are read here alone in this room."""

    def __init__(self, dialect: str, path: str) -> None:
        self._facts: dict[str, Any] = {"session": "", "at": time.time(), "dialect": dialect, "path": path}
        self._started = time.perf_counter()

    def note(self, **facts: object) -> None:
        self._facts |= facts

    def elapsed_ms(self) -> float:
        return (time.perf_counter() - self._started) * 1000

    def exchange(self) -> Exchange:
        return Exchange(**self._facts)


class Exchanger:
    """Carries requests; `worker` runs what blocks, `tell` takes each Exchange after its last byte."""

    def __init__(self, upstream: Upstream, shortener: Shortener, worker: Executor, tell: Tell) -> None:
        self._upstream = upstream
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
            record.note(outcome="failed", reason="the agent hung up")
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
        body, headers, reader = await self._prepare(request, errand, record)
        record.note(added_ms=record.elapsed_ms())
        try:
            async with self._upstream.send(request.method, errand.url, headers, body) as answer:
                return await self._back(request, answer, reader, record)
        except Unreachable as fact:
            said = f"{fact}. Check the network and the provider's URL."
            return _refusal(errand, record, _UNREACHABLE, "the provider cannot be reached", said)

    async def _prepare(
        self, request: web.Request, errand: Errand, record: _Record
    ) -> tuple[bytes, CIMultiDict[str], Reader | None]:
        """What goes to the provider, and who reads its answer."""
        body = await request.read()
        plain = decode(body, request.headers.get("content-encoding", "")) if errand.dialect else None
        if errand.dialect is None or plain is None:
            record.note(reason="not a conversation" if errand.dialect is None else "an unreadable encoding")
            return body, to_provider(request.headers.items(), plain_body=False, plain_answer=False), None
        short = self._shortener.at_once(errand.dialect, plain, errand.url)
        if not isinstance(short, Shortened):
            loop = asyncio.get_running_loop()
            short = await loop.run_in_executor(
                self._worker, self._shortener.finish, errand.dialect, plain, short, errand.url
            )
        _note_shortened(record, short)
        changed = bool(short.edits)
        headers = to_provider(request.headers.items(), plain_body=changed, plain_answer=True)
        streaming = short.outline is not None and short.outline.streaming
        return (short.body if changed else body), headers, errand.dialect.reader(streaming=streaming)

    async def _back(
        self, request: web.Request, answer: aiohttp.ClientResponse, reader: Reader | None, record: _Record
    ) -> web.StreamResponse:
        record.note(status=answer.status)
        response = web.StreamResponse(
            status=answer.status, reason=answer.reason, headers=to_agent(answer.headers.items())
        )
        await response.prepare(request)
        record.note(first_byte_ms=record.elapsed_ms())
        try:
            await _pour(answer, response, None if "content-encoding" in answer.headers else reader)
        except Exception as error:  # noqa: BLE001 - the answer has begun: half of it must not look like all of it
            record.note(outcome="failed", reason=_broken(error, request))
            _abort(request)
        _note_read(record, reader)
        return response


async def _pour(answer: aiohttp.ClientResponse, response: web.StreamResponse, reader: Reader | None) -> None:
    """Every byte of the answer as it arrives; `write` waits when the agent is slow."""
    async for chunk in answer.content.iter_any():
        await response.write(reader.feed(chunk) if reader else chunk)
    if reader and (rest := reader.close()):
        await response.write(rest)
    await response.write_eof()


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
    record.note(
        outcome=outcome, reason=short.reason, edits=(*short.edits, *short.carried), turn=short.turn, model=model
    )


def _note_read(record: _Record, reader: Reader | None) -> None:
    if reader is None:
        return
    record.note(usage=reader.usage)
    if reader.error:
        record.note(outcome="failed", reason=f"the provider said {reader.error}")


def _broken(error: Exception, request: web.Request) -> str:
    if not isinstance(error, aiohttp.ClientError | OSError):
        _log.error("an answer broke off", exc_info=error)
        return "an error of ours (see the log)"
    gone = request.transport is None or request.transport.is_closing() or isinstance(error, ConnectionResetError)
    return "the agent hung up" if gone else "the provider broke off"


def _abort(request: web.Request) -> None:
    if request.transport is not None:
        request.transport.abort()
