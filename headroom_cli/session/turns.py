"""Hidden turns by key: this session's, and those of earlier ones whose conversations go on in it.

Law: what is found in an earlier session is kept in this one too, so that it lives as long as the conversation
is used. Nothing is made before there is something to keep; a store that cannot be read is passed over.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from headroom_cli.errors import StoreError
from headroom_cli.session.folders import TURNS, store_url
from headroom_cli.stores import Store, open_store


class Turns:
    """For one thread; `own` is this session's folder, `earlier` are others', the newest first."""

    def __init__(self, own: Path, earlier: Sequence[Path], megabytes: int) -> None:
        self._own = own
        self._earlier = earlier
        self._megabytes = megabytes
        self._stores: dict[Path, Store] = {}

    def put(self, key: str, text: str) -> None:
        """Keep `text`. StoreError when it cannot be kept."""
        self._open(self._own).put(key, text)

    def get(self, key: str) -> str | None:
        """What is kept under `key`, or None."""
        for place in (self._own, *self._earlier):
            with suppress(StoreError):
                found = self._open(place).get(key) if (place / TURNS).is_dir() else None
                if found is not None:
                    if place != self._own:
                        self.put(key, found)
                    return found
        return None

    def close(self) -> None:
        """Let go of every store."""
        for store in self._stores.values():
            store.close()

    def _open(self, place: Path) -> Store:
        if place not in self._stores:
            self._stores[place] = open_store(store_url(place, self._megabytes, TURNS))
        return self._stores[place]
