"""Values written in a style."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headroom_cli.compressors._json.layout import write
from headroom_cli.compressors._json.style import Style
from headroom_cli.compressors._json.values import Array, Object, Packed, Reader

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=6),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=4), inner, max_size=4),
    max_leaves=20,
)
PYTHON = Style(comma=", ", colon=": ", escapes="ascii")


@given(VALUES)
def test_one_line_and_indented_are_as_python_writes_them(value):
    read = Reader().read(json.dumps(value))[0]
    assert write(read, PYTHON) == json.dumps(value)
    assert write(read, Style("  ", colon=": ")) == json.dumps(value, indent=2, ensure_ascii=False)


@pytest.mark.parametrize(
    ("style", "text"),
    [
        (Style("  ", colon=": ", empty=(1, 0)), '{\n  "a": {\n  },\n  "b": [],\n  "c": [\n    1\n  ]\n}'),
        (Style("  ", colon=": ", empty=(0, 3)), '{\n  "a": {},\n  "b": [\n\n  ],\n  "c": [\n    1\n  ]\n}'),
        (Style("  ", colon=": ", singles="singles"), '{\n  "a": {},\n  "b": [],\n  "c": [1]\n}'),
        (Style(), '{"a":{},"b":[],"c":[1]}'),
    ],
)
def test_brackets_hold_what_the_style_says(style, text):
    assert write(Reader().read('{"a": {}, "b": [], "c": [1]}')[0], style) == text


@pytest.mark.parametrize(
    ("escapes", "text"),
    [("", '"</é>"'), ("ascii", '"</\\u00e9>"'), ("html", '"\\u003c/é\\u003e"'), ("ascii slash", '"<\\/\\u00e9>"')],
)
def test_escapes_beyond_need_are_as_the_style_says(escapes, text):
    assert write("</é>", Style(escapes=escapes)) == text


def test_json_in_a_string_is_written_in_its_own_style():
    packed = Packed(Object(("a",), (b"1",)), "\n")
    assert write(Array((packed,)), Style("  ", packed=PYTHON)) == '[\n  "{\\"a\\": 1}\\n"\n]'


def test_what_comes_again_is_written_at_its_own_depth():
    inner = Array((b"1",))
    assert write(Array((inner, Array((inner,)))), Style(" ")) == "[\n [\n  1\n ],\n [\n  [\n   1\n  ]\n ]\n]"
