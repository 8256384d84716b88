"""Replay's tables."""

from collections import Counter

import pytest

from headroom_cli.cli import _replay_tables
from headroom_cli.model import Usage
from headroom_cli.replay.account import account
from tests.replay.test_account import PASTS, PRICES, B, past


@pytest.fixture
def rendered(capsys, monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")

    def render(pasts):
        _replay_tables.render(account(pasts, (B,), PRICES, 2.0))
        return capsys.readouterr()

    return render


def test_every_table_is_there_and_fits(rendered):
    said = rendered(PASTS)
    heads = [line.split()[0] for line in said.out.splitlines() if line]
    assert {"Headroom", "level", "agent", "project", "tool", "content", "session"} <= set(heads)
    assert max(map(len, said.out.splitlines())) <= 80
    assert said.err == "headroom: read 0.0 MB in 2.0 s (0.0 MB/s)\nheadroom: left out: x (4)\n"


def test_one_agent_and_one_project_need_no_table(rendered):
    said = rendered([past("a", 10)])
    assert not {"agent", "project"} & {line.split()[0] for line in said.out.splitlines() if line}
    assert said.out.startswith("Headroom replay  1 session, 2 requests, 1970-01-01\n")


def test_long_lists_are_cut_and_say_so(rendered):
    said = rendered([past(f"{n:036d}", n, folder=f"/work/{'long' * 20}{n}") for n in range(13)])
    assert said.out.count("and 3 more") == 2
    assert max(map(len, said.out.splitlines())) <= 80


def test_money_is_told_with_its_prices_and_what_has_none_is_named(rendered):
    said = rendered(PASTS).out
    assert "4,000 tokens sent, 400 of them new; 28 answered, $0.0018" in said
    assert "~ estimated, within about 15 %. API prices: made up." in said
    unknown = past("a", 10)
    saving = unknown.counts.saving
    saving.used = {("unheard-of", 0): saving.used["priced", 0]}
    saving.carried = {B: {("unheard-of", 0): saving.carried[B]["priced", 0]}}
    said = rendered([unknown]).out
    assert "No price is known for unheard-of: tokens only" in said
    assert "$" not in said


def test_projects_of_one_name_are_told_apart(rendered):
    said = rendered([past("a", 9, folder="/work/a/shop"), past("b", 9, folder="/work/b/shop")]).out
    assert "/work/a/shop " in said
    assert "/work/b/shop " in said


def test_where_no_tool_was_used_there_is_no_table_of_tools(rendered):
    plain = past("a", 0)
    plain.counts.tools, plain.counts.kinds = {}, {}
    said = rendered([plain]).out
    assert "\ntool " not in said
    assert "\ncontent " not in said


def test_the_figures_of_years_fit(rendered):
    years = past("a" * 36, 10, folder="/work/" + "x" * 60)
    (used,), (carried,) = years.counts.saving.used.values(), years.counts.saving.carried[B].values()
    used.usage = carried.usage = Usage(
        input=2 * 10**9, cache_read=98 * 10**9, cache_write_5m=10**9, output=10**8, reported=True
    )
    carried.cuts = Counter({("log", "cache_read"): 3 * 10**10, ("log", "input"): 10**9})
    said = rendered([years, past("b", 9)]).out
    assert "101,000 M" in said
    assert max(map(len, said.splitlines())) <= 80
