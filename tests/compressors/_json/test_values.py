"""JSON as it is spelled: numbers keep their digits, equal values are one object."""

import pytest

from headroom_cli.compressors._json.values import Array, Object, Packed, Reader, containers, nested


def read(text):
    return Reader().read(text)[0]


def test_a_number_is_its_spelling_and_never_a_string():
    assert read('[1.0, 1e5, 12345678901234567890123, "1.0"]').items == (
        b"1.0",
        b"1e5",
        b"12345678901234567890123",
        "1.0",
    )


def test_what_is_spelled_the_same_is_one_object_over_all_documents_of_a_text():
    reader = Reader()
    first, end = reader.read('{"a": [1, {"b": 2}]} {"a": [1, {"b": 2}]}')
    second, _ = reader.read('{"a": [1, {"b": 2}]} {"a": [1, {"b": 2}]}', end + 1)
    assert first is second
    assert isinstance(first, Object)
    assert isinstance(first.values[0], Array)


def test_keys_keep_their_order_so_another_order_is_another_object():
    one, other = read('[{"a": 1, "b": 2}, {"b": 2, "a": 1}]').items
    assert one is not other
    assert other.keys == ("b", "a")


@pytest.mark.parametrize("text", ['{"a": 1, "a": 2}', "{", "[1 2]", "[" * 100_000])
def test_what_cannot_be_kept_exactly_is_refused(text):
    with pytest.raises(ValueError, match=r"."):
        Reader().read(text)


def test_strings_that_begin_like_json_are_offered_to_be_unpacked():
    seen = []
    Reader(lambda text: seen.append(text) or text).read('{"a": "{x", "b": ["[1]", "x{"], "c": 7}')
    assert sorted(seen) == ["[1]", "{x"]


def test_each_container_comes_once_with_those_in_it_also_from_strings():
    inner = Object(("a",), (b"1",))
    root = Array((inner, Packed(inner), "x", Array(())))
    found = dict(containers(root))
    assert list(found) == [root, root.items[3], inner]
    assert found[root] == nested(root.items) == [inner, inner, root.items[3]]
