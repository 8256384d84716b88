"""Originals in this process's memory: for tests, and for a proxy that must leave nothing on disk.

Law: nothing outlives the process. When the cap is reached the text that was put longest ago makes
room; putting a text again makes it the newest, so what live conversations carry stays.
"""

from __future__ import annotations

from threading import Lock

from headroom_cli.errors import StoreError
from headroom_cli.stores._address import cap

_DEFAULT_MB = 256


class MemoryStore:
    """`memory:` or `memory:?mb=64`; safe to call from several threads."""

    def __init__(self, url: str = "memory:") -> None:
        self._cap = cap(url, _DEFAULT_MB)
        self._texts: dict[str, bytes] = {}
        self._size = 0
        self._lock = Lock()

    def put(self, key: str, text: str) -> None:
        data = text.encode("utf-8", "surrogatepass")
        if len(data) > self._cap:
            raise StoreError("an original is larger than the whole store", "Raise `mb` in the store's URL.")
        with self._lock:
            data = self._take(key, data)
            self._make_room(len(data))
            self._texts[key] = data
            self._size += len(data)

    def get(self, key: str) -> str | None:
        data = self._texts.get(key)
        return None if data is None else data.decode("utf-8", "surrogatepass")

    def close(self) -> None:
        with self._lock:
            self._texts.clear()
            self._size = 0

    def _take(self, key: str, otherwise: bytes) -> bytes:
        data = self._texts.pop(key, None)
        self._size -= len(data or b"")
        return otherwise if data is None else data

    def _make_room(self, needed: int) -> None:
        while self._size + needed > self._cap:
            self._take(next(iter(self._texts)), b"")


PLUGIN = MemoryStore
