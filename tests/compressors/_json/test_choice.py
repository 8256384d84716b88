"""Which of many rows are kept: ends, alarms, rare values, extremes, changes, odd lengths."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headroom_cli.compressors._json.choice import alarming, chosen, fields, wordy
from headroom_cli.compressors._json.values import Reader


def read(rows):
    return Reader().read(json.dumps(rows))[0].items


def kept(rows):
    items = read(rows)
    return chosen(len(items), fields(items))


STEADY = [{"n": 100, "word": "ok", "ms": 5 + i % 2, "id": f"k{i}"} for i in range(200)]


def test_of_steady_rows_the_ends_and_a_few_between_are_kept():
    found = kept(STEADY)
    assert found[:5] == [0, 1, 2, 3, 4]
    assert found[-3:] == [197, 198, 199]
    assert len(found) < 30


@pytest.mark.parametrize(
    "odd", [{"word": "connection refused"}, {"word": "stale"}, {"ms": 900}, {"ms": -1}, {"id": "k" * 40}, {"n": 101}]
)
def test_a_row_that_stands_out_is_kept(odd):
    assert 77 in kept([row | odd if i == 77 else row for i, row in enumerate(STEADY)])


def test_both_sides_of_a_rare_change_are_kept():
    assert {119, 120} <= set(kept([{"state": "up" if i < 120 else "down", "i": i} for i in range(200)]))


@given(st.sets(st.integers(0, 199), max_size=80))
def test_no_row_with_an_alarm_is_left_out(at):
    rows = [row | {"log": {"lines": ["a", "request failed" if i in at else "b"]}} for i, row in enumerate(STEADY)]
    assert at <= set(kept(rows)) or len(at) == len(rows)


def test_an_alarm_that_all_rows_share_tells_nothing():
    assert len(kept([row | {"kind": "error"} for row in STEADY])) < 30


def test_words_of_alarm_are_known_in_any_case():
    assert all(map(alarming, ("FATAL: x", "an error", "Permission denied", "timed out", "SecurityAdvisory")))
    assert not any(map(alarming, ("terrain", "all is well", "interrogate")))


def test_free_text_that_differs_is_content_and_a_template_is_not():
    assert wordy(fields(read([{"body": f"{w} " * 12 + "and more of it"} for w in ("roof", "wall", "door", "floor")])))
    assert not wordy(fields(read([{"body": f"request number {i} was served in {i} ms, well"} for i in range(9)])))


def test_only_fields_that_vary_are_looked_at():
    assert list(fields(read([{"a": 1, "b": {"c": 2}}, {"a": 1, "b": {"c": 3}}]))) == [("b", "c")]
