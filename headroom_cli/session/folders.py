"""The folders of sessions: one private folder each, with the store of originals inside.

    data_dir/sessions/<session>/          0700
    ├── in-use                            locked by the session for as long as its process lives
    ├── store/                            the originals, see `stores/disk`
    └── turns/                            what was fetched within answers, if anything was

Law: a folder whose session lives is never removed, however old: the system drops the lock when the
process ends, on whatever way, so no lock means no session. Nobody else's files are touched.
"""

from __future__ import annotations

import os
import shutil
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from headroom_cli.errors import StoreError
from headroom_cli.settings import Settings

if sys.platform != "win32":
    import fcntl

STORE, TURNS = "store", "turns"
_LOCK = "in-use"
_SECONDS_PER_HOUR = 3600
_BIRTH_SECONDS = 60.0  # between a folder's making and its locking no sweep may take it


def create(data_dir: Path, session: str) -> Path:
    """The session's folder, made private; existing is fine. StoreError when it cannot be made."""
    folder = (data_dir / "sessions" / session).absolute()
    with writing(data_dir):
        for place in (folder.parents[1], folder.parents[0], folder):
            place.mkdir(mode=0o700, parents=True, exist_ok=True)
        folder.chmod(0o700)
    return folder


@contextmanager
def writing(folder: Path) -> Iterator[None]:
    """What cannot be written in this block is a StoreError that says so of `folder`, with the next step."""
    try:
        yield
    except OSError as error:
        hint = "Free some space or mend its permissions, or name another folder with HEADROOM_WORKSPACE_DIR."
        raise StoreError(f"{folder} cannot be written: {error.strerror}", hint) from error


@contextmanager
def in_use(folder: Path) -> Iterator[None]:
    """Keep sweeps away from `folder` while the block runs; StoreError when it cannot be written.

    Where the file system has no locks, a sweep cannot take one either, and removes nothing.
    """
    with writing(folder):
        lock = os.open(folder / _LOCK, os.O_CREAT | os.O_RDWR, 0o600)
    try:
        with suppress(OSError):
            _lock(lock)
        yield
    finally:
        with suppress(OSError):
            os.utime(folder / _LOCK)
        os.close(lock)


def store_url(folder: Path, megabytes: int, of: str = STORE) -> str:
    """The URL of a store inside a session's folder."""
    return f"disk:{(folder / of).as_uri().removeprefix('file:')}?mb={megabytes}"


def recent(data_dir: Path, of: str = STORE) -> tuple[Path, ...]:
    """The folders that hold originals (or else `of`), the last used one first."""
    found = [f for f in _folders(data_dir) if (f / of).is_dir()]
    return tuple(sorted(found, key=_last_used, reverse=True))


def sweep_old(settings: Settings) -> None:
    """Remove what ended sessions left longer ago than `keep_hours`; done by every session, never felt."""
    with suppress(OSError):
        sweep(settings.data_dir, settings.keep_hours * _SECONDS_PER_HOUR, time.time())


def sweep(data_dir: Path, older_than: float, now: float) -> tuple[Path, ...]:
    """Remove the folders of ended sessions not used for `older_than` seconds; those removed.

    `now` is Unix seconds. A folder that cannot be removed is left for the next sweep.
    """
    old = (f for f in _folders(data_dir) if now - _last_used(f) > max(older_than, _BIRTH_SECONDS))
    return tuple(f for f in old if _remove(f))


def _folders(data_dir: Path) -> list[Path]:
    home = (data_dir / "sessions").absolute()
    return sorted(f for f in home.iterdir() if f.is_dir() and not f.is_symlink()) if home.is_dir() else []


def _last_used(folder: Path) -> float:
    """Unix seconds of the session's end (of its beginning, where it was killed); 0 if it vanished.

    Not the store's own times: opening an old store to look for a key changes them.
    """
    for path in (folder / _LOCK, folder):
        with suppress(OSError):
            return path.stat().st_mtime
    return 0.0


def _remove(folder: Path) -> bool:
    try:
        lock = os.open(folder / _LOCK, os.O_CREAT | os.O_RDWR, 0o600)
    except OSError:
        return False
    try:
        _lock(lock)
        shutil.rmtree(folder)
    except OSError:
        return False
    finally:
        os.close(lock)
    return True


def _lock(file: int) -> None:
    """OSError when another holds it. On Windows an open file cannot be removed, which does as well."""
    if sys.platform != "win32":
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
