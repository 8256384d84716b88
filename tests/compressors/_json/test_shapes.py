"""Shapes: objects alike are found wherever they stand, ragged ones together, maps by their values."""

from hypothesis import given
from hypothesis import strategies as st

from headroom_cli.compressors._json.shapes import Shapes
from headroom_cli.compressors._json.values import Array, Object, Reader


def read(text):
    return Reader().read(text)[0]


def every_object(value):
    if isinstance(value, Object):
        yield value
    for child in getattr(value, "values", ()) or getattr(value, "items", ()):
        yield from every_object(child) if isinstance(child, Object | Array) else ()


def test_objects_of_the_same_keys_share_a_shape_wherever_they_stand():
    root = read('{"owner": {"login": "a", "id": 1}, "rows": [{"user": {"login": "b", "id": 2}}]}')
    shapes = Shapes(root)
    owner, user = root.values[0], root.values[1].items[0].values[0]
    assert shapes.of(owner) is shapes.of(user)
    assert shapes.of(owner).name == "owner"


def test_ragged_rows_share_a_shape_that_has_all_their_keys_in_order():
    root = read('[{"a": 1, "c": 2}, {"a": 1, "b": 2, "c": 3}, {"a": 1, "c": 4, "d": 5}]')
    shape = Shapes(root).shared(root.items)
    assert shape.keys == ("a", "b", "c", "d")
    assert shape.rows == list(root.items)


def test_keys_in_another_order_are_another_shape():
    root = read('[{"a": 1, "b": 2}, {"b": 2, "a": 3}]')
    assert Shapes(root).shared(root.items) is None


def test_an_object_that_stands_alone_has_no_shape():
    assert Shapes(root := read('{"a": 1}')).of(root) is None


def test_a_map_is_known_by_values_alike_under_keys_that_come_once():
    root = read('{"a.py": {"loc": 1, "n": 2}, "b.py": {"loc": 3, "n": 4}, "c.py": {"loc": 5, "n": 6}}')
    shapes = Shapes(root)
    assert shapes.is_map(root)
    assert shapes.shared(root.values).keys == ("loc", "n")


@given(st.lists(st.lists(st.sampled_from("abcdef"), unique=True, min_size=1), min_size=2, max_size=12))
def test_the_keys_of_an_object_are_those_of_its_shape_in_that_order(rows):
    root = read("[" + ",".join("{" + ",".join(f'"{k}": {i}' for k in row) + "}" for i, row in enumerate(rows)) + "]")
    shapes = Shapes(root)
    for item in every_object(root):
        shape = shapes.of(item)
        assert shape is None or tuple(k for k in shape.keys if k in item.keys) == item.keys
