"""Originals in this process's memory: for tests, and for a proxy that must leave nothing on disk.

Law: nothing outlives the process, and nothing is evicted while it lives, since what was sent in short
may still be asked for: a full store refuses new texts and keeps the old ones.
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
        with self._lock:
            if key in self._texts:
                return
            if self._size + len(data) > self._cap:
                raise StoreError("the store in memory is full", "Raise `mb` in the store's URL.")
            self._texts[key] = data
            self._size += len(data)

    def get(self, key: str) -> str | None:
        data = self._texts.get(key)
        return None if data is None else data.decode("utf-8", "surrogatepass")

    def close(self) -> None:
        with self._lock:
            self._texts.clear()
            self._size = 0


PLUGIN = MemoryStore
