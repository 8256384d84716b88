"""Which of many rows are kept: ends, alarms, rare values, extremes, changes, odd lengths."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headroom_cli.compressors._json.choice import alarming, chosen, fields, kind, wordy
from headroom_cli.compressors._json.values import Reader


def read(rows):
    return Reader().read(json.dumps(rows))[0].items


def kept(rows, *asked):
    items = read(rows)
    return chosen(len(items), fields(items), frozenset(asked))


STEADY = [{"n": 100, "word": "ok", "ms": 5 + i % 2, "id": f"k{i}"} for i in range(200)]


def test_of_steady_rows_the_ends_and_a_few_between_are_kept():
    found = kept(STEADY)
    assert found[:4] == [0, 1, 2, 3]
    assert found[-2:] == [198, 199]
    assert len(found) < 30


@pytest.mark.parametrize(
    "odd", [{"word": "connection refused"}, {"word": "stale"}, {"ms": 900}, {"ms": -1}, {"id": "k" * 40}, {"n": 101}]
)
def test_a_row_that_stands_out_is_kept(odd):
    assert 77 in kept([row | odd if i == 77 else row for i, row in enumerate(STEADY)])


def test_both_sides_of_a_rare_change_are_kept():
    assert {119, 120} <= set(kept([{"state": "up" if i < 120 else "down", "i": i} for i in range(200)]))


@given(st.sets(st.integers(0, 199), max_size=80))
def test_of_each_kind_of_alarm_the_first_rows_and_the_last_are_kept_or_all_where_they_are_few(at):
    rows = [row | {"log": {"lines": ["a", f"request {i} failed" if i in at else "b"]}} for i, row in enumerate(STEADY)]
    few = sorted(at) if len(at) <= 6 else [*sorted(at)[:3], max(at)]
    assert set(few) <= set(kept(rows))


@given(st.sets(st.integers(0, 199), max_size=60))
def test_alarms_that_all_differ_are_all_kept(at):
    words = [f"{a}{b} failed" for a in "abcdefghijklmnopqrstuvwxyz" for b in "abcdefgh"]
    assert at <= set(kept([row | {"log": words[i] if i in at else "fine"} for i, row in enumerate(STEADY)]))


def test_a_row_with_a_word_of_the_question_is_kept_if_few_rows_have_it():
    rows = [row | {"title": "roof" if i in {81, 83} else f"wall {i}"} for i, row in enumerate(STEADY)]
    assert {81, 83} <= set(kept(rows, "roof", "wall", "k90"))
    assert 90 in kept(rows, "k90")
    assert len(kept(rows, "wall")) < 30


def test_a_single_row_between_two_that_are_kept_is_kept():
    found = kept([row | {"word": "stale" if i in {77, 79} else "ok"} for i, row in enumerate(STEADY)])
    assert {77, 78, 79} <= set(found)


def test_an_alarm_that_all_rows_share_tells_nothing():
    assert len(kept([row | {"kind": "error"} for row in STEADY])) < 30


def test_words_of_alarm_are_known_in_any_case():
    alarms = {"FATAL: x", "an error", "Permission denied", "timed out", "SecurityAdvisory"}
    assert alarming(alarms | {"terrain", "all is well", "interrogate"}) == alarms
    assert alarming(set()) == set()


def test_texts_are_of_one_kind_if_they_differ_by_words_with_digits():
    assert kind("user_12 gone after 7ms") == kind("user_9x gone after 812ms")
    assert kind("user gone") != kind("user come")


def test_free_text_that_differs_is_content_and_a_template_is_not():
    assert wordy(fields(read([{"body": f"{w} " * 12 + "and more of it"} for w in ("roof", "wall", "door", "floor")])))
    assert not wordy(fields(read([{"body": f"request number {i} was served in {i} ms, well"} for i in range(9)])))


def test_only_fields_that_vary_are_looked_at():
    assert list(fields(read([{"a": 1, "b": {"c": 2}}, {"a": 1, "b": {"c": 3}}]))) == [("b", "c")]


def test_a_list_is_the_text_in_it_and_rows_that_are_arrays_have_numbered_fields():
    assert list(fields(read([{"a": ["x", {"b": "y"}]}, {"a": []}])).values()) == [["x y", ""]]
    assert list(fields(read([["x", 1, 2], ["y", 1, 3]]))) == [("1",), ("3",)]
