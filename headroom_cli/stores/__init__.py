"""Stores: the originals of what was shortened, by key; the URL's scheme is the file's name.

Law: bytes and text only, never an object that loading could execute; a key written once reads back
the same text until it expires; every failure is a StoreError that names no content.
"""

from __future__ import annotations

from typing import Protocol
from urllib.parse import urlsplit

from headroom_cli import registry


class Store(Protocol):
    """Originals by key. Calls block; the caller keeps them off the event loop."""

    def put(self, key: str, text: str) -> None:
        """Keep `text` under `key`; writing the same again is cheap. StoreError when it cannot."""

    def get(self, key: str) -> str | None:
        """The text kept under `key`, or None when there is none."""

    def close(self) -> None:
        """Let go of files and connections; calling it twice is fine."""


def open_store(url: str) -> Store:
    """The store that `url` names: `disk:///folder?mb=512`, `memory:`, `redis://…`, `postgres://…`.

    Each module exports `PLUGIN`, a callable from the URL to a Store. ConfigError for a scheme that
    no file has, StoreError for a store that cannot be opened.
    """
    store: Store = registry.load("stores", urlsplit(url).scheme)(url)
    return store
