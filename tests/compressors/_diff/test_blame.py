"""Blame: rows are read as git prints them, in all its ways of dating."""

import pytest

from headroom_cli.compressors._diff.blame import by_commit, line


@pytest.mark.parametrize(
    ("row", "commit", "number", "text"),
    [
        ("46b4346505 src/a.py (Ada B.   2012-08-26    1) x = (1)", "46b4346505", 1, "x = (1)"),
        ("^30a3141 (Ada B. 2026-03-01 10:01:00 +0100 12) ", "^30a3141", 12, ""),
        ("00000000 (Not Committed Yet 2026-03-01 10:01:00 +0100 7) \ty", "00000000", 7, "\ty"),
        ("0648295b (<ada@example.org> 2026-03-02 3) z (2026-01-01 4) w", "0648295b", 3, "z (2026-01-01 4) w"),
    ],
)
def test_a_row_is_a_commit_a_number_and_a_text(row, commit, number, text):
    read = line(row)
    assert (read.commit, read.number, read.text) == (commit, number, text)


@pytest.mark.parametrize("row", ["deadbeef is a number (2012)", "46b4346505 (Ada 2012-08-26 1)", "x" * 9000, ""])
def test_other_rows_have_no_commit(row):
    assert line(row).commit == ""


def rows(texts):
    return [f"{n % 2}6b4346505 (Ada B. 2012-08-26 {n:2}) {text}" for n, text in enumerate(texts, 1)]


def test_the_mark_is_one_that_no_line_begins_with():
    assert by_commit(rows(["a"] * 5)).startswith('[git blame; "@@ ')
    assert by_commit(rows(["@@ a"] * 5)).startswith('[git blame; "%% ')
    assert by_commit(rows(["@@ a", "%% b", "~~ c", "d", "e"])) == ""


def test_numbers_of_different_widths_and_few_rows_are_no_blame():
    assert by_commit([*rows(["a"] * 5), "16b4346505 (Ada B. 2012-08-26   6) f"]) == ""
    assert by_commit(rows(["a"] * 3)) == ""
    assert by_commit([*rows(["a"] * 5), *["other"] * 5]) == ""


def test_an_empty_last_line_without_a_line_end_is_left_alone():
    assert by_commit([*rows(["a"] * 5), ""])
    assert by_commit(rows([*["a"] * 5, ""])) == ""
