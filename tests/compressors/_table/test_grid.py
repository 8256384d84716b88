"""What a table is: enough lines that its layout draws, and odd lines between them as they stood."""

from headroom_cli.compressors._table.delimited import Delimited
from headroom_cli.compressors._table.grid import below, is_rule, table

PAIRS = Delimited(",", 2)


def test_rules_are_drawn_of_dashes_and_hold_no_words():
    for line in ("---+---", "| --- | :-: |", "┌───┬───┐", "=====  ====", "+++-====-===="):
        assert is_rule(line)
    for line in ("", "| a | b |", "-", "--- PASS: x", "| | |"):
        assert not is_rule(line)


def test_a_table_ends_at_an_empty_line_and_keeps_odd_lines_within():
    lines = ["a,b", *["1,2"] * 9, "odd", *["3,4"] * 9, "", "5,6"]
    found = table(lines, 0, PAIRS, ("a", "b"), 3)
    assert (found.start, found.end, found.headed) == (0, 20, True)
    assert found.rows[9] == "odd"
    assert len(found.cells) == 18


def test_lines_after_the_last_row_are_not_the_table_s():
    found = table(["a,b", "1,2", "3,4", "5,6", "(3 rows)"], 0, PAIRS, ("a", "b"), 3)
    assert found.end == 4


def test_lines_of_which_many_are_no_rows_are_no_table():
    assert table(["a,b", *["1,2", "odd"] * 50], 0, PAIRS, ("a", "b"), 3) is None
    assert table(["a,b", "1,2", "3,4"], 0, PAIRS, ("a", "b"), 3) is None


def test_names_that_stand_twice_head_nothing_but_stay_as_a_line():
    found = table(["a,a", "1,2", "3,4", "5,6"], 0, PAIRS, ("a", "a"), 3)
    assert (found.names, found.headed, found.rows[0]) == ((), False, "a,a")


def test_the_sample_ends_with_the_paragraph_and_holds_no_rules():
    assert below(["a", "---", "b", "", "c"], 0) == ["a", "b"]
