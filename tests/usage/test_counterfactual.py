"""What the provider would have counted for the unshortened request."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headroom_cli import tokens
from headroom_cli.model import Usage
from headroom_cli.usage.counterfactual import PARTS, Boundaries, shortened, unshortened, whole
from tests.usage.making import edit, exchange

OPUS = "claude-opus-4-5"
PLAIN, JSON, LOG = (tokens.factor(OPUS, kind) for kind in ("", "json", "log"))
USAGES = st.builds(Usage, **dict.fromkeys(PARTS, st.integers(0, 100_000)), reported=st.just(True))


def told(**figures: int) -> Usage:
    return Usage(**figures, reported=True)


def sent(usage, *turns):
    """An exchange whose edits stand in `turns`: name and share of the request behind them."""
    edits = tuple(replace(edit("log", 1_000, 0, billed_as=""), turn=turn, tail=tail) for turn, tail in turns)
    return exchange(model="gpt-5", usage=usage, edits=edits)


def settled(*exchanges, boundaries=None):
    boundaries = boundaries or Boundaries()
    return [[e.billed_as for e in boundaries.settle(one).edits] for one in exchanges]


def test_a_growing_conversation_writes_each_turn_once_and_reads_it_from_then_on():
    first = sent(told(cache_write_5m=10_000, input=3), ("a", 0.1))
    second = sent(told(cache_read=10_000, cache_write_5m=2_000, input=3), ("a", 0.25), ("b", 0.08))
    third = sent(told(cache_read=12_000, cache_write_5m=500, input=3), ("a", 0.28), ("b", 0.12), ("c", 0.02))
    assert settled(first, second, third) == [
        ["cache_write_5m"],
        ["cache_read", "cache_write_5m"],
        ["cache_read", "cache_read", "cache_write_5m"],
    ]


def test_a_small_turn_before_a_dense_one_is_still_read_though_its_share_of_the_bytes_says_otherwise():
    boundaries = Boundaries()
    settled(sent(told(cache_read=9_900, cache_write_5m=100), ("small", 0.005)), boundaries=boundaries)
    dense = sent(told(cache_read=10_000, cache_write_5m=10_000), ("small", 0.2), ("dense", 0.1))
    assert settled(dense, boundaries=boundaries) == [["cache_read", "cache_write_5m"]]


def test_a_small_turn_is_written_though_its_share_of_the_bytes_says_otherwise():
    boundaries = Boundaries()
    boundaries.settle(replace(sent(told(cache_write_5m=10_000)), turn="a"))
    small = replace(sent(told(cache_read=10_000, cache_write_5m=80), ("b", 0.05)), turn="b", previous="a")
    assert settled(small, boundaries=boundaries) == [["cache_write_5m"]]


def test_when_the_cache_has_expired_everything_is_written_again():
    boundaries = Boundaries()
    settled(sent(told(cache_write_5m=10_000), ("a", 0.5)), boundaries=boundaries)
    assert settled(sent(told(cache_write_5m=12_000), ("a", 0.6), ("b", 0.1)), boundaries=boundaries) == [
        ["cache_write_5m", "cache_write_5m"]
    ]


def test_when_only_the_beginning_was_still_in_the_cache_the_turns_behind_it_are_written():
    boundaries = Boundaries()
    settled(sent(told(cache_write_5m=10_000), ("a", 0.5)), boundaries=boundaries)
    partly = sent(told(cache_read=4_000, cache_write_5m=7_000), ("a", 0.6))
    assert settled(partly, boundaries=boundaries) == [["cache_write_5m"]]


def test_a_conversation_that_began_before_us_is_placed_by_its_share_of_the_request():
    resumed = sent(told(cache_read=20_000, cache_write_5m=80_000), ("a", 0.9), ("b", 0.7), ("c", 0.01))
    assert settled(resumed) == [["cache_read", "cache_write_5m", "cache_write_5m"]]


def test_a_retry_reads_all_of_it():
    first = sent(told(cache_read=10_000, cache_write_5m=2_000), ("a", 0.1))
    again = sent(told(cache_read=12_000), ("a", 0.1))
    assert settled(first, again) == [["cache_write_5m"], ["cache_read"]]


def test_the_longer_lived_part_comes_before_the_shorter_and_both_before_what_is_not_kept():
    usage = told(cache_read=100, cache_write_1h=100, cache_write_5m=100, input=100)
    assert settled(sent(usage, ("a", 0.9), ("b", 0.7), ("c", 0.3), ("d", 0.1))) == [list(PARTS)]


def test_without_a_cache_all_of_it_is_input():
    assert settled(sent(told(input=500), ("a", 0.9), ("b", 0.0))) == [["input", "input"]]


def test_where_earlier_text_was_dropped_a_turn_is_measured_anew_and_read_the_next_time():
    boundaries = Boundaries()
    settled(sent(told(cache_write_5m=10_000), ("a", 0.1)), boundaries=boundaries)
    dropped = sent(told(cache_read=2_000, cache_write_5m=4_000), ("a", 0.5))
    later = sent(told(cache_read=6_000, cache_write_5m=10), ("a", 0.5))
    assert settled(dropped, later, boundaries=boundaries) == [["cache_write_5m"], ["cache_read"]]


def test_an_exchange_without_usage_stays_unsettled_and_teaches_nothing():
    boundaries = Boundaries()
    assert settled(sent(Usage(), ("a", 0.1)), boundaries=boundaries) == [[""]]
    assert settled(sent(told(cache_read=900, input=100), ("a", 0.05)), boundaries=boundaries) == [["input"]]


def test_a_request_that_only_brings_an_original_is_a_detour_with_the_answer_that_asked():
    boundaries = Boundaries()
    asking = replace(sent(told(cache_write_5m=900, output=70)), turn="a")
    bringing = replace(
        sent(told(cache_read=900, cache_write_5m=200, output=40), ("b", 0.1)),
        turn="b",
        previous="a",
        fetching=True,
    )
    boundaries.settle(asking)
    assert boundaries.settle(bringing).detour == told(cache_read=900, cache_write_5m=200, output=70)
    again = boundaries.settle(bringing)
    assert again.detour.output == 0
    assert [e.billed_as for e in again.edits] == [""]


def test_what_is_carried_of_an_original_is_read_like_its_turn_by_later_requests():
    boundaries = Boundaries()
    bringing = sent(told(cache_read=900, cache_write_5m=200), ("b", 0.1))
    boundaries.settle(replace(bringing, turn="b", previous="a", fetching=True))
    later = sent(told(cache_read=1_100, cache_write_5m=50), ("b", 0.2))
    assert settled(later, boundaries=boundaries) == [["cache_read"]]


def test_edits_of_an_exchange_in_several_legs_stand_where_the_first_leg_has_them():
    usage, further = told(cache_read=2_100, cache_write_5m=1_200, input=6), Usage(cache_read=2_100, cache_write_5m=200)
    legs = replace(sent(usage, ("a", 0.3)), detour=further, legs=2)
    assert settled(legs) == [["cache_write_5m"]]


def measured(model, size, counted, *edits):
    """The second request of a conversation whose first was of 5,000 tokens and answered with 100."""
    boundaries = Boundaries()
    boundaries.settle(exchange(model=model, usage=told(input=5_000, output=100), turn="a"))
    second = exchange(model=model, usage=told(input=5_100 + counted), turn="b", previous="a", size=size, edits=edits)
    found = boundaries.settle(second)
    return found.estimated, found.counted


def test_a_turn_is_measured_by_what_the_request_grew_beyond_the_answer():
    assert measured("gpt-5", 1_000, 1_080) == (1_000, 1_080)
    one = edit("json", 3_000, 600)
    assert measured(OPUS, 1_000, 1_100, one) == (pytest.approx(400 * PLAIN + 600 * JSON), 1_100)


@pytest.mark.parametrize(("size", "counted"), [(0, 900), (100, 100), (1_000, 2_500), (1_000, 300)])
def test_a_turn_that_is_small_or_holds_more_than_its_texts_is_not_measured(size, counted):
    assert measured("gpt-5", size, counted) == (0, 0)


def test_only_so_many_turns_are_remembered():
    boundaries = Boundaries(size=2)
    for turn in "abc":
        settled(sent(told(input=10), (turn, 0.1)), boundaries=boundaries)
    assert set(boundaries._turns) == {"b", "c"}


def test_saved_tokens_are_added_where_they_would_have_been_counted():
    usage = told(input=3, cache_read=4_000, cache_write_5m=500, output=9)
    cuts = [
        replace(edit("json", 1_100, 100), billed_as="cache_write_5m"),
        replace(edit("log", 300, 100), billed_as="cache_read"),
    ]
    assert unshortened(usage, OPUS, cuts) == told(
        input=3, cache_read=4_000 + round(200 * LOG), cache_write_5m=500 + round(1_000 * JSON), output=9
    )
    assert unshortened(usage, "gpt-5", cuts) == told(input=3, cache_read=4_200, cache_write_5m=1_500, output=9)


@given(USAGES, st.lists(st.tuples(st.sampled_from(PARTS), st.integers(0, 99_999), st.integers(0, 99_999))))
def test_both_ways_are_each_others_inverse(usage, given_cuts):
    cuts = [replace(edit("log", max(a, b), min(a, b)), billed_as=part) for part, a, b in given_cuts]
    there = unshortened(usage, OPUS, cuts)
    assert shortened(there, OPUS, cuts) == usage


@given(USAGES, st.floats(0, 1))
def test_every_edit_of_a_reported_exchange_is_settled_in_a_part_that_has_tokens(usage, tail):
    ((part,),) = settled(sent(usage, ("a", tail)))
    assert getattr(usage, part) or not whole(usage)
