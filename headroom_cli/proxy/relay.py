"""An answer on its way back to the agent, leg by leg.

Law: every byte goes on as it arrives; between legs the agent is kept patient, and what was hidden is
remembered before the agent can know that the answer has ended. A later leg that fails is an error in the
midst of the answer, as the provider would say it.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager, AsyncExitStack, suppress
from typing import Any, TypeVar

import aiohttp
from aiohttp import web

from headroom_cli.dialects import Reader
from headroom_cli.dialects.legs import Legs
from headroom_cli.proxy.retrieval import Interlude
from headroom_cli.proxy.upstream import Unreachable

PING_SECONDS = 2.0
_OK, _BAD_GATEWAY = 200, 502
_T = TypeVar("_T")
Do = Callable[..., Awaitable[Any]]
Send = Callable[[bytes], AbstractAsyncContextManager[aiohttp.ClientResponse]]


class LegFailed(Exception):  # noqa: N818 - a fact about the provider, not a fault of ours
    """A later leg has no answer: the status and the body of an error that says so."""

    def __init__(self, status: int, body: bytes, why: str) -> None:
        super().__init__(why)
        self.status = status
        self.body = body


class Reply:
    """What the agent is answered."""

    def __init__(self, request: web.Request, response: web.StreamResponse) -> None:
        self.response = response
        self._request = request

    async def begin(self, *, late: bool) -> None:
        """The status and the headers; `late` ones go with the first byte, since they may yet change."""
        if not late:
            await self.response.prepare(self._request)

    async def write(self, data: bytes) -> None:
        """Some bytes more; waits when the agent is slow."""
        if data and not self.response.prepared:
            await self.response.prepare(self._request)
        if data:
            await self.response.write(data)

    async def end(self, data: bytes) -> None:
        """The last bytes."""
        await self.write(data)
        if not self.response.prepared:
            await self.response.prepare(self._request)
        with suppress(ConnectionResetError):  # some agents hang up as soon as they have heard the last word
            await self.response.write_eof()

    async def fail(self, fact: LegFailed, said: bytes) -> None:
        """An error in the midst of the answer, or instead of it where nothing was said yet."""
        if not self.response.prepared:
            self.response.set_status(fact.status)
            self.response.content_type = "application/json"
        await self.end(said if self.response.prepared else fact.body)

    async def patiently(self, work: Awaitable[_T], ping: bytes) -> _T:
        """The outcome of `work`; the agent hears from us while it takes long."""
        task = asyncio.ensure_future(work)
        try:
            while not (await asyncio.wait({task}, timeout=PING_SECONDS))[0]:
                await self.write(ping)
            return task.result()
        finally:
            task.cancel()


async def relay(answer: aiohttp.ClientResponse, reply: Reply, reader: Reader | Legs | None) -> None:
    """All of an answer but what its reader holds back."""
    async for chunk in answer.content.iter_any():
        await reply.write(reader.feed(chunk) if reader else chunk)


class Leading:
    """Leads an answer on from the end of its first leg; `do` awaits what blocks."""

    def __init__(self, reply: Reply, interlude: Interlude, send: Send, do: Do) -> None:
        self._reply = reply
        self._interlude = interlude
        self._legs = interlude.legs
        self._send = send
        self._do = do

    async def to_the_end(self, body: bytes) -> None:
        """All later legs of the answer to `body`. LegFailed when one failed; the agent was told so."""
        try:
            await self._later(body)
        except LegFailed as fact:
            await self._reply.fail(fact, self._legs.failure(fact.body))
            raise
        if self._legs.hides:
            await self._do(self._interlude.remember, self._interlude)
        await self._reply.end(self._legs.close())

    async def _later(self, body: bytes) -> None:
        while calls := self._legs.end_leg():
            answers = await self._reply.patiently(self._do(self._interlude.fetch, calls), self._legs.ping)
            body = self._legs.next_leg(body, answers)
            if not body:
                return
            async with AsyncExitStack() as stack:
                answer = await self._answer(stack.enter_async_context(self._send(body)))
                try:
                    await relay(answer, self._reply, self._legs)
                except aiohttp.ClientError as error:
                    if isinstance(error, ConnectionResetError):  # it is the agent that is gone
                        raise
                    raise self._failed(_BAD_GATEWAY, "the provider broke off in a later leg") from error

    async def _answer(self, sent: Awaitable[aiohttp.ClientResponse]) -> aiohttp.ClientResponse:
        """A leg's answer from its headers on."""
        try:
            answer = await self._reply.patiently(sent, self._legs.ping)
        except Unreachable as fact:
            raise self._failed(_BAD_GATEWAY, str(fact)) from fact
        if answer.status != _OK:
            raise self._failed(answer.status, f"the provider said {answer.status} to a later leg", await answer.read())
        return answer

    def _failed(self, status: int, why: str, body: bytes = b"") -> LegFailed:
        return LegFailed(status, body if _is_error(body) else self._interlude.dialect.error(status, why), why)


def _is_error(body: bytes) -> bool:
    try:
        return "error" in json.loads(body)
    except (ValueError, TypeError):
        return False
