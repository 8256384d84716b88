"""Listens on loopback, under a path that only this run knows, and sends each request where it belongs.

Law: a foreign Host, a web page and a wrong path are refused before anything is read; there is no CORS;
no path outside the plan's upstreams is ever forwarded to.
"""

from __future__ import annotations

import logging
import re
import socket
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from aiohttp import web
from aiohttp.http_exceptions import HttpProcessingError

from headroom_cli.dialects import Dialect
from headroom_cli.proxy.encodings import LIMIT
from headroom_cli.proxy.exchange import Errand, Exchanger
from headroom_cli.proxy.headers import HEADER_LIMIT, is_browser, is_local_host, wants_upgrade
from headroom_cli.proxy.local import Local

_GRACE_SECONDS = 2.0
_VERSION = re.compile(r"/v1[a-z]*(?=/)")
_http_log = logging.getLogger(f"{__name__}.http")
_HTTP_FORBIDDEN, _HTTP_NOT_FOUND, _HTTP_UPGRADE_REQUIRED = 403, 404, 426


@dataclass(frozen=True, slots=True, kw_only=True)
class Routes:
    """Who answers what.

    `upstreams` maps a dialect's name to its provider's URL, `by_header` a header's name to where requests
    that have it go instead; `local` answers paths of our own (`/mcp`); `secret` is the first part of
    every path, empty for none. `exact`: the upstreams are base URLs of the one client, which knows what
    belongs behind them; else the URL of a provider may stand without the `/v1` that a client leaves out.
    """

    dialects: Mapping[str, Dialect]
    upstreams: Mapping[str, str]
    by_header: Mapping[str, str] = field(default_factory=dict)
    secret: str = ""
    exact: bool = False
    local: Mapping[str, Local] = field(default_factory=dict)

    def errand(self, request: web.Request, path: str) -> Errand | None:
        """Where a request goes: to the provider that it is meant for, else to the only or first one.

        Two dialects may have one provider: then the one that speaks the path is asked.
        """
        headers = {key.lower(): value for key, value in request.headers.items()}
        known = [name for name in self.upstreams if name in self.dialects]
        meant = [name for name in known if self.dialects[name].home(path, headers)]
        if not known:
            return None
        spoken = [name for name in known if self.dialects[name].speaks(request.method, path)]
        name = (spoken or meant or known)[0]
        dialect = self.dialects[name]
        query = f"?{request.rel_url.raw_query_string}" if request.rel_url.raw_query_string else ""
        base = next((url for header, url in self.by_header.items() if header in headers), self.upstreams[name])
        canonical = dialect.canonical(path)
        url = _joined(base, path, path if self.exact else canonical) + query
        return Errand(url=url, name=name, path=canonical, home=dialect, dialect=dialect if spoken else None)


def _joined(base: str, path: str, canonical: str) -> str:
    """A provider's URL and a path as it came, or as the provider has it.

    Some people write the `/v1` into the URL, clients into the path: it is said once. Where the client
    says none, a URL with a path of its own has all that is to stand before it.
    """
    base = base.rstrip("/")
    came = _VERSION.match(path)
    if came is None and urlsplit(base).path:
        return base + path
    version = _VERSION.match(canonical)
    return base.removesuffix(version[0] if version else "") + canonical


class Server:
    """The proxy on a socket that is already listening."""

    def __init__(self, routes: Routes, exchanger: Exchanger) -> None:
        self._routes = routes
        self._exchanger = exchanger
        app = web.Application(client_max_size=LIMIT)
        app.router.add_route("*", "/{path:.*}", self._answer)
        self._runner = web.AppRunner(
            app,
            auto_decompress=False,
            access_log=None,
            logger=_http_log,
            max_line_size=HEADER_LIMIT,
            max_field_size=HEADER_LIMIT,
            handle_signals=False,
            handler_cancellation=True,
            shutdown_timeout=_GRACE_SECONDS,
        )

    async def start(self, listener: socket.socket) -> None:
        """Serve the connections of `listener`, those that already wait in its backlog first."""
        await self._runner.setup()
        await web.SockSite(self._runner, listener).start()

    async def stop(self) -> None:
        """Stop listening; exchanges under way are ended."""
        await self._runner.cleanup()

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        headers = request.headers.copy()
        if not is_local_host(request.host) or is_browser(headers):
            return web.Response(status=_HTTP_FORBIDDEN, text="Headroom answers local programs only.\n")
        path = self._inner_path(request.rel_url.raw_path)
        if path is None:
            return web.Response(status=_HTTP_NOT_FOUND, text="Not found.\n")
        if local := self._routes.local.get(path):
            return await local(request)
        if wants_upgrade(headers):
            return web.Response(status=_HTTP_UPGRADE_REQUIRED, text="Headroom speaks HTTP here.\n")
        errand = self._routes.errand(request, path)
        if errand is None:
            return web.Response(status=_HTTP_NOT_FOUND, text="Headroom has no upstream for this path.\n")
        return await self._exchanger.carry(request, errand)

    def _inner_path(self, path: str) -> str | None:
        """The path behind the secret, or None for a stranger."""
        if not self._routes.secret:
            return path
        prefix = f"/{self._routes.secret}"
        return path.removeprefix(prefix) if path.startswith(f"{prefix}/") else "/" if path == prefix else None


def _without_the_request(record: logging.LogRecord) -> bool:
    """What broke a request is said in a word: the error itself quotes it, with its keys and the secret path."""
    fault = record.exc_info and record.exc_info[1]
    if isinstance(fault, HttpProcessingError):
        record.exc_info = None
        record.msg, record.args = "a request that is not HTTP was refused: %s", (type(fault).__name__,)
    return True


_http_log.addFilter(_without_the_request)
