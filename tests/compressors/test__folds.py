"""Folds: lines of one pattern become the pattern and its words, and unfold to themselves."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headroom_cli.compressors._folds import MARK, Line, folded, line, said, speaks_of_folds


def unfolded(row):
    if not row.startswith(MARK):
        return row
    if times := re.match(r"» (\d+)x ", row):
        return "\n".join([row[times.end() :]] * int(times[1]))
    pattern, words = row.removeprefix(MARK).rsplit(": ", 1)
    return "\n".join(filled(pattern, word) for word in words.split(" "))


def filled(pattern, word):
    timed = re.search(r"\((?:0\.00(s)|0( ms))\)", pattern) and re.fullmatch(r"(.*)\((\d+(?:\.\d+)?)\)", word)
    if timed:
        word = timed[1]
        pattern = re.sub(r"\((?:0\.00(s)|0( ms))\)", lambda m: f"({timed[2]}{m[1] or m[2]})", pattern, count=1)
    return pattern.replace("*", word).replace("⏎", "\n")


def test_neighbours_of_one_pattern_become_one_line():
    alike = [line(("test parser::", " ... ok"), word) for word in ("one", "two", "three")]
    assert list(folded([Line("first"), *alike, Line("last")])) == [
        "first",
        "» test parser::* ... ok: one two three",
        "last",
    ]


def test_several_lines_that_belong_together_fold_as_one():
    pairs = [line(("=== RUN   ", "\n--- PASS: ", " (0.00s)"), word) for word in ("TestA", "TestB")]
    assert list(folded(pairs)) == ["» === RUN   *⏎--- PASS: * (0.00s): TestA TestB"]


def test_a_time_other_than_zero_stands_behind_the_word():
    timed = [line(("ok ", f" ({time})"), word) for word, time in (("a", "0.00s"), ("b", "1.25s"), ("c", "0.00s"))]
    rows = list(folded(timed))
    assert rows == ["» ok * (0.00s): a b(1.25) c"]
    assert said(rows).endswith("; b(7) is b with 7 in place of the 0")


def test_what_folds_mean_is_said_only_where_there_are_some():
    assert said(["a", "» 3x b"]) == '"» a*z: b c" stands for lines abz, acz; ⏎ is a line end; "» 3x a" is line a thrice'
    assert said(["a", "b"]) == ""


def test_equal_lines_are_counted():
    same = Line("../lib/site-packages/pkg_resources.py:3154")
    assert list(folded([same, same, Line("x"), same, same, same])) == [
        f"{same.text}\n{same.text}",
        "x",
        "» 3x ../lib/site-packages/pkg_resources.py:3154",
    ]


def test_a_line_without_its_like_stays_as_it_is():
    assert list(folded([line(("a long beginning of a line ", ""), "word"), Line("x")])) == [
        "a long beginning of a line word",
        "x",
    ]


@pytest.mark.parametrize(
    ("parts", "word"),
    [(("a ", ""), ""), (("a ", ""), "two words"), (("a* ", ""), "w"), (("a ", "⏎"), "w"), (("a ", ""), "w:")],
)
def test_what_a_fold_cannot_say_has_no_pattern(parts, word):
    assert line(parts, word).pattern == ""


def test_a_text_that_holds_a_fold_is_recognised():
    assert speaks_of_folds("a\n» b")
    assert not speaks_of_folds("a » b")


PARTS = st.sampled_from(
    [
        ("a: ", ""),
        ("t ", " (0 ms)"),
        ("t ", " (17 ms)"),
        ("g ", "\n", " (2.50s)"),
        ("test ", " ok"),
        ("x", "\ny", ""),
        ("*", ""),
    ]
)
WORDS = st.sampled_from(["one", "two", "f(3)", "f(x)", "a:b", "w:", "", "é", "a b", "a\u00a0b"])


@given(
    st.lists(
        st.builds(line, PARTS, WORDS) | st.builds(Line, st.sampled_from(["plain line", "", "a: b c", "two\nrows"]))
    )
)
def test_whatever_is_folded_unfolds_to_its_lines(lines):
    assert "\n".join(map(unfolded, folded(lines))) == "\n".join(item.text for item in lines)
