"""JSON in strings: taken for what it is only where it can be put back."""

import json

import pytest

from headroom_cli.compressors._json.packed import Packing
from headroom_cli.compressors._json.style import Style
from headroom_cli.compressors._json.values import Packed


def read(value):
    packing = Packing()
    text = json.dumps(value)
    return packing, packing.reader(text).read(text)[0]


def test_a_string_that_is_json_is_the_document_it_holds():
    packing, root = read(['{"a":1}', "plain"])
    packed, plain = root.items
    assert packed.value.keys == ("a",)
    assert plain == "plain"
    assert packing.style == Style()


def test_a_line_break_at_its_end_is_kept():
    _, root = read(['{"a":1}\n', '{"a":1}'])
    assert [packed.end for packed in root.items] == ["\n", ""]


def test_the_same_string_is_the_same_object():
    _, root = read(['{"a":1}', {"b": '{"a":1}'}])
    assert root.items[0] is root.items[1].values[0]


def test_only_one_style_is_taken_the_first():
    packing, root = read(['{"a": [1, 2]}', '{"a":[1,2]}', '{"a": [3, 4]}'])
    assert [isinstance(item, Packed) for item in root.items] == [True, False, True]
    assert packing.style.comma == ", "


@pytest.mark.parametrize(
    "text", ['{"a":1} and more', '{"a":1,"a":2}', '{"a":  1,"b":2}', "[1]", "{}", '{"a"', "[" * 9999, "[INFO] x"]
)
def test_what_could_not_be_put_back_or_is_next_to_nothing_stays_a_string(text):
    _, root = read([text, '{"sign":1}'])
    assert root.items[0] == text


def test_json_in_json_in_json_is_opened_once():
    _, root = read([json.dumps({"a": json.dumps({"b": 1})})])
    assert root.items[0].value.values == ('{"b": 1}',)
