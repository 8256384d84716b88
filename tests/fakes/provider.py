"""A scripted, strict, accounting provider of all the APIs of `api` on loopback, for tests.

Law: it answers as the real one would, refuses what the real one would refuse, and remembers all it saw.

    with FakeProvider(turns(call("Bash", command="ls"), say("done"))) as provider:
        ...  # an agent with ANTHROPIC_BASE_URL = provider.url
    assert not provider.violations and not provider.prefix_changes()

As a process: `python -m tests.fakes.provider --port 8000 --script module:name`.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from importlib import import_module
from threading import Event, Thread
from typing import Any, Self

from aiohttp import web
from multidict import CIMultiDict

from tests.fakes import api, journal, strict
from tests.fakes.api import Api
from tests.fakes.prompt_cache import PromptCache, parse
from tests.fakes.script import Conversation, Fault, Script, Turn, beside, output_tokens, say


class FakeProvider(journal.Journal):
    """The provider in a thread of its own, up while the `with` block lasts.

    `script` says the turns; a plain function of the Conversation will do. `clock` is the prompt cache's,
    in seconds. `port` 0 takes a free one. `url` is what an agent's base URL is set to. `errors` are the
    provider's own mistakes and the script's.
    """

    def __init__(
        self, script: Script = lambda _: say("Done."), *, clock: Callable[[], float] = time.monotonic, port: int = 0
    ) -> None:
        super().__init__()
        self.port = port
        self.errors: list[BaseException] = []
        self._script = beside(script)
        self._cache = PromptCache(clock)
        self._attempts: Counter[tuple[str, int]] = Counter()
        self._loop = asyncio.new_event_loop()
        self._ready = Event()
        self._thread = Thread(target=self._serve, name="fake-provider", daemon=True)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def __enter__(self) -> Self:
        self._thread.start()
        self._ready.wait(10)
        if not self.port:
            raise OSError("the fake provider did not start")
        return self

    def __exit__(self, *_: object) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)

    def _serve(self) -> None:
        runner = web.AppRunner(self._app(), handler_cancellation=True, access_log=None, shutdown_timeout=0.1)
        self._loop.run_until_complete(self._listen(runner))
        self._ready.set()
        self._loop.run_forever()
        self._loop.run_until_complete(runner.cleanup())
        self._loop.close()

    async def _listen(self, runner: web.AppRunner) -> None:
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", self.port)
        await site.start()
        self.port = runner.addresses[0][1]

    def _app(self) -> web.Application:
        app = web.Application(client_max_size=0)
        app.router.add_route("*", "/{path:.*}", self._handle)
        return app

    async def _handle(self, request: web.Request) -> web.StreamResponse:
        entry = journal.record(request.method, request.path_qs, CIMultiDict(request.headers), await request.read())
        self.records.append(entry)
        try:
            return await self._route(request, entry)
        except ConnectionError:
            raise
        except Exception as error:
            self.errors.append(error)
            raise

    async def _route(self, request: web.Request, entry: journal.Record) -> web.StreamResponse:
        if request.method == "HEAD" and request.path in {"/", "/api/hello"}:
            return _reply(entry, 200)
        if request.method == "POST" and request.path == "/v1/messages/count_tokens":
            return self._count(entry)
        spoken = api.of(request.path)
        if spoken and request.headers.get("Upgrade", "").lower() == "websocket":
            return _refuse(entry, spoken, 426, "no WebSocket here")
        if request.method == "POST" and spoken:
            return await self._message(request, entry, spoken)
        return _refuse(entry, api.MESSAGES, 404, f"no such route: {request.method} {request.path}")

    def _count(self, entry: journal.Record) -> web.Response:
        entry.body = json.loads(entry.raw)
        journal.understand(entry, entry.body, parse(entry.raw))
        return _reply(entry, 200, {"input_tokens": entry.input_tokens})

    async def _message(self, request: web.Request, entry: journal.Record, spoken: Api) -> web.StreamResponse:
        if len(entry.raw) > strict.MOST_BYTES:
            entry.violations.append("Request exceeds the maximum size")
            return _refuse(entry, spoken, 413, entry.violations[0])
        try:
            entry.body = json.loads(entry.raw)
        except ValueError as error:
            entry.violations.append(f"The request body is not valid JSON: {error}")
            return _refuse(entry, spoken, 400, entry.violations[0])
        entry.violations += spoken.violations(entry.body)
        if entry.violations:
            return _refuse(entry, spoken, 400, "; ".join(entry.violations))
        asked, spelled = (spoken.read(request.path, body) for body in (entry.body, parse(entry.raw)))
        journal.understand(entry, asked, spelled, automatic=spoken.automatic)
        return await self._answer(request, entry, spoken)

    async def _answer(self, request: web.Request, entry: journal.Record, spoken: Api) -> web.StreamResponse:
        turn = self._script(Conversation(entry.asked, entry.headers))
        fault = self._fault(entry, turn)
        await asyncio.sleep(turn.first_byte)
        if fault.hang_up:
            return _cut(request, web.Response())
        if fault.status:
            return _refuse(entry, spoken, fault.status, "as the script says", fault.retry_after)
        model = entry.asked["model"]
        usage = self._cache.usage(model, entry.sequence) | {"output_tokens": output_tokens(turn)}
        entry.usage = usage
        whole = spoken.message(turn, f"{entry.conversation}/{entry.turn}", model, usage)
        if not entry.asked.get("stream"):
            return _reply(entry, 200, whole)
        return await _stream(request, entry, b"".join(spoken.events(whole, entry.body)), turn, fault.drop)

    def _fault(self, entry: journal.Record, turn: Turn) -> Fault:
        """What goes wrong with this attempt; attempts are counted by conversation and turn."""
        attempt = self._attempts[entry.conversation, entry.turn]
        if entry.of_agent:
            self._attempts[entry.conversation, entry.turn] += 1
        return turn.faults[attempt] if entry.of_agent and attempt < len(turn.faults) else Fault()


async def _stream(
    request: web.Request, entry: journal.Record, whole: bytes, turn: Turn, drop: float | None
) -> web.StreamResponse:
    entry.status = 200
    response = web.StreamResponse(headers=_headers(entry) | {"Content-Type": "text/event-stream; charset=utf-8"})
    await response.prepare(request)
    end = len(whole) if drop is None else int(len(whole) * drop)
    for start in range(0, end, turn.piece):
        await response.write(whole[start : min(end, start + turn.piece)])
        if turn.pause:
            await asyncio.sleep(turn.pause)
    if drop is not None:
        return _cut(request, response)
    with suppress(ConnectionError):
        await response.write_eof()
    entry.finished = True
    return response


def _cut(request: web.Request, response: web.StreamResponse) -> web.StreamResponse:
    if request.transport is not None:
        request.transport.abort()
    return response


def _reply(entry: journal.Record, status: int, body: dict[str, Any] | None = None) -> web.Response:
    entry.status, entry.finished = status, True
    headers = _headers(entry)
    return (
        web.Response(status=status, headers=headers)
        if body is None
        else web.json_response(body, status=status, headers=headers)
    )


def _refuse(
    entry: journal.Record, spoken: Api, status: int, text: str, retry_after: float | None = None
) -> web.Response:
    response = _reply(entry, status, spoken.error(status, text))
    if retry_after is not None:
        response.headers["retry-after"] = f"{retry_after:g}"
    return response


def _headers(entry: journal.Record) -> dict[str, str]:
    return {"request-id": f"req_{abs(hash(entry.raw)):024x}"[:28], "anthropic-organization-id": "fake"}


def main() -> None:
    """Serve one script until interrupted; the base URL is the first line on stdout."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--port", type=int, default=0)
    options.add_argument("--script", default="", help="module:name of a script; without one every answer is 'Done.'")
    chosen = options.parse_args()
    module, _, name = chosen.script.partition(":")
    arguments = (getattr(import_module(module), name),) if module else ()
    with FakeProvider(*arguments, port=chosen.port) as provider, suppress(KeyboardInterrupt):
        print(provider.url, flush=True)
        Event().wait()


if __name__ == "__main__":
    main()
