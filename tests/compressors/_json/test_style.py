"""Layouts of JSON: detected from the text, named in words."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headroom_cli.compressors._json.layout import write
from headroom_cli.compressors._json.style import Style, detect, named
from headroom_cli.compressors._json.values import Reader

PLAIN = st.builds(
    Style,
    indent=st.sampled_from([None, "\t", " ", "  ", "    "]),
    comma=st.sampled_from([",", ", "]),
    colon=st.sampled_from([":", ": ", " : "]),
    empty=st.tuples(st.integers(0, 3), st.integers(0, 3)),
    singles=st.sampled_from(["", "singles", "padded singles"]),
    escapes=st.sampled_from(["", "ascii", "html", "slash", "ascii slash"]),
)
STYLES = st.builds(
    lambda style, packed: Style(*[getattr(style, n) for n in style.__slots__][:-1], packed), PLAIN, st.none() | PLAIN
)
SAMPLE = {"a": [1, {"b": "</é>"}], "c": {}, "d": [], "e": {"f": 1.5}, "g": ["x", "y"]}
WRITTEN = [
    '{"a":1,"b":[2,3],"c":{}}',
    json.dumps(SAMPLE),
    json.dumps(SAMPLE, indent=2),
    json.dumps(SAMPLE, indent=4, ensure_ascii=False),
    json.dumps(SAMPLE, indent="\t", separators=(",", " : ")),
    '{"url":"https:\\/\\/x.org","n":"\\u00e9"}',
    '{"cmd":"a \\u0026\\u0026 b","city":"Köln"}',
    '{\n  "jobs" : [\n    {\n      \n    }\n  ]\n}',
    '{\n  "none": {\n  },\n  "nil": [\n\n  ]\n}',
    '{\n  "list":[\n    {"shape":"A"},\n    {"shape":"B"}\n  ]\n}',
    '{\n  "body": { "name": "x" },\n  "tags": ["y"]\n}',
]


@given(STYLES)
def test_the_words_of_a_style_name_it(style):
    assert named(style.words()) == style


def test_words_that_no_style_has_are_refused():
    with pytest.raises(ValueError, match="wavy"):
        named("wavy")


@pytest.mark.parametrize("text", WRITTEN)
def test_a_document_is_written_back_in_the_style_that_was_detected(text):
    assert write(Reader().read(text)[0], detect(text)) == text
