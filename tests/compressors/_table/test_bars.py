"""Tables drawn with bars: cells, rules and what stands at the right."""

import pytest

from headroom_cli.compressors._table.bars import read

PSQL = (
    " id  |   region   |     email      | amount | currency |     created_at      \n"
    "-----+------------+----------------+--------+----------+---------------------\n"
    " 101 | eu-west-1  | ada@shop.test  |  97.85 | EUR      | 2031-04-01 01:30:00\n"
    " 102 | eu-west-1  | bob@shop.test  |  64.80 | EUR      | 2031-04-01 02:35:00\n"
    " 103 | us-east-1  | ada@shop.test  | 204.74 | EUR      | 2031-04-01 03:23:00\n"
    " 104 | us-east-1  | carl@shop.test | 749.18 | EUR      | 2031-04-01 04:13:00\n"
    " 105 | ap-south-1 | bob@shop.test  |   5.40 | EUR      | \n"
    "(5 rows)\n\n"
)
MYSQL = """+----+-----------+--------+---------------------+
| id | host      | state  | seen                |
+----+-----------+--------+---------------------+
|  7 | db-north  | up     | 2031-04-01 01:30:00 |
|  8 | db-south  | up     | 2031-04-01 01:30:00 |
|  9 | db-west   | down   | NULL                |
| 10 | db-east   | up     | 2031-04-01 01:30:00 |
+----+-----------+--------+---------------------+
4 rows in set (0.00 sec)
"""
MARKDOWN = "| Option | Type | Default | Since | What it does |\n| --- | --- | --- | --- | --- |\n" + "".join(
    f"| `retries.{part}` | integer | {n} | 2.14.0 | How often {part} is tried again |\n"
    for n, part in enumerate(["gateway", "checkout", "ledger", "inventory", "mail", "search"])
)
BOX = """┌──────┬───────────┬────────┬─────────┐
│ name │  region   │ status │ version │
├──────┼───────────┼────────┼─────────┤
│ a1   │ eu-west-1 │ ok     │ 2.14.0  │
│ a2   │ eu-west-1 │ ok     │ 2.14.0  │
│ a3   │ eu-west-1 │ lost   │ 2.14.0  │
│ a4   │ eu-west-1 │ ok     │ 2.14.0  │
└──────┴───────────┴────────┴─────────┘
"""
HEAVY = (
    "┏━━━━━━━━┳━━━━━━━━┳━━━━━━━━━┳━━━━━━━━━━┓\n"
    "┃ Step   ┃ State  ┃ Seconds ┃ Runner   ┃\n"
    "┡━━━━━━━━╇━━━━━━━━╇━━━━━━━━━╇━━━━━━━━━━┩\n"
    + "".join(f"│ test-{n} │ passed │ {n * 11.5:>7} │ runner-a │\n" for n in range(1, 9))
    + "└────────┴────────┴─────────┴──────────┘\n"
)
TEXTS = (PSQL, MYSQL, MARKDOWN, BOX, HEAVY)


def found(text):
    return read(text.split("\n"), 0)


def words(text):
    return found(text).layout.words(found(text).drawn)


def test_psql_centres_its_names_and_puts_numbers_at_the_right():
    assert found(PSQL).cells[0] == ("101", "eu-west-1", "ada@shop.test", "97.85", "EUR", "2031-04-01 01:30:00")
    assert words(PSQL) == '" a | b", under names "---+---", padded, right 4, names centred'


def test_all_rules_of_a_box_go_where_they_follow_from_the_widths():
    assert words(BOX) == (
        '"│ a │ b │", top "┌───┬───┐", under names "├───┼───┤", bottom "└───┴───┘", padded, names centred'
    )
    assert (found(BOX).start, found(BOX).end) == (0, BOX.count("\n"))


def test_names_may_stand_between_bars_of_their_own():
    assert words(HEAVY).endswith("names with ┃")


def test_cells_of_markdown_need_not_be_padded():
    assert found(MARKDOWN).cells[1] == (
        "`retries.checkout`",
        "integer",
        "1",
        "2.14.0",
        "How often checkout is tried again",
    )
    assert words(MARKDOWN) == '"| a | b |", under names "| --- | --- |"'


def test_widths_that_do_not_follow_from_the_cells_are_said():
    assert ", padded 2 9 6 19," in words(MYSQL)


def test_rules_that_do_not_follow_from_the_widths_stay():
    text = MARKDOWN.replace("| --- | --- |", "|:--- | ---:|", 1)
    assert found(text).rows[0] == text.split("\n")[1]


@pytest.mark.parametrize("text", ["a | b\nc | d\ne | f\n", "Title\n=====\na | b\n", "| a |\n| b |\n| c |\n"])
def test_bars_without_a_rule_under_names_are_no_table(text):
    assert found(text) is None
