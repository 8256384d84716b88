import os
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest

from headroom_cli.errors import StoreError
from headroom_cli.session import folders
from headroom_cli.settings import load
from headroom_cli.stores import open_store

HOUR = 3600.0
LATER = time.time() + 100 * HOUR


def ended_session(data_dir, name, age=0.0):
    """A folder with an original, last used `age` seconds ago."""
    folder = folders.create(data_dir, name)
    with folders.in_use(folder):
        store = open_store(folders.store_url(folder, 1))
        store.put("key", f"original of {name}")
        store.close()
    for path in (*folder.rglob("*"), folder):
        os.utime(path, (time.time() - age,) * 2)
    return folder


def test_a_session_has_a_private_folder_of_its_name(tmp_path):
    before = os.umask(0)
    try:
        folder = folders.create(tmp_path / "data", "abc")
    finally:
        os.umask(before)
    assert folder == tmp_path / "data" / "sessions" / "abc"
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_a_folder_that_cannot_be_made_is_an_error_with_the_next_step(tmp_path):
    (tmp_path / "data").write_text("a file")
    with pytest.raises(StoreError, match="cannot be written") as caught:
        folders.create(tmp_path / "data", "abc")
    assert "HEADROOM_WORKSPACE_DIR" in caught.value.hint


def test_a_folder_that_cannot_be_locked_for_want_of_space_or_rights_is_an_error_too(tmp_path):
    with pytest.raises(StoreError, match="cannot be written"), folders.in_use(tmp_path / "missing"):
        pass


def test_creating_it_again_keeps_what_is_in_it(tmp_path):
    folder = ended_session(tmp_path, "abc")
    assert folders.create(tmp_path, "abc") == folder
    assert (folder / "store" / "cache.db").exists()


def test_the_store_is_inside_also_where_the_path_needs_quoting(tmp_path):
    folder = ended_session(tmp_path / "a b?c#d%20", "abc")
    assert (folder / "store" / "cache.db").exists()
    assert folders.store_url(Path("/a b"), 5) == "disk:///a%20b/store?mb=5"


def test_a_relative_data_folder_works_from_wherever_it_was_meant(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    folder = ended_session(Path("data"), "abc")
    assert (tmp_path / "data" / "sessions" / "abc" / "store" / "cache.db").exists()
    assert folders.recent(Path("data")) == (folder,)


def test_recent_folders_come_newest_first_and_only_with_originals(tmp_path):
    old, new = ended_session(tmp_path, "b", 2 * HOUR), ended_session(tmp_path, "a", HOUR)
    folders.create(tmp_path, "empty")
    assert folders.recent(tmp_path) == (new, old)


def test_without_any_session_there_is_nothing_recent_and_nothing_to_sweep(tmp_path):
    assert folders.recent(tmp_path / "none") == ()
    assert folders.sweep(tmp_path / "none", 0, LATER) == ()


def test_a_sweep_removes_what_is_older_and_keeps_the_rest(tmp_path):
    old, new = ended_session(tmp_path, "old", 73 * HOUR), ended_session(tmp_path, "new", 71 * HOUR)
    assert folders.sweep(tmp_path, 72 * HOUR, time.time()) == (old,)
    assert not old.exists()
    assert new.exists()


def test_a_session_in_use_is_never_swept_however_old(tmp_path):
    folder = ended_session(tmp_path, "abc", 999 * HOUR)
    with folders.in_use(folder):
        assert folders.sweep(tmp_path, 0, LATER) == ()
    assert folders.sweep(tmp_path, 0, LATER) == (folder,)


def test_a_session_counts_as_used_until_it_ended(tmp_path):
    folder = ended_session(tmp_path, "abc", 999 * HOUR)
    with folders.in_use(folder):
        pass
    assert folders.sweep(tmp_path, HOUR, time.time()) == ()


def test_a_folder_just_made_is_not_swept_before_it_is_in_use(tmp_path):
    folder = folders.create(tmp_path, "abc")
    assert folders.sweep(tmp_path, 0, time.time()) == ()
    assert folders.sweep(tmp_path, 0, LATER) == (folder,)


def test_the_folder_of_a_killed_process_can_be_swept(tmp_path):
    folder = ended_session(tmp_path, "abc")
    code = (
        "import sys, pathlib; from headroom_cli.session import folders\n"
        "with folders.in_use(pathlib.Path(sys.argv[1])): print(flush=True); sys.stdin.read()"
    )
    process = subprocess.Popen([sys.executable, "-c", code, folder], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    with process:
        process.stdout.readline()
        assert folders.sweep(tmp_path, 0, LATER) == ()
        process.kill()
    assert folders.sweep(tmp_path, 0, LATER) == (folder,)


@pytest.mark.parametrize("name", ["file", "link"])
def test_what_is_no_folder_of_a_session_is_left_alone(tmp_path, name):
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "precious").write_text("kept")
    home = folders.create(tmp_path, "abc").parent
    if name == "link":
        (home / name).symlink_to(elsewhere)
    else:
        (home / name).write_text("kept")
    assert folders.sweep(tmp_path, 0, LATER) == (home / "abc",)
    assert (home / name).exists()
    assert (elsewhere / "precious").exists()


def test_each_session_removes_what_is_older_than_a_person_wants_it_kept(tmp_path):
    ended_session(tmp_path, "old", age=3 * 3600)
    ended_session(tmp_path, "recent", age=1800)
    folders.sweep_old(load({"data_dir": str(tmp_path), "keep_hours": 2}))
    assert [folder.name for folder in (tmp_path / "sessions").iterdir()] == ["recent"]
