"""Lines: fixed parts and values, in turn, are the line."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headroom_cli.compressors._config.lines import Line, head, read

LINES = [
    ("    image: nginx:1.27", (("    image: ", ""), ("nginx:1.27",), ("image",))),
    ("  - name: DB_HOST", (("  - name: ", ""), ("DB_HOST",), ("name",))),
    ("  \"a/b.c\": 'x: y'", (('  "a/b.c": ', ""), ("'x: y'",), ("ab.c",))),
    ('  - "8080:80"', (("  - ", ""), ('"8080:80"',), ("item",))),
    ("  <loc>https://example.org", (("  <loc>", ""), ("https://example.org",), ("loc",))),
    ("<loc>x</loc>", (("<loc>", "</loc>"), ("x",), ("loc",))),
    ('<case name="a" time=""/>', (('<case name="', '" time="', '"/>'), ("a", ""), ("name", "time"))),
    ("  # a: comment", (("  # a: comment",), (), ())),
    ("  key:", (("  key:",), (), ())),
    ("", (("",), (), ())),
]


@pytest.mark.parametrize(("text", "parts"), LINES)
def test_a_line_is_taken_apart(text, parts):
    assert read(text) == Line(*parts)


def test_a_key_alone_is_a_value_of_the_first_line_of_several():
    assert head("  web:") == Line(("  ", ":"), ("web",), ("key",))
    assert head("  - a: b") == read("  - a: b")


@given(st.text(alphabet="<>=\"/ ab:-'#\n", max_size=30) | st.sampled_from([text for text, _ in LINES]))
def test_any_line_comes_back_from_its_parts(text):
    for line in (read(text), head(text)):
        assert line.filled(line.values) == text
        assert len(line.fixed) == len(line.values) + 1 == len(line.names) + 1
