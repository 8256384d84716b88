"""The page of `headroom stats --html`."""

from html.parser import HTMLParser

import pytest

from headroom_cli.cli import _report
from headroom_cli.session.overview import Overview
from headroom_cli.usage.prices import Prices
from headroom_cli.usage.summary import summarise
from headroom_cli.usage.tally import Totals, tally
from tests.usage.making import edit, exchange

PRICES = {"gpt-5": {"input": 1, "output": 8, "cache_read": 0.1}}
VOID = {"meta"}


def summary(prices=PRICES, before=900, **given):
    one = exchange(**{"model": "gpt-5", "edits": (edit("log", before, 100),)} | given)
    return summarise(Totals(tallies=(tally(one),)), Prices(prices, "a list"))


def overview(one=None, **parts):
    return Overview(periods={"all": one or summary()}, **parts)


class Reader(HTMLParser):
    """Complains of what is not closed, and keeps texts and attributes."""

    def __init__(self, page):
        super().__init__()
        self.open, self.texts, self.links = [], [], []
        self.feed(page)
        assert self.open == []

    def handle_startendtag(self, _tag, attrs):
        self.links += [value for name, value in attrs if name in {"src", "href"}]

    def handle_starttag(self, tag, attrs):
        self.links += [value for name, value in attrs if name in {"src", "href"}]
        self.open += [] if tag in VOID else [tag]

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.texts.append(data)

    @property
    def text(self):
        return " ".join(self.texts)


def test_the_page_is_whole_and_asks_nothing_of_anyone():
    page = _report.page(overview(agents={"claude": summary()}, days={"2026-01-01": summary()}))
    assert Reader(page).links == []
    assert "http:" not in page
    assert "https:" not in page
    assert "<script" not in page
    assert "default-src 'none'" in page


def test_it_says_what_was_saved_at_what_margin_and_whose_prices():
    text = Reader(_report.page(overview(days={"2026-01-01": summary(), "2026-01-03": summary()}))).text
    assert "2026-01-01 to 2026-01-03, 1 requests" in text
    assert "most: 800 tokens" in text
    assert "in all: $0.0016 ± $0.00" in text
    assert "API prices: a list." in text


def test_days_without_a_request_are_on_the_chart_too():
    page = _report.page(overview(days={"2026-01-01": summary(), "2026-01-31": summary()}))
    assert page.count("0 tokens</title>") == 31


def test_a_cost_is_told_like_a_saving():
    page = _report.page(overview(summary(before=50), models={"gpt-5": summary(before=50)}))
    assert "-$0.0001" in page
    assert 'class="bar cost"' in page


def test_without_a_price_there_is_no_money_and_that_is_said():
    bare = summary({}, model="strange")
    text = Reader(_report.page(overview(bare, days={"2026-01-01": bare}))).text
    assert "$" not in text
    assert "No price is known for strange: tokens only." in text


@pytest.mark.parametrize("found", [overview(summarise(Totals(), Prices({}, ""))), overview()])
def test_an_empty_or_partial_ledger_makes_a_page_as_well(found):
    assert "Headroom" in Reader(_report.page(found)).text


def test_names_are_escaped():
    page = _report.page(overview(projects={"<script>alert(1)</script>": summary(), "b": summary()}))
    assert "<script" not in page
