"""What a million tokens of a model cost."""

from dataclasses import asdict

import pytest

from headroom_cli.errors import ConfigError
from headroom_cli.usage.prices import Prices, load
from headroom_cli.usage.tally import CONTEXT_STEPS

TABLE = {
    "claude-opus-4": {"input": 15, "output": 75},
    "claude-opus-4-5": {"input": 5, "output": 25, "cache_read": 0.5, "cache_write_5m": 6.25, "regional": 1.1},
    "gpt-5": {"input": 1.25, "output": 10, "cache_read": 0.125},
    "gpt-5-mini": {"input": 0.25, "output": 2},
    "gemini-2.5-pro": {"input": 1.25, "output": 10, "above": {"200000": {"input": 2.5, "output": 15}}},
}
PRICES = Prices(TABLE, "test")


@pytest.mark.parametrize(
    ("model", "dollars"),
    [
        ("claude-opus-4", 15),
        ("claude-opus-4-20250514", 15),
        ("claude-opus-4-0", 15),
        ("claude-opus-4@20250514", 15),
        ("claude-opus-4-5-20251101", 5),
        ("claude-opus-4.5", 5),
        ("claude-opus-4-5[1m]", 5),
        ("anthropic/claude-opus-4-5", 5),
        ("Claude-Opus-4-5-latest", 5),
        ("global.anthropic.claude-opus-4-5-20251101-v1:0", 5),
        ("us.anthropic.claude-opus-4-5-20251101-v1:0", 5.5),
        ("anthropic.claude-opus-4-5-20251101-v1:0", 5.5),
        ("us-gov.anthropic.claude-opus-4-20250514-v1:0", 15),
        ("arn:aws:bedrock:eu-west-1:1:inference-profile/eu.anthropic.claude-opus-4-5-v1:0", 5.5),
        ("gpt-5-2025-08-07", 1.25),
        ("gpt-5-mini-2025-08-07", 0.25),
        ("models/gemini-2.5-pro-preview-05-06", 1.25),
    ],
)
def test_a_model_is_found_by_every_form_of_its_name(model, dollars):
    assert PRICES.find(model).input == pytest.approx(dollars)


@pytest.mark.parametrize(
    "model", ["", "claude-opus-4-9", "claude-opus-4-5-fast", "gpt-5.9", "gpt-5-vision", "my-gpt-5"]
)
def test_a_relative_of_a_known_model_has_no_price(model):
    assert PRICES.find(model) is None


def test_the_price_of_a_long_context_holds_above_its_step():
    price = PRICES.find("gemini-2.5-pro")
    assert [price.at(step).input for step in (0, 128_000, 200_000, 272_000)] == [1.25, 1.25, 2.5, 2.5]


def test_a_price_without_cache_figures_bills_them_as_input():
    price = PRICES.find("gpt-5-mini")
    assert (price.cache_read, price.cache_write_5m, price.cache_write_1h) == (0.25, 0.25, 0.25)


def test_a_long_lived_cache_write_without_a_price_of_its_own_is_billed_as_the_short_one():
    assert PRICES.find("claude-opus-4-5").cache_write_1h == 6.25


@pytest.mark.parametrize("model", sorted(load()._table))
def test_every_shipped_price_is_whole_and_in_the_usual_order(model):
    price = load().find(model)
    assert 0 < price.cache_read <= price.input <= price.output
    assert price.input <= price.cache_write_5m <= price.cache_write_1h
    assert {step for step, _ in price.above} <= set(CONTEXT_STEPS)


def test_the_shipped_table_says_where_it_is_from():
    assert load().source.startswith("genai-prices ")


def test_a_table_of_ones_own_is_laid_over_the_shipped_one(tmp_path):
    own = tmp_path / "prices.json"
    own.write_text('{"models": {"mine": {"input": 1, "output": 2}, "gpt-5": {"input": 9, "output": 9}}}')
    prices = load(own)
    assert (prices.find("mine").output, prices.find("gpt-5").input) == (2, 9)
    assert prices.find("gpt-5-mini") is not None
    assert prices.source.endswith("; prices.json")


def test_without_a_table_of_ones_own_the_shipped_one_holds(tmp_path):
    assert asdict(load(tmp_path / "none").find("gpt-5")) == asdict(load().find("gpt-5"))


@pytest.mark.parametrize(
    "text",
    ["no json", "{}", '{"models": []}', '{"models": {"a": {"output": 1}}}', '{"models": {"a": {"input": "much"}}}',
     '{"models": {"a": {"input": 1, "output": 1, "above": {"7": {"input": 2}}}}}', '{"models": {"a": 3}}'],
)  # fmt: skip
def test_a_table_that_cannot_be_read_is_said_so(tmp_path, text):
    own = tmp_path / "prices.json"
    own.write_text(text)
    with pytest.raises(ConfigError, match="cannot be read as prices") as caught:
        load(own)
    assert "USD" in caught.value.hint
