"""Edits spliced into bytes."""

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headroom_cli.context.splice import original, splice
from headroom_cli.model import Edit

TEXTS = st.text(st.characters(exclude_categories=["Cs"]))


def edit(start: int, end: int, text: str) -> Edit:
    return Edit(span=(start, end), text=text, key="k", kind="x", before=2, after=1)


@given(st.lists(st.tuples(st.binary(max_size=20), st.text(st.characters(exclude_categories=["Cs"])))), st.binary())
def test_every_byte_outside_the_edits_stays(parts, rest):
    body, edits, wanted = b"", [], b""
    for kept, text in parts:
        body += kept
        wanted += kept
        edits.append(edit(len(body), len(body) + 2, text))
        body += b'""'
        wanted += json.dumps(text, ensure_ascii=False).encode()
    done = splice(body + rest, edits)
    assert len(done) == len(splice(body, edits)) + len(rest)
    assert done.endswith(rest)
    if all(text.isprintable() for _, text in parts):
        assert done == wanted + rest


def test_without_edits_the_body_is_what_came():
    assert splice(b'{ "a" : 1.0 }', ()) == b'{ "a" : 1.0 }'


def test_an_edits_text_becomes_a_json_string():
    assert json.loads(splice(b'["x"]', [edit(1, 4, 'a"\n\u00e9')])) == ['a"\n\u00e9']


@given(TEXTS, TEXTS)
def test_a_quoted_text_becomes_a_string_within_a_string(before, after):
    body = json.dumps([json.dumps({"a": 1, "b": before})]).encode()
    start = body.index(rb"\"b\": ") + len(rb"\"b\": ")
    change = replace(edit(start, len(body) - 3, after), quoted=True)
    assert original(body, change) == before
    assert json.loads(json.loads(splice(body, [change]))[0]) == {"a": 1, "b": after}


def test_the_original_is_what_the_edit_takes_the_place_of():
    assert original(b'["caf\\u00e9"]', edit(1, 12, "x")) == "caf\u00e9"


@pytest.mark.parametrize("spans", [[(0, 3), (2, 4)], [(3, 4), (0, 1)], [(0, 9)]])
def test_edits_that_overlap_or_leave_the_body_are_refused(spans):
    with pytest.raises(ValueError, match="overlap"):
        splice(b"12345", [edit(a, b, "x") for a, b in spans])
