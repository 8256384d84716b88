"""Rows are read by the way in which they were printed, and what is no result is none."""

import pytest

from headroom_cli.compressors._search.rows import Row, frame, read, tells_of_binary


def other(text):
    return Row(None, "", "", text)


def test_a_path_in_front_of_a_row_is_its_file():
    assert read(["src/a.py:12:x = 1", "src/a.py:no number", "C:\\b.c:7:y"]) == (
        "grep",
        [Row("src/a.py", "12", ":", "x = 1"), Row("src/a.py", "", ":", "no number"), Row("C:\\b.c", "7", ":", "y")],
    )


def test_context_belongs_to_a_file_that_has_a_hit_though_its_path_holds_dashes():
    rows = ["a/b-c.py-1-x", "a/b-c.py:2:y", "a/b-c.py-text", "a/b-1-z", "--"]
    assert read(rows).rows == [
        Row("a/b-c.py", "1", "-", "x"),
        Row("a/b-c.py", "2", ":", "y"),
        Row("a/b-c.py", "", "-", "text"),
        other("a/b-1-z"),
        other("--"),
    ]


def test_rows_of_one_file_need_no_path():
    assert read(["3-x", "4:y", "--", "9:z"]) == (
        "one",
        [Row("", "3", "-", "x"), Row("", "4", ":", "y"), other("--"), Row("", "9", ":", "z")],
    )


def test_a_path_on_a_row_of_its_own_heads_the_rows_below_it():
    assert read(["a.py", "1:x", "", "b.py", "2-y", "3:z"]) == (
        "rg",
        [Row("a.py", "1", ":", "x"), Row("b.py", "2", "-", "y"), Row("b.py", "3", ":", "z")],
    )


def test_after_a_row_that_is_no_result_there_is_no_heading_in_force():
    assert read(["a.py", "1:x", "done", "2:y", "", "b.py", "3:z"]).rows == [
        Row("a.py", "1", ":", "x"),
        other("done"),
        other("2:y"),
        Row("b.py", "3", ":", "z"),
    ]


def test_a_time_of_day_is_no_line_number():
    row = "nova.log.1.2017-05-16_13:53:08 2017-05-16 started"
    assert read([row, row]).rows == [other(row), other(row)]


def test_a_number_with_a_zero_in_front_is_no_line_number():
    assert read(["a.py:012:x"]).rows == [Row("a.py", "", ":", "012:x")]


@pytest.mark.parametrize(
    ("rows", "sure"),
    [
        (["a.py:1:x", "grep: b.pyc: binary file matches", "grep: c.pyc: binary file matches"], True),
        (["a.py:1:x", "--", "a.py:9:x"], True),
        (["a.py:1:x", "some prose", "and more of it"], False),
    ],
)
def test_results_are_sure_when_most_rows_are_some(rows, sure):
    assert read(rows).is_sure is sure


def test_rows_about_binary_files_are_known():
    assert frame("grep: a/b.pyc: binary file matches") == ("grep: ", ": binary file matches")
    assert frame("Binary file a/b.pyc matches") == ("Binary file ", " matches")
    assert frame("grep: two words: binary file matches") is None
    assert tells_of_binary("grep: two words: binary file matches")
    assert not tells_of_binary("a.py:1:binary file matches")
