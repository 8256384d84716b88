"""What the proxy process runs; the one place where its rooms are put together.

Law: it serves from the moment the socket is taken, ends when its parent ends, and finishes writing
down what it has carried before it goes.
"""

from __future__ import annotations

import asyncio
import gc
import logging
import signal
import socket
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress

from headroom_cli import registry
from headroom_cli.model import Exchange
from headroom_cli.proxy.exchange import Exchanger
from headroom_cli.proxy.local import Local, messages
from headroom_cli.proxy.server import Routes, Server
from headroom_cli.proxy.upstream import Upstream
from headroom_cli.session.config import ProxyConfig, parse
from headroom_cli.session.desk import Desk, Worker
from headroom_cli.supervise import lifeline

_SWITCH_SECONDS = 0.0005  # streams go on while a thread works; by default one would wait ten times as long
_COLLECT_AFTER = (50_000, 50, 50)  # what is remembered has no cycles; looking through all of it takes tens of ms


def main() -> None:
    """The proxy process: `python -m headroom_cli.session.serve FD`, its config on stdin."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    sys.setswitchinterval(_SWITCH_SECONDS)
    gc.set_threshold(*_COLLECT_AFTER)
    listener, line = lifeline.take(sys.argv)
    asyncio.run(serve(parse(line), listener, lifeline.hold))


async def serve(
    config: ProxyConfig,
    listener: socket.socket,
    when_over: Callable[[Callable[[], object]], None],
    local: Mapping[str, Local] | None = None,
    *,
    signals: bool = True,
) -> None:
    """Serve on `listener` until the callback given to `when_over` is called, or SIGTERM or SIGINT comes.

    `signals` False leaves signals alone, as a thread must. `local` answers more paths of our own.
    """
    worker, stop = Worker(), asyncio.Event()
    desk = await worker.do(lambda: Desk(config))
    upstream = Upstream(config.ca_files)
    exchanger = _exchanger(upstream, desk, worker)
    server = Server(_routes(config, desk, worker, local or {}), exchanger)
    if signals:
        _stop_on_signals(stop)
    when_over(_threadsafe(stop))
    await server.start(listener)
    warming = asyncio.ensure_future(worker.do(lambda: _warm(desk, stop)))
    await stop.wait()
    await server.stop()
    await exchanger.settle()
    await warming
    await upstream.close()
    await worker.do(desk.close)


def _warm(desk: Desk, stop: asyncio.Event) -> None:
    """Not where it is over already, for somebody waits for the end."""
    if not stop.is_set():
        desk.warm()


def _exchanger(upstream: Upstream, desk: Desk, worker: Worker) -> Exchanger:
    async def tell(exchange: Exchange) -> None:
        await worker.do(lambda: desk.record(exchange))

    return Exchanger(upstream, desk.shortener, worker.executor, tell, desk.retrieval)


def _routes(config: ProxyConfig, desk: Desk, worker: Worker, local: Mapping[str, Local]) -> Routes:
    return Routes(
        dialects=registry.load_all("dialects"),
        upstreams=config.upstreams,
        by_header=config.by_header,
        exact=config.exact,
        secret=config.secret,
        local={"/mcp": messages(desk.mcp.handle, worker.executor), **local},
    )


def _stop_on_signals(stop: asyncio.Event) -> None:
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        with suppress(NotImplementedError):  # Windows; the life line does it there
            loop.add_signal_handler(number, stop.set)


def _threadsafe(stop: asyncio.Event) -> Callable[[], object]:
    loop = asyncio.get_running_loop()
    return lambda: loop.call_soon_threadsafe(stop.set)


if __name__ == "__main__":
    main()
