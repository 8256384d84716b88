"""What the provider billed and would have billed."""

from dataclasses import replace

import pytest

from headroom_cli import tokens
from headroom_cli.model import Usage
from headroom_cli.usage.money import bill, unpriced
from headroom_cli.usage.prices import Prices
from headroom_cli.usage.scale import Scale
from headroom_cli.usage.tally import tally
from tests.usage.making import edit, exchange

PRICES = Prices(
    {
        "claude-opus-4-5": {
            "input": 5, "output": 25, "cache_read": 0.5, "cache_write_5m": 6.25, "cache_write_1h": 10,
            "above": {"200000": {"input": 50, "cache_read": 1}},
        },
        "gpt-5": {"input": 1, "output": 8, "cache_read": 0.1},
    },
    "test",
)  # fmt: skip
MTOK = 1_000_000
PLAIN, JSON = (tokens.factor("claude-opus-4-5", kind) for kind in ("", "json"))


def money(*exchanges, scales=None):
    return bill([tally(e) for e in exchanges], PRICES, scales or {})


def test_what_was_billed_is_the_usage_at_its_prices():
    usage = Usage(input=10, output=100, cache_read=4_000, cache_write_5m=500, cache_write_1h=30, reported=True)
    expected = (10 * 5 + 100 * 25 + 4_000 * 0.5 + 500 * 6.25 + 30 * 10) / MTOK
    assert money(exchange(usage=usage)).billed == pytest.approx(expected)


@pytest.mark.parametrize(
    ("part", "rate"), [("input", 5), ("cache_read", 0.5), ("cache_write_5m", 6.25), ("cache_write_1h", 10)]
)
def test_a_saved_token_is_worth_what_it_would_have_been_counted_as(part, rate):
    found = money(exchange(edits=(edit("json", 1_100, 100, billed_as=part),)))
    assert found.saved == pytest.approx(1_000 * JSON * rate / MTOK)
    assert (found.net, found.without - found.billed) == (pytest.approx(found.saved), pytest.approx(found.saved))


def test_what_is_carried_only_because_of_us_is_a_cost():
    carried = edit("retrieved", 0, 1_000), edit("tool", 0, 200, fresh=False)
    usage = Usage(cache_read=4_000, cache_write_5m=1_300, reported=True)
    found = money(exchange(usage=usage, edits=carried))
    assert found.retrievals == pytest.approx((1_000 * 6.25 + 200 * 0.5) * PLAIN / MTOK)
    assert (found.saved, found.net) == (pytest.approx(0, abs=1e-12), pytest.approx(-found.retrievals))


def test_a_detour_is_a_cost_as_a_whole_but_for_its_answer():
    usage = Usage(cache_read=4_000, cache_write_5m=300, output=90, reported=True)
    found = money(exchange(usage=usage, detour=replace(usage, output=40)))
    assert found.retrievals == pytest.approx((4_000 * 0.5 + 300 * 6.25 + 40 * 25) / MTOK)
    assert found.without == pytest.approx((90 - 40) * 25 / MTOK)
    assert found.net == pytest.approx(-found.retrievals)


def test_a_session_that_cost_more_says_so():
    worse = exchange(edits=(edit("json", 100, 300),))
    assert money(worse).net < 0


def test_a_request_whose_usage_is_not_reported_saves_nothing():
    silent = exchange(usage=Usage(), edits=(edit("json", 1_100, 100, billed_as=""),))
    assert money(silent) is None
    assert money(exchange(), silent) == money(exchange())


def test_a_long_request_is_priced_at_its_step_and_the_unshortened_one_at_its_own():
    usage = Usage(input=200_001, reported=True)
    assert money(exchange(usage=usage)).billed == pytest.approx(200_001 * 50 / MTOK)
    below = exchange(usage=Usage(input=199_000, reported=True), edits=(edit("json", 2_000, 0, billed_as="input"),))
    assert money(below).billed == pytest.approx(199_000 * 5 / MTOK)
    assert money(below).without == pytest.approx((199_000 + 2_000 * JSON) * 50 / MTOK)


def test_the_error_is_that_of_the_tokens_saved():
    one = exchange(edits=(edit("json", 1_100, 100),))
    assert money(one).error == pytest.approx(tokens.error(one.model) * money(one).saved)
    known = {one.model: Scale(estimated=1e6, counted=1_000_000, squares=1.0004e6)}
    assert money(one, scales=known).error == pytest.approx(0.02 * money(one).saved)


def test_an_unknown_model_has_no_money_and_is_named():
    strange = tally(exchange(model="strange"))
    assert bill([strange], PRICES, {}) is None
    assert unpriced([strange, tally(exchange())], PRICES) == ("strange",)
    assert money(exchange(), exchange(model="strange")) == money(exchange())


def test_a_model_without_reported_usage_needs_no_price():
    assert unpriced([tally(exchange(model="strange", usage=Usage()))], PRICES) == ()
