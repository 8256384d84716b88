"""How far the provider's counts are from ours."""

import pytest

from headroom_cli import tokens
from headroom_cli.usage.scale import Scale, measured
from tests.usage.making import exchange


def test_what_was_measured_counts_only_when_it_is_enough():
    few, many = (
        Scale(estimated=1_000, counted=1_100, squares=1_210),
        Scale(estimated=1e5, counted=110_000, squares=1.25e5),
    )
    assert (few.ratio, few.error("claude-opus-4-5")) == (1.0, tokens.error("claude-opus-4-5"))
    assert many.ratio == pytest.approx(1.1)
    assert many.error("m") == pytest.approx((1.25 - 1.21) ** 0.5 / 1.1)


def test_a_turn_that_is_always_the_same_times_what_it_was_taken_for_has_no_error():
    one = measured(exchange(estimated=1_000.0, counted=1_200))
    many = Scale(estimated=one.estimated * 50, counted=one.counted * 50, squares=one.squares * 50)
    assert (many.ratio, many.error("m")) == (pytest.approx(1.2), pytest.approx(0.0, abs=1e-6))


def test_an_exchange_that_told_nothing_measures_nothing():
    assert measured(exchange()) == Scale()
