"""Shapes: objects alike are found wherever they stand, ragged ones together, maps by their values."""

import json

from hypothesis import given
from hypothesis import strategies as st

from headroom_cli.compressors._json.packed import Packing
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
    root = read(
        '{"owner": {"login_name": "a", "some_number": 1}, "rows": [{"user": {"login_name": "b", "some_number": 2}}]}'
    )
    shapes = Shapes(root)
    owner, user = root.values[0], root.values[1].items[0].values[0]
    assert shapes.of(owner) is shapes.of(user)
    assert shapes.of(owner).name == "owner"


def test_ragged_rows_share_a_shape_that_has_all_their_keys_in_order():
    root = read('[{"a": 1, "c": 2}, {"a": 1, "b": 2, "c": 3}, {"a": 1, "c": 4, "d": 5}, {"a": 2, "c": 9}]')
    shape = Shapes(root).shared(root.items)
    assert shape.keys == ("a", "b", "c", "d")
    assert shape.rows == list(root.items)


def test_keys_in_another_order_are_another_shape():
    root = read('[{"first": 1, "then": 2}, {"then": 2, "first": 3}, {"first": 2, "then": 2}, {"then": 1, "first": 3}]')
    assert Shapes(root).shared(root.items) is None


def test_an_object_that_stands_alone_has_no_shape():
    assert Shapes(root := read('{"a": 1}')).of(root) is None


def test_a_map_is_known_by_values_alike_under_keys_that_come_once():
    root = read(
        '{"a.py": {"lines": 1, "words": 2}, "b.py": {"lines": 3, "words": 4}, "c.py": {"lines": 5, "words": 6}}'
    )
    shapes = Shapes(root)
    assert shapes.is_map(root)
    assert shapes.shared(root.values).keys == ("lines", "words")


def test_objects_whose_keys_are_cheap_to_say_again_have_no_shape():
    assert Shapes(root := read('[{"a": 1}, {"a": 2}]')).shared(root.items) is None
    assert Shapes(root := read('[{"a_long_name": 1}, {"a_long_name": 2}, {"a_long_name": 3}]')).shared(root.items)


def test_arrays_of_one_length_of_plain_values_are_rows_where_they_stand_together():
    root = read(
        '{"points": [[1, "a"], [2, "b"], [3, "c"], [4, "d"]], "odd": [[1], [2, 3], [4, 5], [6, 7]], "one": [1, "a"]}'
    )
    points, odd, _ = root.values
    shapes = Shapes(root)
    assert shapes.shared(points.items).keys == ("1", "2")
    assert shapes.shared(points.items).arrays
    assert shapes.shared(odd.items) is None


def test_what_stands_in_strings_is_seen():
    text = json.dumps([{"id": n, "held": json.dumps({"a_long_name": n * n})} for n in range(3)])
    root = Packing().reader(text).read(text)[0]
    held = [row.values[1].value for row in root.items]
    assert Shapes(root).shared(held).keys == ("a_long_name",)


def test_rows_that_begin_a_table_are_known():
    root = read('[{"rows": [{"some_value": 1}, {"some_value": 2}]}, {"rows": [{"some_value": 3}, {"some_value": 4}]}]')
    shapes = Shapes(root)
    assert shapes.of(root.items[0].values[0].items[0]).breaks == {0, 2}


@given(st.lists(st.lists(st.sampled_from("abcdef"), unique=True, min_size=1), min_size=2, max_size=12))
def test_the_keys_of_an_object_are_those_of_its_shape_in_that_order(rows):
    root = read("[" + ",".join("{" + ",".join(f'"{k}": {i}' for k in row) + "}" for i, row in enumerate(rows)) + "]")
    shapes = Shapes(root)
    for item in every_object(root):
        shape = shapes.of(item)
        assert shape is None or tuple(k for k in shape.keys if k in item.keys) == item.keys
