"""Columns: one value a row, small nested objects spread into columns of their own."""

from headroom_cli.compressors._json.columns import ABSENT, Column, columns, path_word, size, spelled, uniform
from headroom_cli.compressors._json.shapes import Shapes
from headroom_cli.compressors._json.values import Object, Reader

TEXT = '[{"id": 1, "at": {"row": 3, "a.b": 4}}, {"id": 2, "at": {"row": 5, "a.b": 4}, "x": null}]'


def found(spread):
    root = Reader().read(TEXT)[0]
    return root, columns(Shapes(root).shared(root.items), lambda _: spread)


def test_a_field_is_a_column_with_one_value_a_row():
    _, (number, _, extra) = found(spread=False)
    assert number.values == [b"1", b"2"]
    assert extra.values == [ABSENT, None]


def test_nested_objects_of_the_same_keys_are_spread():
    _, spread = found(spread=True)
    assert [path_word(c) for c in spread] == ["id", "at.row", 'at."a.b"', "x"]
    assert spread[1].values == [b"3", b"5"]


def test_a_column_finds_its_value_in_any_row():
    root, spread = found(spread=True)
    assert [c.at(root.items[1]) for c in spread] == [b"2", b"5", b"4", None]
    assert spread[3].at(root.items[0]) is ABSENT


def test_a_column_that_says_nothing_of_itself_is_visible():
    _, (column, *_) = found(spread=False)
    assert column.visible
    column.parts = ("x/", None)
    assert column.visible
    column.parts = ("x",)
    assert not column.visible


def test_only_objects_of_the_same_keys_that_differ_are_uniform():
    items = Reader().read('[{"a": 1}, {"a": 2}, {"b": 1}, 7]')[0].items
    assert uniform(items[:2])
    assert not uniform(items[:3])
    assert not uniform([items[0], items[0]])
    assert not uniform([items[3], items[3]])


def test_strings_and_numbers_have_a_spelling_and_everything_has_a_size():
    assert [spelled(v) for v in ("a", b"1.0", None, True)] == ["a", "1.0", None, None]
    nested = Reader().read('{"ab": [1, "xyz"], "c": null}')[0]
    assert size(nested) == len("abc") + 2 + 2 + 4 + 4


def test_rows_of_the_same_keys_are_searched_once():
    class Keys(tuple):  # noqa: SLOT001 - it counts
        searched = 0

        def index(self, *key):
            Keys.searched += 1
            return super().index(*key)

    keys = Keys(f"k{n}" for n in range(300))
    rows = [Object(keys, tuple(b"%d" % n for n in range(300))) for _ in range(50)]
    column = Column(("k299",), [b"299"] * 50)
    assert {column.at(row) for row in rows} == {b"299"}
    assert Keys.searched == 1
