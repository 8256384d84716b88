"""A provider of raw bytes on loopback, for what no well-behaved server would say."""

from __future__ import annotations

import re
import socket
from collections.abc import Callable
from contextlib import AbstractContextManager, suppress
from threading import Event, Thread

EMPTY = b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n"
CHUNKED = b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n"


class Wire(AbstractContextManager):
    """Up while the `with` block lasts. One connection at a time: each of its requests goes to
    `answer(connection, request)`, until that returns something true or the client leaves.
    """

    def __init__(self, answer: Callable[[socket.socket, bytes], object]) -> None:
        self._answer = answer
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._over = Event()
        self._thread = Thread(target=self._serve, name="wire", daemon=True)
        self.connections = 0
        self.url = f"http://127.0.0.1:{self._listener.getsockname()[1]}"

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, *_):
        self._over.set()
        with suppress(OSError):
            socket.create_connection(self._listener.getsockname()).close()
        self._thread.join(10)
        self._listener.close()

    def _serve(self) -> None:
        while not self._over.is_set():
            client, _ = self._listener.accept()
            self.connections += 1
            client.settimeout(10)
            with client, suppress(OSError):
                while (request := _read(client)) and not self._answer(client, request):
                    pass


def _read(client: socket.socket) -> bytes:
    """One request, or nothing when the client has left."""
    read = b""
    while not (head := re.match(rb"(?s).*?\r\n\r\n", read)) or len(read) < head.end() + _length(head[0]):
        more = client.recv(65536)
        if not more:
            return b""
        read += more
    return read


def _length(head: bytes) -> int:
    found = re.search(rb"(?i)\r\ncontent-length: *(\d+)", head)
    return int(found[1]) if found else 0
