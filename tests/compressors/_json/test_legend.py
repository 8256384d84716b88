"""The legend explains the marks that are used, and no others."""

import pytest

from headroom_cli.compressors._json.legend import legend


def test_nothing_is_explained_where_nothing_is_declared():
    assert legend("") == []


@pytest.mark.parametrize(
    ("declared", "words"),
    [
        ("row: a|b=1|c", "v in every row"),
        ("row: a|b=x/<a>", "that row's a"),
        ("row: a|b=x/<>", "<>: the cell"),
        ("row: a|b by a", "in the list of b"),
        ("row: a|b#|c", "number in the list"),
        ("row: a^|b", "as above"),
        ("row: a?=v|b", "empty cell is v"),
        ("row: a|?b", "?a: only rows that have an a say it"),
        ("row: ?a|b", "?a: only rows that have an a say it"),
        ("row[]: 1|2", "rows are arrays"),
        ("row: a^+60s|b", "n more"),
        ("user@login: login|id", "then named by a"),
        ("user#: login|id", "then named by number"),
    ],
)
def test_a_mark_that_is_used_is_explained(declared, words):
    assert any(words in said for said in legend(declared))
    assert not any(words in said for said in legend("row: a|b"))


def test_json_in_strings_is_explained_where_there_is_any():
    assert "a string that is x as JSON" in legend("", packed=True)[0]
