"""What rows left out were like: ranges, counts, kinds."""

import json

import pytest

from headroom_cli.compressors._json.choice import fields
from headroom_cli.compressors._json.summary import summary
from headroom_cli.compressors._json.values import Reader


def told(rows, gone=None):
    items = Reader().read(json.dumps(rows))[0].items
    return summary(fields(items), range(len(items)) if gone is None else gone)


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ([3, 1.5, 20], "n 1.5..20"),
        (["INFO", "WARN", "INFO"], "n 2 INFO, 1 WARN"),
        ([True, None, True], "n 2 true, 1 null"),
        (["2031-02-01", "2030-02-01", "2031-01-01"], "n 2030-02-01..2031-02-01"),
        (["2031-02-01T08:00:00Z", "2031-02-01T07:00:00Z"], "n 2031-02-01T07:00:00Z..2031-02-01T08:00:00Z"),
        ([f"done in {i} ms" for i in range(9)], 'n 9 like "done in 0 ms"'),
        (["x" * 99, "x"], f'n 1 "{"x" * 60}…", 1 x'),
        (["a", 1, "b"], ""),
        (list("abcdefgh"), ""),
    ],
)
def test_a_field_is_summed_up_by_what_it_holds(values, words):
    assert told([{"n": value} for value in values]) == words


def test_only_the_rows_left_out_count_but_fields_that_vary_over_all_are_told():
    rows = [{"at": {"line": i}, "level": "INFO" if i else "FATAL"} for i in range(9)]
    assert told(rows, range(3, 6)) == "at.line 3..5; level 3 INFO"


def test_plain_rows_are_values():
    assert told([1, 5, 3]) == "values 1..5"
