"""Rows: of many, those that a reader needs are kept, and the others are counted."""

from headroom_cli.compressors._config.choose import chosen, with_gaps

ROWS = [(f"test_{n}", "ok", f"0.{n:03}") for n in range(1, 101)]


def test_few_rows_are_all_kept():
    assert chosen(ROWS[:40], frozenset()) == [*range(40)]


def test_of_many_the_ends_alarms_the_rare_and_extremes_are_kept():
    rows = [*ROWS]
    rows[50] = ("test_51", "Error: refused", "0.051")
    rows[60] = ("test_61", "slow", "9.500")
    assert chosen(rows, frozenset()) == [0, 1, 2, 50, 60, 98, 99]


def test_what_the_question_names_is_kept():
    assert 41 in chosen(ROWS, frozenset({"test_42"}))


def test_rows_between_are_counted_where_they_stood():
    assert with_gaps([*"abcdefg"], [0, 1, 5]) == ["a", "b", "… 3 rows left out", "f", "… 1 rows left out"]
    assert with_gaps([*"ab"], [0, 1]) == ["a", "b"]
