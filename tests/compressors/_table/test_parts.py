"""The tables of a text and the lines around them, in order."""

from headroom_cli.compressors._table.grid import Table
from headroom_cli.compressors._table.parts import parts
from tests.compressors._table.test_aligned import PODS
from tests.compressors._table.test_bars import MYSQL
from tests.compressors._table.test_delimited import PLAIN


def lines_of(text):
    lines = text.split("\n")
    return [line for p in parts(lines) for line in (lines[p.start : p.end] if isinstance(p, Table) else p)]


def test_several_tables_are_found_with_the_lines_between_them():
    text = f"$ pods\n{PODS}\nthen\n{MYSQL}\n{PLAIN}bye\n"
    found = [part for part in parts(text.split("\n")) if isinstance(part, Table)]
    assert [len(table.cells) for table in found] == [6, 4, 20]
    assert lines_of(text) == text.split("\n")


def test_a_table_may_stand_under_a_few_lines_of_its_paragraph_but_not_under_many():
    assert any(isinstance(part, Table) for part in parts(["word"] * 4 + PODS.split("\n")))
    assert not any(isinstance(part, Table) for part in parts(["word"] * 5 + PODS.split("\n")))


def test_false_beginnings_are_tried_only_so_often():
    assert len([p for p in parts(["word", ""] * 100 + PODS.split("\n")) if isinstance(p, Table)]) == 0


def test_only_so_many_tables_are_taken():
    text = "NAME  AGE\na     1\nb     2\n\n" * 300
    assert sum(isinstance(part, Table) for part in parts(text.split("\n"))) == 100
    assert lines_of(text) == text.split("\n")
