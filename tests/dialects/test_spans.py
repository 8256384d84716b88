"""Spans of JSON values in the bytes they came in."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headroom_cli.dialects import NotReadable
from headroom_cli.dialects.spans import dump, elements, members, patched, replaced

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=6), inner, max_size=4),
    max_leaves=12,
)
STYLES = ({}, {"indent": 2}, {"separators": (",", ":")}, {"ensure_ascii": False})


@given(st.dictionaries(st.text(), JSON), st.sampled_from(STYLES))
def test_each_member_is_found_where_it_stands(document, style):
    raw = json.dumps(document, **style).encode("utf-8", "surrogatepass")
    if any("\ud800" <= c <= "\udfff" for c in raw.decode("utf-8", "surrogatepass")):
        return
    spans = members(raw)
    assert {key: json.loads(raw[a:b]) for key, (a, b) in spans.items()} == document


@given(st.lists(JSON), st.sampled_from(STYLES))
def test_each_element_is_found_where_it_stands(document, style):
    raw = json.dumps(document, **style).encode()
    assert [json.loads(raw[a:b]) for a, b in elements(raw)] == document


def test_values_keep_the_spelling_they_came_in():
    raw = b' { "a" : 1.00 ,\n"b":12345678901234567890123,"c" :"\\u00e9\\/\\ud83d" } '
    spans = members(raw)
    assert [raw[a:b] for a, b in spans.values()] == [b"1.00", b"12345678901234567890123", b'"\\u00e9\\/\\ud83d"']


@pytest.mark.parametrize(
    "raw",
    [b'{"a":1,"a":2}', b'{"a":1,"a":1}', b'{"a":1,"b":2,"a":3}', b'{"a":1', b"[1]", b"", b"{]", b'{"a":1}x', b"\xff"],
)
def test_what_is_not_certain_is_not_readable(raw):
    with pytest.raises(NotReadable):
        members(raw)


@pytest.mark.parametrize("raw", [b'{"a":1}', b"[1", b"", b"[1]]", b"[1,]"])
def test_a_broken_array_is_not_readable(raw):
    with pytest.raises(NotReadable):
        elements(raw)


def test_values_at_paths_are_replaced_and_every_other_byte_stays():
    event = b'event: e\ndata: { "a" : {"b": 1.50, "c":[2]} , "d":"x" }\n\n'
    assert replaced(event, {"d": '"y"', "a.b": "7"}) == event.replace(b"1.50", b"7").replace(b'"x"', b'"y"')
    assert replaced(event, {"a.z": "7", "d.b": "7", "z": "7"}) == event


def test_changes_are_made_in_order_and_refused_where_they_overlap():
    assert patched(b"abcd", [(0, 0, b"<"), (1, 2, b""), (4, 4, b">")]) == b"<acd>"
    for changes in ([(0, 3, b""), (2, 4, b"")], [(3, 9, b"")], [(2, 1, b"")]):
        with pytest.raises(ValueError, match="overlap"):
            patched(b"abcd", changes)


@given(JSON)
def test_what_is_dumped_can_be_sent(document):
    assert json.loads(dump(document).encode()) == document


def test_half_a_character_is_dumped_escaped():
    assert dump(["\ud83d", "é"]) == '["\\ud83d","\\u00e9"]'
