"""What every store does, whatever it is made of."""

from contextlib import closing

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from headroom_cli import registry
from headroom_cli.errors import ConfigError
from headroom_cli.stores import open_store

URLS = {"disk": "disk://{folder}/store", "memory": "memory:"}
TEXTS = ["", "a", "one\ntwo\r\n", "\x00\x01\x02", "\ud800 alone", "\ufeffÄ日本🙂", "x" * 3_000_000]
PER_EXAMPLE = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def test_every_store_is_under_this_contract():
    assert set(registry.load_all("stores")) == set(URLS)


@pytest.fixture(params=sorted(URLS))
def url(request, tmp_path):
    return URLS[request.param].format(folder=tmp_path)


@pytest.fixture
def store(url):
    with closing(open_store(url)) as opened:
        yield opened


@pytest.mark.parametrize("text", TEXTS, ids=range(len(TEXTS)))
def test_what_was_put_comes_back_exactly(store, text):
    store.put("0123456789ab", text)
    assert store.get("0123456789ab") == text


@PER_EXAMPLE
@given(text=st.text(st.characters(exclude_categories=())))
def test_any_text_comes_back_exactly(store, text):
    store.put(f"key of {text!r}", text)
    assert store.get(f"key of {text!r}") == text


def test_an_unknown_key_is_none(store):
    assert store.get("0123456789ab") is None


def test_putting_the_same_again_changes_nothing(store):
    for _ in range(3):
        store.put("0123456789ab", "text")
    assert store.get("0123456789ab") == "text"


@pytest.mark.parametrize("first", ["first", ""])
def test_the_first_text_under_a_key_stays(store, first):
    store.put("0123456789ab", first)
    store.put("0123456789ab", "second")
    assert store.get("0123456789ab") == first


def test_closing_twice_is_fine(url):
    store = open_store(url)
    store.close()
    store.close()


@pytest.mark.parametrize("size", ["0", "-1", "much", "nan", "inf"])
def test_a_size_that_means_nothing_is_a_config_error(url, size):
    with pytest.raises(ConfigError, match="megabytes"):
        open_store(f"{url}?mb={size}")
