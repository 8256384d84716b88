"""Lines said before are called by name, and calling them gives the text back."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headroom_cli.compressors import _again
from tests.fakes.growth import grows_evenly

NAMED = re.compile(r"\[([A-Z]+): the next (\d+) lines\]")
CALLED = re.compile(r"\[([A-Z]+) again\]")


def recalled(rows):
    """The rows with every name called replaced by what it names."""
    back, names = [], {}
    for row in rows:
        if named := NAMED.fullmatch(row):
            names[named[1]] = len(back), int(named[2])
        elif called := CALLED.fullmatch(row):
            start, length = names[called[1]]
            back += back[start : start + length]
        else:
            back.append(row)
    return back


def said(rows):
    return _again.said(rows, 100)


STACK = [f"  File lib/frame_{n}.py, line {n}, in call_the_next_one" for n in range(9)]


def test_a_run_of_lines_is_named_where_it_first_stands_and_called_after():
    rows = ["one failed", *STACK, "two failed", *STACK, "three failed", *STACK]
    assert said(rows) == [
        *("one failed", "[A: the next 9 lines]", *STACK),
        *("two failed", "[A again]", "three failed", "[A again]"),
    ]


def test_a_part_of_a_run_has_a_name_of_its_own():
    rows = ["one failed", *STACK, "two failed", *STACK[3:]]
    assert said(rows)[3:6] == [STACK[2], "[A: the next 6 lines]", STACK[3]]
    assert said(rows)[-2:] == ["two failed", "[A again]"]


@pytest.mark.parametrize("rows", [[], [""], STACK, ["a", "b"] * 3])
def test_what_is_short_or_new_stays(rows):
    assert said(rows) == rows


def test_a_text_that_names_lines_as_we_do_is_recognised():
    assert _again.speaks_of_names("a\n[A again]\nb")
    assert _again.speaks_of_names("[B: the next 2 lines]")
    assert not _again.speaks_of_names("say [A again] or [a again]")


@given(st.lists(st.sampled_from([*STACK, "x", "", "y" * 200]), max_size=80))
def test_whatever_the_rows_are_they_come_back(rows):
    assert recalled(said(rows)) == rows


@pytest.mark.parametrize("row", ["", "x" * 99, "{n} and {half}"])
def test_ten_times_the_lines_take_ten_times_as_long(row):
    def work(size):
        rows = [row.format(n=n, half=n // 2) for n in range(size)]
        return lambda: said(rows)

    assert grows_evenly(work, 3000)
