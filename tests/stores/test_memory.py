import pytest

from headroom_cli.errors import StoreError
from headroom_cli.stores.memory import MemoryStore


def small_store():
    return MemoryStore("memory:?mb=0.001")


def test_a_full_store_refuses_what_is_new_and_keeps_what_it_has():
    store = small_store()
    for key in ("old", "new"):
        store.put(key, "x" * 400)
    with pytest.raises(StoreError, match="full"):
        store.put("newer", "x" * 400)
    assert [store.get(k) is not None for k in ("old", "new", "newer")] == [True, True, False]


def test_putting_the_same_again_takes_no_more_room():
    store = small_store()
    store.put("kept", "x" * 400)
    for _ in range(9):
        store.put("again", "x" * 400)
    assert store.get("kept") == "x" * 400


def test_size_is_counted_in_bytes():
    store = small_store()
    store.put("a", "日" * 200)
    with pytest.raises(StoreError, match="full"):
        store.put("b", "日" * 200)
