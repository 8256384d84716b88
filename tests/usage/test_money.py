"""What the provider billed and would have billed."""

import pytest

from headroom_cli.model import Usage
from headroom_cli.usage.money import bill, saved_tokens, unpriced
from headroom_cli.usage.prices import Prices
from headroom_cli.usage.tally import tally
from tests.usage.making import edit, exchange

PRICES = Prices(
    {
        "claude-opus-4-5": {
            "input": 5, "output": 25, "cache_read": 0.5, "cache_write_5m": 6.25, "cache_write_1h": 10,
            "above": {"200000": {"input": 50}},
        },
        "gpt-5": {"input": 1, "output": 8, "cache_read": 0.1},
    },
    "test",
)  # fmt: skip
MTOK = 1_000_000


def money(*exchanges, fetched=0):
    return bill([tally(e) for e in exchanges], fetched, PRICES)


def test_what_was_billed_is_the_usage_at_its_prices():
    usage = Usage(input=10, output=100, cache_read=4_000, cache_write_5m=500, cache_write_1h=30, reported=True)
    expected = (10 * 5 + 100 * 25 + 4_000 * 0.5 + 500 * 6.25 + 30 * 10) / MTOK
    assert money(exchange(usage=usage)).billed == pytest.approx(expected)


@pytest.mark.parametrize(
    ("usage", "fresh", "rate"),
    [
        ({"input": 5, "cache_write_5m": 9, "cache_read": 9}, True, 6.25),
        ({"input": 5, "cache_write_1h": 9, "cache_read": 9}, True, 10),
        ({"input": 5, "cache_read": 9}, True, 5),
        ({"input": 5}, True, 5),
        ({"input": 5, "cache_write_5m": 9, "cache_read": 9}, False, 0.5),
        ({"input": 5, "cache_write_5m": 9}, False, 6.25),
        ({"input": 5}, False, 5),
    ],
)
def test_a_saved_token_is_worth_what_its_like_was_billed_as(usage, fresh, rate):
    one = exchange(usage=Usage(**usage, reported=True), edits=(edit("json", 1_100, 100, fresh=fresh),))
    assert money(one).saved == pytest.approx(1_000 * 1.10 * rate / MTOK)


def test_saved_tokens_are_those_of_the_model_by_kind_of_content():
    claude = tally(exchange(edits=(edit("json", 1_100, 100),)))
    other = tally(exchange(model="gpt-5", edits=(edit("json", 1_100, 100),)))
    assert saved_tokens(claude, claude.cuts[0]) == pytest.approx(1_100)
    assert saved_tokens(other, other.cuts[0]) == 1_000


def test_what_was_fetched_back_is_taken_off_at_the_mean_price_of_a_new_token():
    cheap = exchange(model="gpt-5", usage=Usage(input=300, reported=True))
    dear = exchange(usage=Usage(cache_write_5m=100, cache_read=10_000, reported=True))
    mean = (300 * 1 + 100 * 6.25 * 1.20) / 400
    spent = money(cheap, dear, fetched=1_000)
    assert spent.retrievals == pytest.approx(1_000 * mean / MTOK)
    assert spent.net == pytest.approx(-spent.retrievals)


def test_a_session_that_cost_more_says_so():
    worse = exchange(edits=(edit("json", 100, 300),))
    assert money(worse).net < 0


def test_a_request_whose_usage_is_not_reported_saves_nothing():
    silent = exchange(usage=Usage(), edits=(edit("json", 1_100, 100),))
    assert money(silent) is None
    assert money(exchange(), silent) == money(exchange())


def test_a_long_request_is_priced_at_its_step():
    usage = Usage(input=200_001, reported=True)
    assert money(exchange(usage=usage)).billed == pytest.approx(200_001 * 50 / MTOK)


def test_an_unknown_model_has_no_money_and_is_named():
    strange = tally(exchange(model="strange"))
    assert bill([strange], 0, PRICES) is None
    assert unpriced([strange, tally(exchange())], PRICES) == ("strange",)
    assert money(exchange(), exchange(model="strange")) == money(exchange())


def test_a_model_without_reported_usage_needs_no_price():
    assert unpriced([tally(exchange(model="strange", usage=Usage()))], PRICES) == ()
