"""The progress column: taken off only where the place of each line gives it back."""

import pytest

from headroom_cli.compressors._test_output.percent import Column, column, progress


def run(total, names, width=79):
    rows = [f"tests/test_a.py::{name} PASSED" for name in names]
    return [
        f"collected {total} items",
        "",
        *(row + f" [{n * 100 // total:3d}%]".rjust(width - len(row)) for n, row in enumerate(rows, 1)),
    ]


def test_the_column_of_padded_lines_is_found():
    assert column(run(3, ["test_one", "test_two", "test_three"])) == Column(1, 3, 3, 79)


def test_the_column_of_lines_too_long_to_pad_is_found():
    names = ["test_" + "long" * 20, "test_" + "longer" * 20]
    assert column(run(2, names)) == Column(1, 2, 2, 0)


def test_the_column_after_a_line_is_padded_to_the_width():
    assert Column(1, 3, 3, 79).after("tests/test_a.py::test_two PASSED", 1) == " " * 41 + "[ 66%]"
    assert Column(1, 9, 200, 0).after("x", 0) == " [  0%]"


def test_selected_tests_are_the_total():
    rows = run(2, ["test_one", "test_two"])
    rows[0] = "collected 9 items / 7 deselected / 2 selected"
    assert column(rows) == Column(1, 2, 2, 79)


def test_the_end_of_a_run_is_placed_by_its_summary():
    rows = [*run(9, [f"test_{n}" for n in range(9)])[7:], "==== 1 failed, 8 passed, 3 warnings in 0.10s ===="]
    assert column(rows) == Column(6, 9, 9, 79)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda rows: rows[1:],
        lambda rows: [*rows[:3], rows[3].replace("[ 50%]", "[ 51%]"), *rows[4:]],
        lambda rows: [*rows[:3], *rows[4:]],
        lambda rows: [*rows[:2], rows[2].replace("  [", " ["), *rows[3:]],
        lambda rows: ["collected 5 items", *rows[1:]],
        lambda _: [],
    ],
)
def test_a_column_that_one_line_contradicts_is_none(spoil):
    assert column(spoil(run(4, ["test_one", "test_two", "test_three", "test_four"]))) is None


def test_a_row_of_a_test_is_known_by_its_outcome():
    assert progress("tests/a.py::test_b SKIPPED (no net)    [  3%]") == "tests/a.py::test_b SKIPPED (no net)"
    assert progress("tests/a.py .....   [  3%]") == ""
