"""What lines save and what they cost."""

from headroom_cli import tokens
from headroom_cli.learn.balance import balance, worth
from tests.learn.making import SAID, UNITTEST, lesson

DAY = 86_400
TEXT = "- Run tests with `python3 -m unittest`; `pytest` is not installed."


def test_both_sides_are_tokens_in_a_month():
    found = balance([lesson(UNITTEST, "a", "b", "c")], TEXT, requests=900, seconds=30 * DAY)
    assert found.each == tokens.count(TEXT)
    assert (found.saved, found.cost) == (300, 900 * found.each)


def test_a_few_days_are_counted_as_a_week():
    found = balance([lesson(UNITTEST, "a")], TEXT, requests=7, seconds=60)
    assert (found.saved, found.cost) == (round(100 * 30 / 7), 30 * found.each)


def test_where_no_usage_is_known_the_tokens_of_the_call_count():
    assert balance([lesson(UNITTEST, "a", request=0.0)], TEXT, 1, 30 * DAY).saved == 10


def test_a_line_that_costs_more_than_it_saves_is_not_worth_it():
    assert worth(lesson(UNITTEST, "a", "b"), TEXT, requests=10)
    assert not worth(lesson(UNITTEST, "a", "b"), TEXT, requests=100)


def test_a_persons_patience_and_what_is_not_known_are_not_weighed():
    assert worth(lesson(SAID, "a", "b"), TEXT, requests=10**6)
    assert worth(lesson(UNITTEST, "a", "b", request=0.0), TEXT, requests=10**6)
