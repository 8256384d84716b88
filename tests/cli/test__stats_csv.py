"""Figures for spreadsheets."""

from headroom_cli.cli import _stats_csv
from headroom_cli.usage.prices import Prices
from headroom_cli.usage.summary import summarise
from headroom_cli.usage.tally import Totals, tally
from tests.usage.making import edit, exchange

HEAD = (
    "day,agent,project,model,requests,sent,went_on,saved,saved_new,input,cache_read,cache_write,output,"
    "billed_usd,without_usd,retrievals_usd,net_usd,error_usd\n"
)


def summary(prices):
    one = exchange(model="gemini-9", edits=(edit("log", 900, 100),))
    return summarise(Totals(tallies=(tally(one),)), Prices(prices, ""))


def test_nothing_is_a_header():
    assert _stats_csv.text({}) == HEAD


def test_each_line_has_its_names_and_plain_numbers():
    known = summary({"gemini-9": {"input": 1, "output": 8, "cache_read": 0.1}})
    told = _stats_csv.text({("2026-01-02", "codex", "a, b", "gemini-9"): known})
    assert told == (
        f'{HEAD}2026-01-02,codex,"a, b",gemini-9,1,5310,4510,800,800,10,4000,500,100,'
        "0.001710,0.002510,0.000000,0.000800,0.000120\n"
    )


def test_where_no_price_is_known_money_is_empty():
    assert _stats_csv.text({("d", "a", "p", "m"): summary({})}).endswith(",100,,,,,\n")
