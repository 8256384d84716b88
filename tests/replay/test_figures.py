"""Tokens and money of what requests would have been."""

from collections import Counter

import pytest

from headroom_cli import tokens
from headroom_cli.model import Level, Usage
from headroom_cli.replay.figures import Worth
from headroom_cli.replay.saving import Carried, Saving
from headroom_cli.usage.prices import Prices
from headroom_cli.usage.scale import Scale

B, L = Level.BALANCED, Level.LOSSLESS
PRICE = {"input": 2.0, "output": 10.0, "cache_read": 0.2, "cache_write_5m": 2.5, "cache_write_1h": 4.0}
PRICES = Prices({"priced": PRICE | {"above": {"200000": {"input": 4.0}}}}, "made up")
USAGE = Usage(input=1000, output=100, cache_read=8000, cache_write_5m=2000, reported=True)
CUTS = Counter({("log", "cache_read"): 4000, ("log", "cache_write_5m"): 1000, ("tool", "cache_read"): -100})


def saving(model="priced", context=0, after=0):
    return Saving(
        requests=3,
        used={(model, context): Carried(USAGE)},
        carried={B: {(model, after): Carried(USAGE, CUTS)}, L: {(model, after): Carried(USAGE)}},
    )


def test_each_token_is_worth_what_it_would_have_been_billed_as():
    one = Worth(PRICES, {}).figures(saving())
    assert (one.sent, one.new, one.output) == (11_000, 3000, 100)
    assert one.saved == {B: 4900, L: 0}
    assert one.saved_new == {B: 1000, L: 0}
    assert one.billed == pytest.approx((1000 * 2 + 100 * 10 + 8000 * 0.2 + 2000 * 2.5) / 1e6)
    assert one.money == pytest.approx({B: (3900 * 0.2 + 1000 * 2.5) / 1e6, L: 0})


def test_what_costs_more_is_said():
    more = saving()
    more.carried[L]["priced", 0].cuts["tool", "cache_read"] = -100
    one = Worth(PRICES, {}).figures(more)
    assert one.saved[L] == -100
    assert one.money[L] == pytest.approx(-100 * 0.2 / 1e6)


def test_a_request_that_comes_below_a_step_of_context_is_priced_there():
    steep = Worth(PRICES, {}).figures(saving(context=200_000))
    assert steep.money[B] > steep.money[L] > 0


def test_without_a_price_there_are_tokens_and_no_money():
    one = Worth(PRICES, {}).figures(saving("unheard-of"))
    assert (one.billed, one.money, one.unpriced) == (None, {}, ("unheard-of",))
    assert one.saved[B] == 4900


def test_tokens_are_scaled_by_what_the_provider_counted_once_enough_is_measured():
    measured = Worth(PRICES, {"priced": Scale(estimated=30_000, counted=33_000, squares=36_300)}).figures(saving())
    assert (measured.saved[B], measured.error) == (5390, 0)
    hardly = Worth(PRICES, {"priced": Scale(estimated=300, counted=600)}).figures(saving())
    assert (hardly.saved[B], hardly.error) == (4900, tokens.error("priced"))


def test_no_requests_are_no_money():
    assert Worth(PRICES, {}).figures(Saving(carried={B: {}})).billed is None
