"""Names under headings go on one line each, and come back."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headroom_cli.compressors._listing.names import by_heading, is_heading

JOINED = re.compile(r"((?:\.|\S*/\S*):) (\S.*)")
HEADER = "[ls -R as folder: names]"

PARTS = ("accounts", "bookings", "closings", "ledger", "journal", "budget", "report")
TEXTS = (
    ".:\nREADME.md\nsrc\n\n"
    + "\n".join(
        f"./src/{part}/{n}:\n" + "".join(f"{part}_{m}.py\n" for m in range(n)) for part in PARTS for n in range(6)
    ),
)


def decode(text):
    header, *rows = text.split("\n")
    if header != HEADER:
        return text
    matches = ((row, JOINED.fullmatch(row)) for row in rows)
    return "\n".join("\n".join(("", m[1], *m[2].split(" "))) if m else row for row, m in matches)


def test_the_names_of_a_folder_go_on_its_line():
    assert by_heading([".:", "a.py", "src", "", "./src:", "b.py", "c.py", "d e.py", "f", "", "./x:", ""]) == (
        f"{HEADER}\n.:\na.py\nsrc\n./src: b.py c.py\nd e.py\nf\n\n./x:\n"
    )


@pytest.mark.parametrize("rows", [["a", "b"], [".:", "a", "./x: y z"], ["", "Note:", "a", "b"]])
def test_without_a_folder_or_with_a_row_that_looks_joined_there_is_no_form(rows):
    assert by_heading(rows) is None


def test_headings_are_paths_and_a_colon():
    assert all(map(is_heading, (".:", "./a:", "/usr/lib:", "src/x:")))
    assert not any(map(is_heading, ("a:", "", "./a", "see /usr for: x")))


ROWS = st.sampled_from([".:", "./a:", "a/b:", "x", "y.py", "", "two words", "z:", "./a: b", "é", " x"])


@given(st.lists(ROWS, max_size=20))
def test_whatever_the_rows_are_the_text_comes_back(rows):
    form = by_heading(rows)
    assert form is None or decode(form) == "\n".join(rows)
