"""What exchanges add up to."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headroom_cli.model import Edit, Usage
from headroom_cli.usage.tally import Cut, milliseconds, tally
from tests.usage.making import edit, exchange


def group(**usage: int):
    return tally(exchange(usage=Usage(**usage, reported=True))).group


def test_edits_of_one_kind_in_one_part_of_the_bill_are_summed():
    edits = (edit("log", 90, 20), edit("log", 50, 10), edit("log", 40, 30, fresh=False))
    assert tally(exchange(edits=edits)).cuts == (
        Cut(kind="log", fresh=False, lossless=True, billed_as="cache_read", blocks=1, before=40, after=30),
        Cut(kind="log", fresh=True, lossless=True, billed_as="cache_write_5m", blocks=2, before=140, after=30),
    )


def test_the_context_is_the_highest_step_that_the_whole_input_was_above():
    sizes = (0, 100_000, 100_001, 200_000, 200_001, 900_000)
    assert [group(input=1, cache_read=n - 1).context if n else 0 for n in sizes] == [
        0, 0, 100_000, 128_000, 200_000, 272_000,
    ]  # fmt: skip


def test_the_unshortened_request_may_be_above_a_higher_step():
    usage = Usage(cache_read=199_000, reported=True)
    found = tally(exchange(model="gpt-5", usage=usage, edits=(edit("log", 2_000, 0, fresh=False),))).group
    assert (found.context, found.unshortened) == (128_000, 200_000)


def test_a_detour_keeps_the_context_that_its_answer_would_have_had():
    usage = Usage(cache_read=250_000, output=7, reported=True)
    found = tally(exchange(usage=usage, detour=replace(usage, output=3))).group
    assert (found.context, found.unshortened) == (200_000, 200_000)


@given(st.floats(min_value=0.01, max_value=1e7))
def test_a_bucket_stands_for_its_times_within_five_percent(ms):
    (bucket,) = tally(exchange(added_ms=ms)).added
    assert milliseconds(bucket) == pytest.approx(ms, rel=0.05)


def test_no_time_at_all_has_a_bucket_too():
    (bucket,) = tally(exchange(added_ms=0.0)).added
    assert milliseconds(bucket) < 0.011


@given(st.lists(st.tuples(st.sampled_from(["log", "json"]), st.integers(0, 999), st.integers(0, 999), st.booleans())))
def test_cuts_keep_every_token_of_the_edits(given_edits):
    edits: list[Edit] = [edit(kind, before, after, fresh=fresh) for kind, before, after, fresh in given_edits]
    cuts = tally(exchange(edits=tuple(edits))).cuts
    assert sum(c.before - c.after for c in cuts) == sum(e.before - e.after for e in edits)
    assert sum(c.blocks for c in cuts) == len(edits)
