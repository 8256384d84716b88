"""The originals of earlier and running sessions, for a person who asks for one by its key.

Law: the newest session that has the key answers; nothing is created in looking. A store that cannot
be read is passed over as long as another may have the key.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, suppress

from headroom_cli.errors import ConfigError, StoreError
from headroom_cli.registry import nearest
from headroom_cli.session import folders
from headroom_cli.settings import Settings
from headroom_cli.stores import open_store


def find(settings: Settings, key: str, session: str = "") -> str | None:
    """The original under `key`, or None; `session` (its name, or how it begins) narrows the search.

    ConfigError for a session that left no originals.
    """
    found = (_read(url, key) for url in _stores(settings, session))
    return next((text for text in found if text is not None), None)


def _stores(settings: Settings, session: str) -> Iterator[str]:
    if settings.store:
        yield settings.store
        return
    kept = folders.recent(settings.data_dir)
    chosen = [f for f in kept if f.name.startswith(session)]
    if session and not chosen:
        raise ConfigError(
            f"no originals are kept of session {session!r}", nearest(session, tuple(f.name for f in kept))
        )
    yield from (folders.store_url(f, settings.store_mb) for f in chosen)


def _read(url: str, key: str) -> str | None:
    with suppress(StoreError), closing(open_store(url)) as store:
        return store.get(key)
    return None
