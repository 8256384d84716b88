"""The figures of one run, whole, at eighty columns and without colour."""

from dataclasses import replace
from textwrap import dedent

import pytest

from headroom_cli.cli._summary import render
from headroom_cli.model import Usage
from headroom_cli.usage.prices import Prices
from headroom_cli.usage.summary import summarise
from headroom_cli.usage.tally import BYPASSED, RESTARTED, Asked, Totals, tally
from tests.usage.making import edit, exchange

OPUS = {"input": 5, "output": 25, "cache_read": 0.5, "cache_write_5m": 6.25, "cache_write_1h": 10}
PRICES = Prices({"claude-opus-4-5": OPUS, "mine": OPUS}, "genai-prices 0.2.3, 2026-11-22")
TURN = exchange(
    model="mine",
    usage=Usage(input=12, output=310, cache_read=40_000, cache_write_5m=4_000, reported=True),
    edits=(
        edit("log", 9_000, 2_000),
        edit("json", 800, 300, lossless=False),
        edit("file_read", 4_000, 3_000, fresh=False),
    ),
)


@pytest.fixture(autouse=True)
def _eighty_columns(monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")


@pytest.fixture
def printed(capsys):
    def printed(*exchanges, retrievals=(), events=()):
        totals = Totals(tallies=tuple(tally(e) for e in exchanges), retrievals=retrievals, events=dict(events))
        render(summarise(totals, PRICES))
        out, err = capsys.readouterr()
        assert out == ""
        assert max(map(len, err.splitlines())) <= 80
        return "\n".join(line.rstrip() for line in err.splitlines())

    return printed


def whole(text):
    return "\n" + dedent(text).strip("\n")


def test_a_run_that_saved(printed):
    probe = exchange(outcome="passed", reason="no tools", edits=(), usage=Usage())
    asked = Asked(hit=True, tokens=900)
    assert printed(TURN, TURN, TURN, probe, retrievals=(asked,)) == whole("""
        Headroom  4 requests: 3 rewritten, 1 passed

          tokens        ~157,536 from the agent, 132,036 went on       -16 %
          new input     12,036, ~22,500 less than without Headroom     -65 %
          prompt cache  120,000 read, 12,000 written
          output        930
          money         $0.1584, ~$0.1421 less than without Headroom   -47 %
          retrieved     once, ~900 tokens
          added         4.2 ms a request in the median, 4.2 ms at p95

          new content  blocks  tokens  after         lossless
          log               3  27,000  6,000  -78 %     100 %
          json              3   2,400    900  -62 %       0 %

          ~ estimated, within about 15 %. API prices: genai-prices 0.2.3, 2026-11-22.
        """)


def test_a_run_that_cost_more_says_so(printed):
    assert printed(replace(TURN, edits=(edit("log", 100, 400),))) == whole("""
        Headroom  1 request: 1 rewritten

          tokens        ~43,712 from the agent, 44,012 went on
          new input     4,012, ~300 more than without Headroom         +8 %
          prompt cache  40,000 read, 4,000 written
          output        310
          money         $0.0528, ~$0.0019 more than without Headroom   +4 %
          added         4.2 ms a request in the median, 4.2 ms at p95

          new content  blocks  tokens  after          lossless
          log               1     100    400  +300 %     100 %

          ~ estimated, within about 15 %. API prices: genai-prices 0.2.3, 2026-11-22.
        """)


def test_a_run_in_which_nothing_was_shortened_says_why(printed):
    small = exchange(outcome="unchanged", reason="all blocks are small", edits=(), model="my[own]-model")
    passed = exchange(outcome="passed", reason="no tools", edits=(), model="my[own]-model")
    assert printed(small, small, passed) == whole("""
        Headroom  3 requests: 2 unchanged, 1 passed

          tokens        ~13,530 from the agent, 13,530 went on
          new input     1,530
          prompt cache  12,000 read, 1,500 written
          output        300
          added         4.2 ms a request in the median, 4.2 ms at p95

          Nothing was shortened: all blocks are small (2); no tools (1). `headroom
          doctor` says why.
          No price is known for my[own]-model: tokens only.
          ~ estimated.
        """)


def test_where_there_was_nothing_to_shorten_no_fault_is_looked_for(printed):
    short = exchange(outcome="unchanged", reason="nothing to shorten", edits=())
    title = exchange(outcome="passed", reason="no tools", edits=())
    said = printed(short, title)
    assert "\n  There was nothing to shorten.\n" in said
    assert "doctor" not in said


def test_a_run_of_which_the_provider_told_nothing_has_no_figures(printed):
    assert printed(exchange(outcome="failed", reason="the agent hung up", edits=(), usage=Usage())) == whole("""
        Headroom  1 request: 1 failed

          Nothing was shortened: the agent hung up (1). `headroom doctor` says why.
        """)


def test_a_proxy_that_broke_down_is_said(printed):
    assert "\n  The proxy broke down and was started again 3 times.\n" in printed(TURN, events={RESTARTED: 3}.items())


def test_a_proxy_that_kept_breaking_down_is_said_once(printed):
    bare = exchange(outcome="unchanged", reason="level off", edits=())
    said = printed(bare, events={RESTARTED: 7, BYPASSED: 1}.items())
    assert "\n  The proxy broke down 7 times; from then on nothing was shortened." in said
    assert "level off" not in said


def test_a_run_without_a_request_says_what_to_do(printed):
    assert printed() == whole("""
        Headroom  no request came through the proxy

          `headroom doctor` says why.
        """)


def test_the_smaller_kinds_are_counted_together(printed):
    kinds = tuple(edit(f"kind_{n}", 1_000 - n, 10) for n in range(9))
    said = printed(replace(TURN, edits=kinds))
    assert "  kind_5 " in said
    assert "  and 3 more\n" in said
    assert "kind_6" not in said


def test_retrievals_that_missed_are_told(printed):
    missed = Asked(hit=False, tokens=0)
    assert "retrieved     0 times, ~0 tokens, missed twice" in printed(TURN, retrievals=(missed, missed))


def test_a_provider_that_tells_no_tokens_leaves_what_went_on_to_be_told(printed):
    silent = replace(TURN, usage=Usage())
    assert printed(silent) == whole("""
        Headroom  1 request: 1 rewritten

          What the provider told no token count of (1); ~8,500 tokens fewer went on.
        """)
    said = printed(TURN, silent)
    assert "Not in these figures: what the provider told no token count of (1); ~8,500" in " ".join(said.split())
