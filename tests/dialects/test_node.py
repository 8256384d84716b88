"""JSON values and where they stand."""

import json

import pytest

from headroom_cli.dialects import NotReadable
from headroom_cli.dialects.node import block, digest, is_true, root, texts, word

DOCUMENT = b'{ "a": {"b" : [1, "caf\\u00e9", {"type":"text","text":"x"}]}, "yes": true, "no": "true", "n": 1.50}'


def test_a_node_knows_its_place_in_the_whole_document_however_deep_it_is():
    number, word_, part = root(DOCUMENT).fields()["a"].fields()["b"].items()
    for node in (number, word_, part, part.fields()["text"]):
        assert DOCUMENT[slice(*node.span)] == node.raw
    assert (number.value(), word_.value(), part.fields()["text"].value()) == (1, "caf\u00e9", "x")


def test_a_string_under_a_key_is_read_and_anything_else_is_empty():
    fields = root(DOCUMENT).fields()
    assert [word(fields, key) for key in ("no", "yes", "n", "a", "missing")] == ["true", "", "", "", ""]
    assert [is_true(fields, key) for key in ("yes", "no", "missing")] == [True, False, False]


def test_what_is_not_certain_is_not_readable():
    with pytest.raises(NotReadable):
        root(b'{"a":1,"a":2}').fields()
    with pytest.raises(NotReadable):
        root(b"[1").items()


@pytest.mark.parametrize(
    ("content", "found"),
    [
        ("one", ["one"]),
        ([{"type": "text", "text": "one"}, {"type": "image", "text": "two"}, {"text": "three"}], ["one"]),
        ([{"type": "text", "text": 7}, {"type": "text"}, {"type": "text", "text": "one"}], ["one"]),
        ([["one"], "two", 3, {"type": "text", "text": "four"}], ["four"]),
        (None, []),
        ({"text": "one"}, []),
    ],
)
def test_the_texts_of_a_content_are_its_string_or_those_of_its_known_parts(content, found):
    raw = json.dumps(content).encode()
    blocks = list(texts(root(raw), ("text",), kind="text"))
    assert [b.text for b in blocks] == found
    assert [json.loads(raw[slice(*b.span)]) for b in blocks] == found


def test_a_digest_is_that_of_the_bytes():
    assert digest(b'{"a":1}') == digest(b'{"a":1}') != digest(b'{"a": 1}')


def test_a_block_takes_the_rest_as_it_is_told():
    made = block(root(b'"x"'), kind="result", call="c1", error=True)
    assert (made.text, made.span, made.kind, made.call, made.error) == ("x", (0, 3), "result", "c1", True)
