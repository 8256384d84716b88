"""Rows in the short notation: what repeats is said once, and only the marks in use are explained."""

from headroom_cli.compressors._table.notation import Notation, columns, exactly
from headroom_cli.compressors._table.parts import parts
from tests.compressors._table.test_delimited import TABS

NAMES = ("id", "kind", "state")


def said(rows, names=NAMES, breaks=frozenset()):
    notation = Notation(names, rows, breaks)
    return notation.legend(), notation.declared(), notation.lines()


def test_a_constant_is_said_with_its_name():
    legend, declared, lines = said([(str(n * n), "pump", f"s{n}") for n in range(3)])
    assert (legend, declared) == (["a=v: v in every row"], ["id|kind=pump|state"])
    assert lines == ["0|s0", "1|s1", "4|s2"]


def test_what_is_as_above_is_left_blank_but_not_after_a_break():
    rows = [(str(n * n), "pump-north" if n < 10 else "pump-south", f"s{n}") for n in range(20)]
    legend, declared, lines = said(rows, breaks=frozenset({3}))
    assert (legend, declared) == (["a^: empty cell is as above"], ["id|kind^|state"])
    assert [line.split("|")[1] for line in lines] == [
        "pump-north", "", "", "pump-north", *[""] * 6, "pump-south", *[""] * 9,
    ]  # fmt: skip


def test_an_empty_cell_is_the_usual_value_where_one_is_usual():
    rows = [(str(n * n), "pump-north" if n % 4 else f"pump-{n}", f"s{n}") for n in range(20)]
    legend, declared, lines = said(rows)
    assert (legend, declared) == (["a?=v: empty cell is v"], ["id|kind?=pump-north|state"])
    assert lines[:2] == ["0|pump-0|s0", "1||s1"]


def test_an_empty_cell_is_made_of_others_where_nearly_all_are():
    rows = [(f"ada-{n * n}", f"https://acme.test/ada-{n * n}/x" if n != 7 else "gone <there>", "s") for n in range(20)]
    legend, declared, lines = said(rows)
    assert declared == ["id|kind?=https://acme.test/<id>/x|state=s"]
    assert "a?=v: empty cell is v" in legend
    assert lines[6:8] == ["ada-36|", "ada-49|gone <there>"]


def test_empty_cells_are_empty_or_quoted_where_empty_means_something_else():
    rows = [(str(n * n), "" if n in {3, 4} else "a long kind of pump", f"s{n}") for n in range(10)]
    assert said(rows)[2][3:5] == ['9|\\""|s3', '16|\\""|s4']
    assert said([("1", "", "x"), ("4", "y", "z")])[2] == ["1||x", "4|y|z"]


def test_cells_that_could_be_mistaken_are_quoted_after_a_backslash():
    cells = ["a|b", "> c", "\\d", " e", "f ", "g\nh", '"i"']
    assert said([(cell, "x", "y") for cell in cells])[2] == [
        '\\"a|b"', '\\"> c"', '\\"\\\\d"', '\\" e"', '\\"f "', '\\"g\\nh"', '"i"',
    ]  # fmt: skip


def test_names_that_hold_a_mark_are_quoted():
    assert said([("1", "2", "3"), ("4", "6", "9")], ("a=b", "Local Address", "c by d"))[1] == [
        '"a=b"|Local Address|"c by d"'
    ]


def test_columns_without_names_are_numbered():
    assert [column.path for column in columns((), [("x", "1")])] == [("1",), ("2",)]


def test_what_is_spelled_as_a_number_is_one():
    assert columns(("a",), [("12",), ("007",), ("1.50",), ("true",)])[0].values == [b"12", "007", b"1.50", "true"]


def test_an_exact_table_says_how_it_was_drawn():
    table = next(part for part in parts(TABS.split("\n")) if not isinstance(part, list))
    assert exactly(table)[:3] == [
        '[table of 12 rows; it was CSV "a\\tb"; a=v: v in every row; a^+n: empty cell is n more than above]',
        "time^+1s|host=gateway-1|ms",
        "2031-04-01 10:00:00|0",
    ]
