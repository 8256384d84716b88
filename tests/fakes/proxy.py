"""The real proxy, as the wrapper's child process runs it, in a thread of the test."""

from __future__ import annotations

import asyncio
import http.client
import json
import socket
import tempfile
from contextlib import AbstractContextManager
from pathlib import Path
from threading import Event, Thread
from urllib.parse import urlsplit

from headroom_cli.session.config import ProxyConfig
from headroom_cli.session.serve import serve
from headroom_cli.usage.ledger import Ledger


class Proxy(AbstractContextManager):
    """Up while the `with` block lasts; `url` is the base URL an agent gets. Afterwards `exchanges` can be read."""

    def __init__(self, upstream: str, **changes):
        self._folder = tempfile.TemporaryDirectory()
        home = Path(self._folder.name)
        self.ledger = home / "ledger.sqlite"
        self.config = ProxyConfig(
            **{
                "secret": "s3cret",
                "upstreams": {"anthropic": upstream},
                "store": f"disk://{home.as_posix()}/store",
                "ledger": str(self.ledger),
                "session": "test",
                "agent": "tester",
                **changes,
            }
        )
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}/{self.config.secret}".rstrip("/")
        self._ready = Event()
        self._end = None
        self._thread = Thread(target=self._run, name="proxy")

    def __enter__(self):
        self._thread.start()
        assert self._ready.wait(20)
        return self

    def __exit__(self, *_):
        self.stop()
        self._folder.cleanup()

    def stop(self) -> None:
        """End the proxy; everything is written down then."""
        if self._thread.is_alive():
            self._end()
            self._thread.join(20)
        self._listener.close()

    @property
    def exchanges(self) -> list:
        ledger = Ledger(self.ledger)
        found = list(ledger.exchanges())
        ledger.close()
        return found

    def _run(self) -> None:
        asyncio.run(serve(self.config, self._listener, self._when_over, signals=False))

    def _when_over(self, end) -> None:
        self._end = end
        self._ready.set()


def ask(base: str, method: str, path: str, body: bytes | None = None, headers: dict | None = None):
    """One request by the standard library's client: status, headers, body."""
    parts = urlsplit(base)
    connection = http.client.HTTPConnection(parts.hostname, parts.port, timeout=20)
    sent = {"content-type": "application/json", **(headers or {})}
    try:
        connection.request(method, parts.path + path, body, sent)
        answer = connection.getresponse()
        return answer.status, {k.lower(): v for k, v in answer.getheaders()}, answer.read()
    finally:
        connection.close()


def said(answer: bytes) -> dict:
    """A JSON answer."""
    return json.loads(answer)
