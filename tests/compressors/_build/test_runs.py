"""Findings in rows: read in the ways that tools write them, and left alone where they could be mistaken."""

import pytest

from headroom_cli.compressors._build.runs import row, written

ROWS = [f"src/a.py:{n}:1: E501 Line too long ({n} > 88)" for n in range(90, 99)]


@pytest.mark.parametrize(
    ("text", "path", "place", "said"),
    [
        ("src/a.py:12: error: no", "src/a.py", "12", "error: no"),
        ("C:\\x\\a.c:12:3: warning: no", "C:\\x\\a.c", "12:3", "warning: no"),
        ("src/a.ts(12,31): error TS2322: no", "src/a.ts", "12:31", "error TS2322: no"),
    ],
)
def test_a_finding_has_a_path_a_place_and_a_text(text, path, place, said):
    assert (row(text).path, row(text).place, row(text).text) == (path, place, said)


@pytest.mark.parametrize("text", ["src/a.py:12:error", "no path here: 12", "12:30: x", ": ", ""])
def test_other_rows_have_no_path(text):
    assert row(text).path == "" or row(text).text == "x"


def test_parentheses_are_said_in_the_head():
    assert written([f"a.ts({n},1): error TS2304: Cannot find name 'x'." for n in range(4)]).startswith(
        '[findings, were "path(line,column): text"; '
    )


@pytest.mark.parametrize("other", ["## a heading", "E501 12 is the rule"])
def test_rows_that_look_like_ours_forbid_it(other):
    assert written(ROWS)
    assert written([*ROWS, other]) == ""


def test_findings_must_be_most_of_the_rows():
    assert written([*ROWS, *["    source"] * 10]) == ""
