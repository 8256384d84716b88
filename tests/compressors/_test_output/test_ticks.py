"""Ticks: passing tests under headings lose what their place says."""

import pytest

from headroom_cli.compressors._test_output.ticks import bare, said

MOCHA = [
    "",
    "  Router",
    "    ✔ routes",
    "    ✔ adds (53ms)",
    "    .all",
    "      ✔ stacks",
    "      1) fails",
    "      ✔ again",
    "",
]


def test_a_passing_test_is_a_row_with_one_blank():
    rows, sign = bare(MOCHA)
    assert rows == ["", "  Router", " routes", " adds (53ms)", "    .all", " stacks", "      1) fails", " again", ""]
    assert said(sign) == '" x" is "✔ x", 2 deeper than the heading above it'


@pytest.mark.parametrize("row", ["✔ at the edge", "        ✔ deeper", "    ✔ less deep", "      ✓ another sign"])
def test_a_row_elsewhere_stays(row):
    assert bare([*MOCHA[:6], row])[0][6] == row


@pytest.mark.parametrize("rows", [[], MOCHA[:4], [*MOCHA, " one blank"], [*MOCHA, " ✔ one blank"]])
def test_few_ticks_and_rows_that_look_like_ours_are_left_alone(rows):
    assert bare(rows) == (rows, "")
    assert said("") == ""
