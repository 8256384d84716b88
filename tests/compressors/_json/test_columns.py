"""Columns: one value a row, small nested objects spread into columns of their own."""

from headroom_cli.compressors._json.columns import ABSENT, Column, by_field, columns, path_word, size, spelled, uniform
from headroom_cli.compressors._json.shapes import Shape
from headroom_cli.compressors._json.values import Array, Object, Reader

TEXT = '[{"id": 1, "at": {"row": 3, "a.b": 4}}, {"id": 2, "at": {"row": 5, "a.b": 4}, "x": null}]'


def found(spread):
    root = Reader().read(TEXT)[0]
    return columns(Shape("row", ("id", "at", "x"), list(root.items)), lambda _: spread)


def test_a_field_is_a_column_with_one_value_a_row():
    number, _, extra = found(spread=False)
    assert list(number.values) == [b"1", b"2"]
    assert list(extra.values) == [ABSENT, None]


def test_nested_objects_of_the_same_keys_are_spread():
    spread = found(spread=True)
    assert [path_word(c) for c in spread] == ["id", "at.row", 'at."a.b"', "x"]
    assert list(spread[1].values) == [b"3", b"5"]


def test_a_column_is_visible_unless_something_else_says_all_of_it():
    def column(**how):
        return Column(("a",), ("x", "y"), **how)

    assert column().visible
    assert column(parts=("x/", None)).visible
    assert column(parts=("x",), loose=True).visible
    assert not column(parts=("x",)).visible
    assert not column(constant=True).visible
    assert not column(source=column()).visible


def test_a_column_is_rare_if_most_rows_lack_it():
    assert Column(("a",), ("x", ABSENT, ABSENT)).rare
    assert not Column(("a",), ("x", ABSENT)).rare
    assert not Column(("a",), (None, None, "x")).rare


def test_a_column_is_repetitive_if_its_values_come_again_and_again():
    assert Column(("a",), ("x", "y", "x")).repetitive
    assert not Column(("a",), ("x", "y", "z", "x")).repetitive


def test_only_objects_of_the_same_keys_that_differ_are_uniform():
    items = Reader().read('[{"a": 1}, {"a": 2}, {"b": 1}, 7]')[0].items
    assert uniform(items[:2])
    assert not uniform(items[:3])
    assert not uniform([items[0], items[0]])
    assert not uniform([items[3], items[3]])


def test_the_fields_of_ragged_rows_are_put_in_one_order():
    rows = Reader().read('[{"a": 1, "c": 3}, {"b": 2}, {"a": 4, "b": 5, "c": 6}]')[0].items
    assert by_field(("a", "b", "c"), rows) == [(b"1", ABSENT, b"4"), (ABSENT, b"2", b"5"), (b"3", ABSENT, b"6")]


def test_arrays_have_their_places_as_fields():
    assert by_field(("1", "2"), [Array(("a", b"1")), Array(("b", b"2"))]) == [("a", "b"), (b"1", b"2")]


def test_strings_and_numbers_have_a_spelling_and_everything_has_a_size():
    assert spelled(("a", b"1.0", None, True)) == ["a", "1.0", None, None]
    nested = Reader().read('{"ab": [1, "xyz"], "c": null}')[0]
    assert size(nested) == len("abc") + 2 + 2 + 4 + 4


def test_rows_of_the_same_keys_are_not_searched():
    class Keys(tuple):  # noqa: SLOT001 - it may not be looked through
        def __iter__(self):
            raise AssertionError

    keys = Keys(("a", "b"))
    assert by_field(keys, [Object(keys, (b"1", b"2")), Object(keys, (b"3", b"4"))]) == [(b"1", b"3"), (b"2", b"4")]
