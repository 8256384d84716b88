"""How figures are written for a person."""

import pytest

from headroom_cli.cli import _figures as figures
from headroom_cli.model import Usage
from headroom_cli.usage.prices import Prices
from headroom_cli.usage.summary import summarise
from headroom_cli.usage.tally import Totals, tally
from tests.usage.making import edit, exchange


@pytest.mark.parametrize(
    ("amount", "written"),
    [(0, "$0.00"), (0.00123, "$0.0012"), (-0.5, "-$0.5000"), (1, "$1.00"), (1234.567, "$1,234.57"), (-2, "-$2.00")],
)
def test_small_amounts_are_not_rounded_away(amount, written):
    assert figures.dollars(amount) == written


@pytest.mark.parametrize(
    ("saved", "whole", "written", "style"),
    [(25, 100, "-25 %", "green"), (-25, 100, "+25 %", "red"), (0.1, 100, "", "green"), (0, 0, "", "red")],
)
def test_less_is_green_more_is_red_and_next_to_nothing_is_empty(saved, whole, written, style):
    change = figures.change(saved, whole)
    assert (change.plain, change.style) == (written, style if written else change.style)


def test_how_often_is_said_in_words_where_there_is_one():
    assert [figures.times(n) for n in (0, 1, 2, 3, 4_000)] == ["0 times", "once", "twice", "3 times", "4,000 times"]


def test_an_estimate_is_written_no_more_exact_than_it_is():
    numbers = (0, 34, 543, 999, 1_234, 9_999, 455_614, 1_234_567)
    written = ["~0", "~34", "~540", "~1k", "~1.2k", "~10k", "~460k", "~1.2M"]
    assert [figures.about(number) for number in numbers] == written


def summary(**given):
    usage = Usage(input=1_000, cache_read=4_000, reported=True)
    one = exchange(usage=usage, edits=(edit("log", 900, 100, billed_as="input"),), **given)
    return summarise(Totals(tallies=(tally(one),)), Prices({"claude-opus-4-5": {"input": 5, "output": 25}}, "a list"))


def test_figures_say_how_exact_they_are_and_whose_prices_they_use():
    assert figures.footnotes(summary()) == ["~ estimated, within about 8 %. API prices: a list."]


def test_a_model_without_a_price_is_named():
    assert figures.footnotes(summary(model="strange")) == [
        "No price is known for strange: tokens only.",
        "~ estimated, within about 15 %.",
    ]


def test_who_has_a_subscription_is_told_what_the_money_means():
    assert figures.footnotes(summary(subscribed=True))[0].startswith("A subscription bills no tokens")


@pytest.mark.parametrize(
    ("number", "written"),
    [(0, "0"), (-1_234, "-1,234"), (999_999, "999,999"), (1_234_567, "1.23 M"), (-12_345_678, "-12.3 M"),
     (123_456_789, "123 M"), (1_234_567_890, "1,235 M")],
)  # fmt: skip
def test_a_long_count_is_told_in_millions(number, written):
    assert figures.amount(number) == written
