import os
import time

import pytest

from headroom_cli.errors import ConfigError
from headroom_cli.session import folders, originals
from headroom_cli.settings import Settings
from headroom_cli.stores import open_store

KEY = "0123456789ab"


@pytest.fixture
def settings(tmp_path):
    return Settings(config_dir=tmp_path / "config", data_dir=tmp_path / "data")


def keep(settings, session, age, **texts):
    folder = folders.create(settings.data_dir, session)
    with folders.in_use(folder):
        pass
    store = open_store(folders.store_url(folder, 1))
    for key, text in texts.items():
        store.put(key, text)
    store.close()
    for path in (*folder.rglob("*"), folder):
        os.utime(path, (time.time() - age,) * 2)
    return folder


def test_the_session_that_has_the_key_answers(settings):
    keep(settings, "new", 1, other="text")
    keep(settings, "old", 9, wanted="the original")
    assert originals.find(settings, "wanted") == "the original"


def test_of_two_the_newest_answers(settings):
    keep(settings, "old", 9, wanted="old")
    keep(settings, "new", 1, wanted="new")
    assert originals.find(settings, "wanted") == "new"


def test_a_session_named_by_its_beginning_answers_alone(settings):
    keep(settings, "20-abc", 9, wanted="old")
    keep(settings, "21-abd", 1, wanted="new")
    assert originals.find(settings, "wanted", "20-") == "old"


def test_looking_does_not_make_a_session_look_used(settings):
    keep(settings, "old", 9, wanted="old")
    keep(settings, "new", 1, wanted="new")
    before = folders.recent(settings.data_dir)
    originals.find(settings, "nowhere")
    assert folders.recent(settings.data_dir) == before
    assert len(folders.sweep(settings.data_dir, 0, time.time() + 100)) == 2


def test_a_key_that_nobody_has_is_none(settings):
    assert originals.find(settings, KEY) is None
    assert not settings.data_dir.exists()


def test_a_session_that_left_nothing_is_a_config_error_with_the_nearest_name(settings):
    keep(settings, "20-abc", 9)
    with pytest.raises(ConfigError) as raised:
        originals.find(settings, KEY, "20-abx")
    assert "20-abc" in raised.value.hint


def test_a_store_that_cannot_be_read_is_passed_over(settings):
    keep(settings, "old", 9, wanted="the original")
    broken = keep(settings, "new", 1, wanted="unreadable")
    (broken / "store" / "cache.db").write_bytes(b"broken" * 999)
    assert originals.find(settings, "wanted") == "the original"


def test_a_store_that_the_settings_name_is_the_only_one_asked(settings, tmp_path):
    keep(settings, "new", 1, wanted="of the session")
    url = f"disk://{tmp_path}/shared"
    store = open_store(url)
    store.put("wanted", "of the shared store")
    store.close()
    shared = Settings(config_dir=settings.config_dir, data_dir=settings.data_dir, store=url)
    assert originals.find(shared, "wanted") == "of the shared store"
