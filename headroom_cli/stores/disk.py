"""Originals in one private folder on disk, shared by every process that opens it; the default.

Law: what is in the folder is data, never code: values are compressed bytes in the database's own
rows, and a row that says anything else (a pickle, a file's name) is refused unread. Nothing expires
and nothing is evicted while the folder lives: a full store refuses new texts and keeps the old ones.
"""

from __future__ import annotations

import os
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from urllib.request import url2pathname

import diskcache

from headroom_cli.errors import ConfigError, StoreError
from headroom_cli.stores._address import cap

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

_DEFAULT_MB = 512
_LEVEL = 1  # the fastest: a put is quicker than without, and the folder a sixth of the size
_BUSY_SECONDS = 10
_SETTINGS = {
    "eviction_policy": "none",
    "cull_limit": 0,
    "sqlite_mmap_size": 0,  # resident memory for a speed that compressed rows do not need
    "sqlite_cache_size": 512,
}
_FAILURES = (OSError, sqlite3.Error, diskcache.Timeout, zstd.ZstdError, UnicodeError)
_HINT = "Free some space, mend the folder's permissions, or name another store with HEADROOM_STORE."


class DiskStore:
    """`disk:///absolute/folder?mb=512`; closing lets go of what the calling thread holds."""

    def __init__(self, url: str) -> None:
        self._cap = cap(url, _DEFAULT_MB)
        self._folder = _folder(url)
        with self._failing():
            self._cache = _open(self._folder)

    def put(self, key: str, text: str) -> None:
        with self._failing():
            if key not in self._cache:
                self._keep(key, zstd.compress(text.encode("utf-8", "surrogatepass"), _LEVEL))

    def get(self, key: str) -> str | None:
        with self._failing():
            data = self._cache.get(key)
            return None if data is None else zstd.decompress(data).decode("utf-8", "surrogatepass")

    def close(self) -> None:
        self._cache.close()

    def _keep(self, key: str, data: bytes) -> None:
        if self._cache.volume() + len(data) > self._cap:
            raise StoreError(f"the store in {self._folder} is full", "Raise HEADROOM_STORE_MB.")
        self._cache.set(key, data)

    @contextmanager
    def _failing(self) -> Iterator[None]:
        try:
            yield
        except _FAILURES as error:
            raise StoreError(f"the store in {self._folder} fails: {type(error).__name__}: {error}", _HINT) from error


class _Plain(diskcache.Disk):  # type: ignore[misc]
    """Text keys and byte values in the rows themselves; whatever would need loading is refused."""

    def put(self, key: str) -> tuple[str, bool]:
        return key, True

    def get(self, _key: Any, _raw: bool) -> Any:
        raise sqlite3.DataError("keys are never read back")

    def store(self, value: bytes, *_: Any, **__: Any) -> tuple[int, int, None, bytes]:
        return 0, diskcache.core.MODE_RAW, None, value

    def fetch(self, mode: int, _filename: str | None, value: Any, _read: bool) -> bytes:
        if mode != diskcache.core.MODE_RAW or not isinstance(value, bytes):
            raise sqlite3.DataError("a row is not plain bytes")
        return value


class _Cache(diskcache.Cache):  # type: ignore[misc]
    """One that lets go of a database that turns out to be unusable while it is opened."""

    def __init__(self, folder: Path) -> None:
        try:
            super().__init__(str(folder), timeout=_BUSY_SECONDS, disk=_Plain, **_SETTINGS)
        except sqlite3.Error:
            self.close()
            raise


def _folder(url: str) -> Path:
    parts = urlsplit(url)
    if parts.netloc or not parts.path.startswith("/"):
        raise ConfigError(f"{url} names no absolute folder", "Write it as `disk:///absolute/folder?mb=512`.")
    return Path(url2pathname(parts.path))


def _open(folder: Path) -> _Cache:
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o700)
    # SQLite gives its journal files the mode of the database, so only the database needs to be made.
    os.close(os.open(folder / diskcache.core.DBNAME, os.O_CREAT | os.O_RDWR, 0o600))
    return _Cache(folder)


PLUGIN = DiskStore
