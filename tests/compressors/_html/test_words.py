"""Words: Markdown's signs, code byte for byte, a link's target once."""

import html

from hypothesis import given
from hypothesis import strategies as st

from headroom_cli.compressors._html.words import said


def test_headings_paragraphs_and_breaks():
    assert said("<h1>One</h1>\n\n<p>two<br>\nthree &lt;b&gt;</p>\n\n\n\n<h3>Four</h3>") == (
        "# One\n\ntwo\nthree <b>\n\n### Four"
    )


def test_lists_are_numbered_where_they_were():
    page = (
        "<ol>\n  <li>one</li>\n  <li>two\n  <ul>\n    <li>a</li>\n    <li>b</li>\n  </ul></li>\n  <li>three</li>\n</ol>"
    )
    lines = [line for line in said(page).split("\n") if line]
    assert lines == ["  1. one", "  2. two", "    - a", "    - b", "  3. three"]


def test_a_list_goes_on_after_the_code_in_it():
    assert said("<ol>\n  <li>one\n<pre>x = 1</pre></li>\n  <li>two</li>\n</ol>") == (
        "  1. one\n```\nx = 1\n```\n  2. two"
    )


def test_rows_of_a_table_have_bars_between_their_cells():
    assert said("a\t\tb\t\tc\nd \t\t\t\tf") == "a | b | c\nd |  | f"


def test_a_links_target_is_said_once_and_not_where_it_leads_nowhere_else():
    page = (
        '<p><a href="/x?a=1&amp;b=2">one</a> <a href="/x?a=1&amp;b=2">again</a> <a href="#y">within</a> '
        '<a href="https://a.org">https://a.org</a> <a href="javascript:go()">click</a><a href="#z">¶</a></p>'
    )
    assert said(page) == "[one](/x?a=1&b=2) again within https://a.org click"


def test_a_heading_holds_no_targets():
    assert said('<h4>fn get(&amp;self) -&gt; <a href="Option.html">Option</a></h4>') == "#### fn get(&self) -> Option"


def test_hard_spaces_are_spaces_but_not_in_code():
    assert said("<p>a\xa0\xa0 b</p><pre>a\xa0b</pre>") == "a b\n```\na\xa0b\n```"


def test_code_within_code_is_said_once():
    assert said("<pre><pre>let <a href='x'>x</a> = 1;\n</pre></pre>") == "```\nlet x = 1;\n```"


def test_items_without_a_word_are_left_out():
    assert said("<ul>\n  <li></li>\n  <li>word</li>\n  <li></li>\n</ul>") == "  - word"


LINES = st.text(st.characters(codec="utf-8", exclude_characters="\r\0"), max_size=60)


@given(LINES)
def test_preformatted_text_stays_byte_for_byte(code):
    assert said(f"<p>before</p><pre>{html.escape(code)}</pre>") == "before\n```\n" + code.strip("\n") + "\n```"
