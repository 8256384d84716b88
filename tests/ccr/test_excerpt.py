import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headroom_cli.ccr import excerpt

TEN = "".join(f"line {n}\n" for n in range(1, 11))
TEXTS = st.lists(st.text(st.sampled_from("ab\r\x0c\u2028 "), max_size=4), min_size=1).map("\n".join)


def test_one_range_comes_under_its_numbers():
    assert excerpt.take(TEN, "3-4", "") == "[lines 3-4 of 10]\nline 3\nline 4\n"


def test_several_ranges_come_in_the_order_asked():
    assert excerpt.take(TEN, "9, 2-3", "") == (
        "[lines 9-9 of 10]\nline 9\n[lines 2-3 of 10]\nline 2\nline 3\n"
    )  # fmt: skip


@pytest.mark.parametrize(("asked", "head"), [("8-", "8-10"), ("8-99", "8-10"), ("0-2", "1-2"), ("7 - 8", "7-8")])
def test_loose_ranges_are_read_as_meant(asked, head):
    assert excerpt.take(TEN, asked, "").startswith(f"[lines {head} of 10]\n")


@pytest.mark.parametrize("asked", ["x", "-5", "1-2-3", "3;4", "1e3"])
def test_ranges_that_cannot_be_read_are_answered_with_an_example(asked):
    with pytest.raises(ValueError, match='"120-180"'):
        excerpt.take(TEN, asked, "")


def test_more_ranges_than_anyone_needs_are_refused_before_the_text_is_copied_for_each():
    with pytest.raises(ValueError, match="50 ranges at once, not 51"):
        excerpt.take(TEN, ",".join(["1-10"] * 51), "")


@pytest.mark.parametrize("asked", ["11", "12-15", "5-4"])
def test_ranges_past_the_end_are_answered_with_how_many_lines_there_are(asked):
    with pytest.raises(ValueError, match="has 10 lines"):
        excerpt.take(TEN, asked, "")


@settings(deadline=None)
@given(TEXTS)
def test_all_lines_are_the_text_itself(text):
    assert excerpt.take(text, "1-", "").partition("\n")[2] == text


@settings(deadline=None)
@given(TEXTS, st.data())
def test_ranges_side_by_side_make_the_text(text, data):
    total = len(text.removesuffix("\n").split("\n"))
    cut = data.draw(st.integers(1, total))
    parts = [f"1-{cut}", *([f"{cut + 1}-{total}"] if cut < total else [])]
    assert "".join(excerpt.take(text, part, "").partition("\n")[2] for part in parts) == text


def test_found_lines_are_numbered_and_stand_between_two_neighbours():
    assert excerpt.take(TEN, "", "line [29]$") == (
        "[2 of 10 lines match]\n1-line 1\n2:line 2\n3-line 3\n4-line 4\n--\n"
        "7-line 7\n8-line 8\n9:line 9\n10-line 10"
    )  # fmt: skip


def test_a_pattern_with_ranges_searches_only_there():
    assert excerpt.take(TEN, "1-3,9-10", "line (3|4|5|9)").startswith("[2 of 10 lines match]")


def test_nothing_found_is_said():
    assert excerpt.take(TEN, "", "nowhere") == "[0 of 10 lines match]"


@pytest.mark.parametrize("pattern", ["f(", "(?=x)f(", "a" * 201])
def test_a_pattern_that_cannot_be_used_is_searched_as_plain_text_and_says_so(pattern):
    answer = excerpt.take(f"a\nb {pattern} c\n", "", pattern)
    assert answer.startswith("[1 of 2 lines match as plain text, since the pattern cannot be used: ")
    assert f"2:b {pattern} c" in answer


def test_a_pattern_that_is_too_much_work_is_searched_as_plain_text():
    noise = (f"{n * 0x9E3779B97F4A7C15 % 2**120:0120b}" for n in range(1, 3000))
    text = "\n".join(noise).translate({ord("0"): "a", ord("1"): "b"})
    assert "too much work" in excerpt.take(text, "", "[ab]*a[ab]{30}c")


def test_the_end_of_a_line_is_before_its_carriage_return():
    assert "2:two\r" in excerpt.take("one\r\ntwo\r\n", "", "o$")


def test_a_very_long_line_is_shown_around_its_match():
    answer = excerpt.take("a" * 50_000 + "needle" + "b" * 50_000, "", "needle")
    assert re.search(r"\n1:…a+needleb+… \(100006 characters in this line\)$", answer)
    assert len(answer) < 700


GUTTER = "\n".join(f"{n}\tline {n}" for n in range(301, 341))


def test_lines_of_a_file_read_are_called_by_their_own_numbers():
    assert excerpt.take(GUTTER, "310-311", "") == "[lines 310-311]\n310\tline 310\n311\tline 311\n"
    assert excerpt.take(f"<output>\n{GUTTER}", "310", "") == "[lines 310-310]\n310\tline 310\n"
    assert excerpt.take(GUTTER, "295-301", "") == "[lines 301-301]\n301\tline 301\n"
    assert excerpt.take(GUTTER, "338-", "").endswith("340\tline 340")
    assert "305:305\tline 305" in excerpt.take(GUTTER, "", "line 305")


def test_ranges_that_name_none_of_these_numbers_are_counted_from_one():
    assert excerpt.take(GUTTER, "2-3", "") == "[lines 2-3 of 40]\n302\tline 302\n303\tline 303\n"
    with pytest.raises(ValueError, match="the original has 40 lines"):
        excerpt.take(GUTTER, "500", "")


def test_rows_that_begin_with_numbers_but_not_in_turn_are_counted_from_one():
    assert excerpt.take("17:a\n19:b\n12:c\n", "2", "") == "[lines 2-2 of 3]\n19:b\n"
