"""The provider as an HTTP client: one session, streaming both ways, the user's own network settings.

Law: no retries, no redirects followed, no cookies kept, nothing decoded; an answer comes as bytes, as
they arrive. The user's HTTP(S)_PROXY, NO_PROXY and extra CA files are honoured.
"""

from __future__ import annotations

import asyncio
import io
import logging
import os
import socket
import ssl
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from functools import cache
from urllib.request import getproxies, proxy_bypass

import aiohttp
from multidict import CIMultiDict
from yarl import URL

from headroom_cli.proxy.headers import HEADER_LIMIT

_log = logging.getLogger(__name__)
_CONNECT_SECONDS = 30.0
_KEEPALIVE_SECONDS = 30.0
_LARGE = 1024 * 1024
_READ_BUFFER = 256 * 1024
# A provider may think for minutes; a path to it that is dead is noticed within one, sending or waiting.
_TCP = {"TCP_KEEPIDLE": 30, "TCP_KEEPALIVE": 30, "TCP_KEEPINTVL": 10, "TCP_KEEPCNT": 3, "TCP_USER_TIMEOUT": 60_000}


class Unreachable(Exception):  # noqa: N818 - a fact about the network, not a fault of ours
    """No answer came; the message says why, without the URL's path."""


class Upstream:
    """Sends one request at a time for each caller; open it in the loop that uses it."""

    def __init__(self, ca_files: Sequence[str] = ()) -> None:
        self._session = aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(
                limit=0,
                ssl=_trust(ca_files) if ca_files else True,
                keepalive_timeout=_KEEPALIVE_SECONDS,
                socket_factory=_socket,
            ),
            timeout=aiohttp.ClientTimeout(total=None, sock_connect=_CONNECT_SECONDS),
            cookie_jar=aiohttp.DummyCookieJar(),
            auto_decompress=False,
            read_bufsize=_READ_BUFFER,
            max_line_size=HEADER_LIMIT,
            max_field_size=HEADER_LIMIT,
            skip_auto_headers=("User-Agent", "Accept", "Accept-Encoding", "Content-Type"),
        )

    @asynccontextmanager
    async def send(
        self, method: str, url: str, headers: CIMultiDict[str], body: bytes | None
    ) -> AsyncIterator[aiohttp.ClientResponse]:
        """The answer, from its headers on; Unreachable when there is none.

        A kept connection that the provider has closed is not used. One that it closes while the request
        is on its way is Unreachable: the provider may have begun its work, so it is the agent that tries again.
        """
        await _news()
        there = URL(url, encoded=True)
        proxy, auth = _proxy_for(there.scheme, there.host or "")
        try:
            answer = await self._session.request(
                method,
                there,
                headers=headers,
                data=_payload(body),
                allow_redirects=False,
                proxy=proxy,
                proxy_auth=auth,
            )
        except (aiohttp.ClientError, OSError) as error:
            raise Unreachable(_why(error, url)) from error
        try:
            with _ending_with_its_connection(answer):
                yield answer
        finally:
            answer.close()

    async def close(self) -> None:
        """Let go of every connection."""
        await self._session.close()


async def _news() -> None:
    """Let the loop hear of connections that were closed while it was busy: it looks, then it listens."""
    await asyncio.sleep(0)
    await asyncio.sleep(0)


@contextmanager
def _ending_with_its_connection(answer: aiohttp.ClientResponse) -> Iterator[None]:
    """Our client drops a body whose chunks it cannot read without a word to whoever waits for it; this is the word."""

    def break_off(_closed: object = None) -> None:
        if not answer.content.is_eof() and answer.content.exception() is None:
            answer.content.set_exception(aiohttp.ClientPayloadError("the answer cannot be read"))

    protocol = answer.connection.protocol if answer.connection else None
    closed = protocol.closed if protocol is not None else None
    if closed is None:  # lost already, unless the answer is whole
        break_off()
        yield
        return
    closed.add_done_callback(break_off)
    try:
        yield
    finally:
        closed.remove_done_callback(break_off)


def _socket(address: aiohttp.connector.AddrInfoType) -> socket.socket:
    family, kind, protocol, *_ = address
    made = socket.socket(family, kind, protocol)
    made.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
    for name, value in _TCP.items():
        if hasattr(socket, name):
            made.setsockopt(socket.IPPROTO_TCP, getattr(socket, name), value)
    return made


@cache
def _proxy_for(scheme: str, host: str) -> tuple[URL | None, aiohttp.BasicAuth | None]:
    """The user's own proxy on the way to a host, by the environment; looked up once.

    aiohttp's `trust_env` would do it at every request, in a thread, and add credentials from ~/.netrc.
    """
    found = getproxies().get(scheme)
    if not found or proxy_bypass(host):
        return None, None
    url = URL(found if "://" in found else f"http://{found}")
    if url.scheme not in {"http", "https"}:
        raise Unreachable(
            f"{host} cannot be reached: a {url.scheme} proxy is set for it, and that kind is not supported"
        )
    return url.with_user(None), aiohttp.BasicAuth.from_url(url)


def _payload(body: bytes | None) -> bytes | io.BytesIO | None:
    """A large body as a file, so that it is written piece by piece and other exchanges go on."""
    return io.BytesIO(body) if body and len(body) > _LARGE else body or None


def _trust(ca_files: Sequence[str]) -> ssl.SSLContext:
    """The system's certificates and the user's; a file that cannot be read is left out, as agents do."""
    context = ssl.create_default_context()
    for path in ca_files:
        try:
            context.load_verify_locations(path)
        except OSError as error:  # ssl.SSLError is one
            _log.warning("the certificates in %s are left out: %s", path, error)
    return context


def _why(error: Exception, url: str) -> str:
    place = URL(url)
    host = place.host if place.is_default_port() else f"{place.host}:{place.port}"
    return f"{host} cannot be reached: {_reason(error)} ({type(error).__name__})"


def _reason(error: Exception) -> str:
    """In few words, the telling ones first: agents show the beginning only."""
    cause = getattr(error, "os_error", None) or error
    if isinstance(cause, aiohttp.ClientResponseError):  # as text it quotes the URL, and all that came
        return cause.message.partition("\n")[0][:60] or "its answer is not HTTP"
    if isinstance(cause, TimeoutError):
        return "no answer in time"
    if isinstance(cause, ConnectionError | aiohttp.ClientOSError) and cause.errno:
        return os.strerror(cause.errno)
    return getattr(cause, "strerror", None) or str(cause) or "no reason given"
