import os
import pickle
import sqlite3
import stat
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import diskcache
import pytest

from headroom_cli.errors import ConfigError, StoreError
from headroom_cli.stores.disk import DiskStore

KEY = "0123456789ab"


class Evil:
    """Creates a file wherever it is unpickled."""

    def __init__(self, trace):
        self.trace = trace

    def __reduce__(self):
        return Path.touch, (self.trace,)


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "store"


@pytest.fixture
def store(folder):
    with closing(DiskStore(f"disk://{folder}")) as opened:
        yield opened


def rewrite_row(folder, **columns):
    names = ", ".join(f"{name} = ?" for name in columns)
    with closing(sqlite3.connect(folder / "cache.db")) as database, database:
        database.execute(f"UPDATE Cache SET {names}", tuple(columns.values()))


def mode(path):
    return stat.S_IMODE(path.stat().st_mode)


def test_a_planted_pickle_runs_in_diskcache_itself_and_is_refused_here(folder, store, tmp_path):
    store.put(KEY, "text")
    rewrite_row(folder, mode=4, value=pickle.dumps(Evil(tmp_path / "trace")))
    with pytest.raises(StoreError):
        store.get(KEY)
    assert not (tmp_path / "trace").exists()
    with closing(diskcache.Cache(folder, disk=diskcache.Disk)) as plain:
        plain.get(KEY)
    assert (tmp_path / "trace").exists()


@pytest.mark.parametrize("planted", [{"mode": 2, "filename": "../secret"}, {"mode": 3, "filename": "../secret"}])
def test_a_row_that_names_a_file_is_refused_unread(folder, store, tmp_path, planted):
    (tmp_path / "secret").write_text("secret")
    store.put(KEY, "text")
    rewrite_row(folder, **planted, value=None)
    with pytest.raises(StoreError):
        store.get(KEY)


@pytest.mark.parametrize("value", [b"no zstd", "text", 7, None])
def test_a_row_with_a_broken_value_is_a_store_error(folder, store, value):
    store.put(KEY, "text")
    rewrite_row(folder, value=value)
    with pytest.raises(StoreError):
        store.get(KEY)


def test_the_folder_and_its_files_are_private_under_any_umask(folder):
    before = os.umask(0)
    try:
        with closing(DiskStore(f"disk://{folder}")) as store:
            store.put(KEY, "text")
            files = sorted(folder.iterdir())
            assert mode(folder) == 0o700
            assert {f.name: mode(f) for f in files} == dict.fromkeys(
                ("cache.db", "cache.db-shm", "cache.db-wal"), 0o600
            )
    finally:
        os.umask(before)


def test_a_folder_that_was_open_to_others_is_closed_to_them(folder):
    folder.mkdir(mode=0o755)
    DiskStore(f"disk://{folder}").close()
    assert mode(folder) == 0o700


def test_texts_outlive_the_process_that_put_them(folder, store):
    code = "import sys; from headroom_cli.stores.disk import DiskStore; DiskStore(sys.argv[1]).put(*sys.argv[2:])"
    subprocess.run([sys.executable, "-c", code, f"disk://{folder}", KEY, "from elsewhere"], check=True, timeout=60)
    assert store.get(KEY) == "from elsewhere"


def test_several_processes_write_at_once_and_lose_nothing(folder):
    code = (
        "import sys; from headroom_cli.stores.disk import DiskStore\n"
        "store = DiskStore(sys.argv[1])\n"
        "for i in range(50): store.put(f'{sys.argv[2]}-{i}', 'text of ' + sys.argv[2]); store.put('shared', 'same')"
    )
    command = [sys.executable, "-c", code, f"disk://{folder}"]
    writers = [subprocess.Popen([*command, name]) for name in ("a", "b", "c")]
    assert [w.wait(60) for w in writers] == [0, 0, 0]
    with closing(DiskStore(f"disk://{folder}")) as store:
        assert {store.get(f"{name}-{i}") for name in "abc" for i in range(50)} == {f"text of {n}" for n in "abc"}
        assert store.get("shared") == "same"


def test_a_full_store_refuses_new_texts_and_keeps_the_old_ones(folder):
    with closing(DiskStore(f"disk://{folder}?mb=0.2")) as store:
        store.put(KEY, os.urandom(60_000).hex())
        with pytest.raises(StoreError, match="full"):
            store.put("another", os.urandom(120_000).hex())
        store.put(KEY, "again")
        assert store.get(KEY) is not None
        assert store.get("another") is None


def test_a_folder_that_cannot_be_made_is_a_store_error(tmp_path):
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(StoreError) as raised:
        DiskStore(f"disk://{tmp_path}/file/store")
    assert raised.value.hint


def test_a_file_that_is_no_database_is_a_store_error(folder):
    folder.mkdir()
    (folder / "cache.db").write_bytes(b"not a database at all" * 99)
    with pytest.raises(StoreError):
        DiskStore(f"disk://{folder}")


def test_a_store_that_turned_read_only_is_a_store_error_and_still_reads(store):
    store.put(KEY, "text")
    store._cache._sql("PRAGMA query_only = ON")
    with pytest.raises(StoreError):
        store.put("another", "text")
    assert store.get(KEY) == "text"


def test_a_full_disk_is_a_store_error_and_what_was_kept_still_reads(folder):
    code = (
        "import os, resource, sys; from headroom_cli.stores.disk import DiskStore, StoreError\n"
        "store = DiskStore(sys.argv[1]); store.put('kept', 'text')\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, 300_000))\n"
        "try:\n"
        "    for i in range(99): store.put(str(i), os.urandom(10_000).hex())\n"
        "except StoreError: print(i < 98, store.get('kept'), store.get('0') is not None, store.get(str(i)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, f"disk://{folder}"], check=True, capture_output=True, text=True, timeout=60
    )
    assert (done.stdout, done.stderr) == ("True text True None\n", "")


@pytest.mark.parametrize("url", ["disk:", "disk://relative/folder", "disk:relative"])
def test_a_url_without_an_absolute_folder_is_a_config_error(url):
    with pytest.raises(ConfigError, match="absolute"):
        DiskStore(url)


def test_a_folder_with_spaces_and_signs_is_quoted_in_the_url(tmp_path):
    DiskStore(f"disk://{tmp_path}/a%20b%3Fc").close()
    assert (tmp_path / "a b?c" / "cache.db").exists()


def test_originals_are_kept_compressed(folder, store):
    store.put(KEY, "the same line\n" * 100_000)
    assert sum(f.stat().st_size for f in folder.iterdir()) < 200_000
