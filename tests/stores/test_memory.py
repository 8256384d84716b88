import pytest

from headroom_cli.errors import StoreError
from headroom_cli.stores.memory import MemoryStore


def small_store():
    return MemoryStore("memory:?mb=0.001")


def test_the_text_put_longest_ago_makes_room():
    store = small_store()
    for key in ("old", "middle", "new"):
        store.put(key, "x" * 400)
    assert [store.get(k) is not None for k in ("old", "middle", "new")] == [False, True, True]


def test_putting_a_text_again_makes_it_the_newest():
    store = small_store()
    for key in ("old", "middle", "old", "new"):
        store.put(key, "x" * 400)
    assert [store.get(k) is not None for k in ("old", "middle", "new")] == [True, False, True]


def test_putting_the_same_again_takes_no_more_room():
    store = small_store()
    store.put("kept", "x" * 400)
    for _ in range(9):
        store.put("again", "x" * 400)
    assert store.get("kept") == "x" * 400


def test_size_is_counted_in_bytes():
    store = small_store()
    store.put("a", "日" * 200)
    store.put("b", "日" * 200)
    assert store.get("a") is None


def test_a_text_larger_than_the_store_is_refused_and_evicts_nothing():
    store = small_store()
    store.put("kept", "x" * 900)
    with pytest.raises(StoreError, match="larger than the whole store"):
        store.put("huge", "x" * 1001)
    assert store.get("kept") == "x" * 900
