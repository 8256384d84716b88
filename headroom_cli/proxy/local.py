"""Paths that the proxy answers itself: plain functions, dressed as HTTP.

Law: what blocks runs in the given executor; a caller of `/mcp` is answered as the Model Context
Protocol's streamable HTTP transport says, with one JSON document for each message.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from concurrent.futures import Executor
from typing import Any

from aiohttp import web

Local = Callable[[web.Request], Awaitable[web.StreamResponse]]
_ACCEPTED, _NOT_ALLOWED = 202, 405


def document(answer: Callable[[], Mapping[str, Any]], executor: Executor | None = None) -> Local:
    """Answers every request with what `answer` gives, as JSON."""

    async def local(_request: web.Request) -> web.StreamResponse:
        loop = asyncio.get_running_loop()
        return web.json_response(await loop.run_in_executor(executor, answer))

    return local


def messages(handle: Callable[[bytes], bytes | None], executor: Executor | None = None) -> Local:
    """Answers each message posted with what `handle` gives; None is accepted in silence."""

    async def local(request: web.Request) -> web.StreamResponse:
        if request.method != "POST":
            return web.Response(status=_NOT_ALLOWED, headers={"Allow": "POST"})
        message = await request.read()
        answer = await asyncio.get_running_loop().run_in_executor(executor, handle, message)
        if answer is None:
            return web.Response(status=_ACCEPTED)
        return web.Response(body=answer, content_type="application/json")

    return local
