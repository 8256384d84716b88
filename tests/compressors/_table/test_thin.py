"""Long tables: which rows stay, and what is said of the others."""

from headroom_cli.compressors._table.parts import parts
from headroom_cli.compressors._table.thin import kept, thinned
from tests.compressors.test_table import ORDERS


def table(text):
    return next(part for part in parts(text.split("\n")) if not isinstance(part, list))


def test_a_table_of_sixty_rows_keeps_them_all():
    assert len(kept(table("\n".join(ORDERS.split("\n")[:61])), frozenset())) == 60


def test_ends_and_rare_values_stay():
    found = kept(table(ORDERS), frozenset())
    assert {0, 1, 199, 76} <= set(found)
    assert len(found) < 60


def test_rows_that_the_question_names_stay_unless_it_names_most():
    assert 122 not in kept(table(ORDERS), frozenset())
    assert 122 in kept(table(ORDERS), frozenset({"123"}))
    assert kept(table(ORDERS), frozenset({"paid"})) == kept(table(ORDERS), frozenset())


def test_what_is_left_out_is_counted_where_it_stood_and_told_below():
    lines = thinned(table(ORDERS), [0, 1, 76, 199])
    assert lines == [
        "[table of 200 rows, 4 of them here; a=v: v in every row here]",
        "id|region|status|amount|currency=EUR",
        "1|south|paid|37.5",
        "2|west|paid|74.5",
        "…74 rows",
        "77|west|refunded|149.5",
        "…122 rows",
        "200|west|paid|200.5",
        "…those rows: id 3..199; region 66 north, 66 south, 64 west; status 196 paid; amount 1.5..890.5",
    ]


def test_lines_that_are_no_rows_stay_where_they_stood_and_rules_go():
    text = ORDERS.replace("\n50,", "\nerror: connection lost\n50,").replace("\n90,", "\n-----\n90,")
    lines = thinned(table(text), [0, 199])
    assert lines[0] == "[table of 200 rows, 2 of them here; a=v: v in every row here; > before a line that is no row]"
    assert lines[2:-1] == ["1|south|37.5", "…48 rows", "> error: connection lost", "…150 rows", "200|west|200.5"]
