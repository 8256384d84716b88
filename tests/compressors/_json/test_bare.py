"""Plain values as text: bare where nobody can mistake them."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headroom_cli.compressors._json.bare import flow_word, key_word, like_literal, opens, quoted, row_word, safe

BARE = ["open", "Fix a, then b: (c)", "https://x.org/a?b=c", "10.0.0.1", "2031-01-01T00:00:00Z", 'say "hi"']
MISTAKABLE = ["", "1", "-0.5e3", "true", "null", "a|b", "a\nb", " a", "a ", "{", "[x", "(y", "f(x)", "name[1]", "@a(b)"]


@pytest.mark.parametrize("word", BARE)
def test_a_word_that_cannot_be_mistaken_stands_bare_in_a_row(word):
    assert row_word(word) == word


@pytest.mark.parametrize("word", MISTAKABLE)
def test_a_word_that_could_be_mistaken_is_quoted(word):
    assert row_word(word) == json.dumps(word)


def test_inside_brackets_commas_and_brackets_are_quoted_too():
    assert flow_word("a, b") == '"a, b"'
    assert flow_word("a b:c") == "a b:c"


def test_in_a_column_of_strings_only_null_needs_quotes():
    assert row_word("12", text=True) == "12"
    assert row_word("null", text=True) == '"null"'


def test_numbers_and_words_of_json_are_spelled_as_they_were():
    assert [row_word(v) for v in (b"1.0", b"1e5", True, False, None)] == ["1.0", "1e5", "true", "false", "null"]


@given(st.text(st.characters(exclude_categories=())))
def test_a_quoted_string_is_json_and_can_be_sent(text):
    assert json.loads(quoted(text)) == text
    assert quoted(text).encode()


def test_a_key_is_bare_unless_it_holds_dots_or_signs():
    assert [key_word(k) for k in ("node_id", "x-y/z", "a.b", "")] == ["node_id", "x-y/z", '"a.b"', '""']


def test_a_template_holds_no_marks_and_does_not_begin_like_a_value():
    assert safe("https://x.org/")
    assert not safe("a<b>")
    assert opens("[1")
    assert opens("f(")
    assert not opens("https://x.org/(a)")


def test_what_looks_like_a_literal_is_known():
    assert like_literal("-1.5")
    assert not like_literal("1.5.0")
