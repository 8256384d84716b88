import re
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headroom_cli.ccr.pattern import matcher

ATOMS = [
    "a",
    "b",
    "_",
    "-",
    ".",
    r"\w",
    r"\d",
    r"\s",
    r"\.",
    "[ab]",
    "[^a]",
    "[]a-]",
    "é",
    "^",
    "$",
    r"\b",
    r"\A",
    r"\Z",
    " ",
]
REPEATS = ["*", "+", "?", "*?", "+?", "??", "{2}", "{1,2}", "{,2}", "{2,}"]
PATTERNS = st.recursive(
    st.sampled_from(ATOMS),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4).map("".join),
        st.lists(inner, min_size=1, max_size=3).map("|".join),
        st.builds("({}){}".format, inner, st.sampled_from(REPEATS)),
        st.builds("{}(?:{})".format, inner, inner),
    ),
    max_leaves=8,
)
LINES = st.text(st.sampled_from("abAB_-. é1"), max_size=10)


@settings(deadline=None)
@given(st.sampled_from(["", "(?i)"]), PATTERNS, LINES)
def test_a_line_matches_exactly_when_re_says_so(flags, pattern, line):
    expected = re.search(flags + pattern, line)
    end = matcher(flags + pattern)(line)
    assert (end >= 0) == (expected is not None)
    assert expected is None or end <= expected.end()


@pytest.mark.parametrize(
    ("pattern", "line", "end"),
    [
        ("ERROR", "an ERROR here", 8),
        ("err|fail", "it failed", 7),
        (r"\b5\d\d\b", "status 503, 1", 10),
        (r"\b5\d\d\b", "status 5031", -1),
        ("^def \\w+", "def f(x)", 5),
        (r"(?P<file>\w+)\.py:\d{2,3}", "in a.py:120", 10),
        ("(?i)Error", "ERROR", 5),
        ("a{", "a{", 2),
        (r"\x41\u0042", "xAB", 3),
        ("", "anything", 0),
    ],
)
def test_the_end_of_the_match_that_ends_first_is_told(pattern, line, end):
    assert matcher(pattern)(line) == end


@pytest.mark.parametrize("pattern", ["(?=a)b", "(?<!a)b", r"(a)\1", "a*+b", "a++", "(?>a)", r"\Bx", "(?i:a)", "(?x) a"])
def test_what_only_backtracking_can_answer_is_refused(pattern):
    with pytest.raises(ValueError, match="not supported"):
        matcher(pattern)


@pytest.mark.parametrize("pattern", ["(", "*", "[a", "a{3,1}", r"\q", "a" * 201])
def test_what_is_no_pattern_is_refused(pattern):
    with pytest.raises(ValueError, match=r"not a regular expression|longer than"):
        matcher(pattern)


@pytest.mark.parametrize("pattern", ["a{999}", "(((a{9}){9}){9}){9}", "((((){99}){99}){99}){99}", "a{1,99999999}"])
def test_a_pattern_that_would_grow_large_is_refused_at_once(pattern):
    with pytest.raises(ValueError, match="too large"):
        matcher(pattern)


@pytest.mark.parametrize(
    "pattern", ["(a+)+$", "(a|a)*b", "(a|aa)+$", "(a+a+)+b", "a?" * 40 + "a" * 40 + "b", "(.*a){9}b"]
)
def test_patterns_that_make_backtracking_explode_take_one_step_a_character(pattern):
    search = matcher(pattern)
    assert search("a" * 5000 + "x") == -1
    assert search.__self__._moves < 1000


def test_a_pattern_with_too_many_states_for_its_text_gives_up():
    search = matcher("[ab]*a[ab]{40}c")
    lines = ("".join(line) for line in product("ab", repeat=14))
    with pytest.raises(ValueError, match="too much work"):
        max(search(line * 9) for line in lines)


def test_the_deepest_pattern_allowed_is_read():
    assert matcher("(" * 99 + "a" + ")" * 99)("ba") == 2
