"""Plain values as text: bare where nobody can mistake them."""

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headroom_cli.compressors._json.bare import key_word, like_literal, member_word, quoted, stands, word, words

BARE = ["open", "Fix a, then b: (c)", "https://x.org/a?b=c", "10.0.0.1", "2031-01-01T00:00:00Z", 'say "hi"', "~/x"]
MISTAKABLE = ["", "1", "-0.5e3", "true", "null", "a|b", "a\nb", " a", "a ", "{", "[x", "(y", "f(x)", "name[1]"]
MARKS = ["@a(b)", "~{}", "~~rows[1]"]


@pytest.mark.parametrize("text", BARE)
def test_a_word_that_cannot_be_mistaken_stands_bare_in_a_row(text):
    assert word(text, row=True) == text


@pytest.mark.parametrize("text", MISTAKABLE + MARKS)
def test_a_word_that_could_be_mistaken_is_quoted(text):
    assert word(text, row=True) == json.dumps(text)


def test_inside_brackets_commas_and_brackets_are_quoted_too():
    assert word("a, b", row=False) == '"a, b"'
    assert word("a b:c", row=False) == "a b:c"


def test_in_a_column_of_strings_only_null_needs_quotes():
    assert words(("12", "null"), row=True, text=True) == {"12": "12", "null": '"null"'}


def test_numbers_and_words_of_json_are_spelled_as_they_were():
    values = (b"1.0", b"1e5", True, False, None)
    assert list(words(values, row=True).values()) == ["1.0", "1e5", "true", "false", "null"]


@given(st.text(st.characters(exclude_categories=())))
def test_a_quoted_string_is_json_or_stands_as_it_is_between_quotes_and_can_be_sent(text):
    said = quoted(text)
    assert said.encode()
    if fence := re.match('"{3,}', said):
        assert said == fence[0] + text + fence[0]
        assert fence[0] not in text
    else:
        assert json.loads(said) == text


@pytest.mark.parametrize(
    ("text", "fence"),
    [
        ("a\nb\nc\n\n\n\n\n\n", '"""'),
        ("windows\r\nline\r\nends", '"""'),
        ('def f():\n    """Say "hi"."""\n' * 3, '""""'),
        ('it ends with "a" and a "quote"', '"""'),
    ],
)
def test_a_text_that_would_need_many_escapes_stands_between_more_quotes_than_it_holds(text, fence):
    assert quoted(text) == fence + text + fence


@pytest.mark.parametrize(
    "text", ["\x1b[1mred\x1b[0m and so on \n\n\n\n\n\n\n", '"begins with a quote"\n\n\n\n\n', "lone \r and\n\n\n\n\n\n"]
)
def test_a_text_that_would_not_survive_between_quotes_is_spelled(text):
    assert json.loads(quoted(text)) == text


def test_a_key_is_bare_unless_it_holds_dots_or_signs_and_in_braces_only_what_ends_it_is_quoted():
    assert [key_word(k) for k in ("node_id", "x-y/z", "a.b", "")] == ["node_id", "x-y/z", '"a.b"', '""']
    assert [member_word(k) for k in ("1.2.0", "a b", "a:b", " a", "…")] == ["1.2.0", "a b", '"a:b"', '" a"', '"…"']


def test_a_template_holds_no_marks_and_does_not_begin_like_a_value():
    assert stands(("https://x.org/(a)", None))
    assert not stands((None, "a<b>"))
    assert not stands(("[1", None))
    assert not stands(("f(",))
    assert stands((None, "f("))


def test_what_looks_like_a_literal_is_known():
    assert like_literal("-1.5")
    assert not like_literal("1.5.0")
