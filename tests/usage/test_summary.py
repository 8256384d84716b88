"""Totals to the figures that a person sees."""

import json
from dataclasses import replace

import pytest

from headroom_cli import tokens
from headroom_cli.model import Usage
from headroom_cli.usage.prices import Prices
from headroom_cli.usage.scale import Scale
from headroom_cli.usage.summary import Kind, Retrieved, Tokens, as_json, split, summarise
from headroom_cli.usage.tally import Asked, Totals, tally
from tests.usage.making import edit, exchange

PRICES = Prices({"gpt-5": {"input": 1, "output": 8, "cache_read": 0.1}}, "test of a day")


def totals(*exchanges, retrievals=(), events=()):
    return Totals(tallies=tuple(tally(e) for e in exchanges), retrievals=retrievals, events=dict(events))


def summary(*exchanges, **given):
    return summarise(totals(*exchanges, **given), PRICES)


def retrieval(**given):
    return Asked(**{"hit": True, "tokens": 50} | given)


def test_tokens_are_the_provider_s_and_what_was_saved_is_added_for_what_was_sent():
    usage = Usage(input=10, output=100, cache_read=4_000, cache_write_5m=500, cache_write_1h=30, reported=True)
    edits = (edit("json", 1_000, 400), edit("log", 300, 100, fresh=False))
    assert summary(exchange(model="gpt-5", usage=usage, edits=edits)).tokens == Tokens(
        sent=5_340, went_on=4_540, saved=800, saved_new=600,
        input=10, cache_read=4_000, cache_write=530, output=100,
        cache_read_without=4_200 / 5_340, error=tokens.error("gpt-5"), unreported=0, unreported_saved=0,
    )  # fmt: skip


def test_a_request_without_reported_usage_is_counted_and_what_it_saved_told_apart():
    silent = exchange(model="gpt-5", usage=Usage(), status=529, edits=(edit("json", 1_000, 400),))
    figures = summary(silent)
    assert figures.requests == figures.tokens.unreported == 1
    assert (figures.tokens.saved, figures.tokens.unreported_saved, figures.kinds) == (0, 600, ())


def test_more_tokens_than_without_headroom_are_shown_as_negative():
    figures = summary(exchange(model="gpt-5", edits=(edit("json", 100, 300),)))
    assert (figures.tokens.saved, figures.money.net < 0) == (-200, True)


def test_kinds_are_of_new_blocks_so_that_a_resent_one_counts_once():
    first = exchange(model="gpt-5", edits=(edit("log", 900, 100), edit("json", 500, 400, lossless=False)))
    again = exchange(model="gpt-5", edits=(edit("log", 900, 100, fresh=False), edit("log", 300, 100, lossless=False)))
    assert summary(first, again).kinds == (
        Kind(kind="log", blocks=2, before=1_200, after=200, lossless=0.8, saved=1_800, saved_new=1_000),
        Kind(kind="json", blocks=1, before=500, after=400, lossless=0.0, saved=100, saved_new=100),
    )


def test_outcomes_are_counted_and_reasons_only_of_what_was_not_rewritten():
    passed = [exchange(outcome="passed", reason=why, edits=()) for why in ("no tools", "probe", "no tools")]
    figures = summary(exchange(reason="ignored"), *passed)
    assert figures.outcomes == {"passed": 3, "rewritten": 1}
    assert list(figures.reasons.items()) == [("no tools", 2), ("probe", 1)]


def test_retrievals_count_hits_misses_and_the_model_s_own_tokens():
    asked = (retrieval(), retrieval(tokens=100), retrieval(hit=False, tokens=0))
    assert summary(exchange(), retrievals=asked).retrievals == Retrieved(
        hits=2, misses=1, tokens=round(150 * tokens.factor(exchange().model))
    )


def test_the_added_time_is_given_by_median_and_95th_percentile():
    figures = summary(*(exchange(added_ms=float(ms)) for ms in range(1, 101)))
    assert figures.added_ms == (pytest.approx(50, rel=0.06), pytest.approx(95, rel=0.06))


def test_what_was_measured_scales_what_was_saved_but_not_what_the_provider_reported():
    given = totals(exchange(model="gpt-5", edits=(edit("json", 1_000, 0),)))
    measured = replace(given, scales={"gpt-5": Scale(estimated=1e6, counted=1_100_000, squares=1.21e6)})
    plain, scaled = summarise(given, PRICES), summarise(measured, PRICES)
    assert (plain.tokens.saved, scaled.tokens.saved, scaled.tokens.saved_new) == (1_000, 1_100, 1_100)
    assert scaled.tokens.went_on == plain.tokens.went_on
    assert scaled.money.net == pytest.approx(1.1 * plain.money.net)
    assert scaled.tokens.error == pytest.approx(0.0, abs=1e-6)


def test_originals_fetched_again_are_off_what_was_saved_and_belong_to_no_kind():
    back = replace(edit("retrieved", 0, 300), billed_as="cache_write_5m")
    figures = summary(exchange(model="gpt-5", edits=(edit("json", 1_000, 0), back)))
    assert (figures.tokens.saved, figures.tokens.saved_new) == (1_000, 700)
    assert [kind.kind for kind in figures.kinds] == ["json"]
    assert figures.money.retrievals == pytest.approx(300 / 1e6)
    assert figures.money.net == pytest.approx(700 / 1e6)


def test_requests_of_subscribers_are_counted():
    assert summary(exchange(subscribed=True), exchange()).subscribed == 1


def test_no_exchange_at_all_makes_an_empty_summary():
    figures = summary()
    assert (figures.requests, figures.added_ms, figures.money, figures.kinds) == (0, (0.0, 0.0), None, ())


def test_an_unknown_model_has_tokens_and_no_money():
    figures = summary(exchange(model="strange"))
    assert (figures.money, figures.unpriced, figures.tokens.went_on) == (None, ("strange",), 4_510)


def test_the_totals_of_each_agent_are_its_own():
    both = totals(exchange(), exchange(agent="codex"), retrievals=(retrieval(agent="codex"),))
    parts = split(both, "agent")
    assert {agent: len(part.tallies) for agent, part in parts.items()} == {"claude": 1, "codex": 1}
    assert [len(part.retrievals) for part in parts.values()] == [0, 1]


def test_the_json_form_keeps_its_names():
    form = as_json(summary(exchange(model="gpt-5", edits=(edit("json", 9, 4),)), events={"restarted": 1}))
    assert json.loads(json.dumps(form)) == {
        "version": 1,
        "requests": 1,
        "outcomes": {"rewritten": 1},
        "reasons": {},
        "tokens": {
            "sent": 4_515, "went_on": 4_510, "saved": 5, "saved_new": 5,
            "input": 10, "cache_read": 4_000, "cache_write": 500, "output": 100,
            "cache_read_without": pytest.approx(4_000 / 4_515), "error": tokens.error("gpt-5"), "unreported": 0,
            "unreported_saved": 0,
        },
        "kinds": [
            {"kind": "json", "blocks": 1, "before": 9, "after": 4, "lossless": 1.0, "saved": 5, "saved_new": 5}
        ],
        "retrievals": {"hits": 0, "misses": 0, "tokens": 0},
        "added_ms": [pytest.approx(4, rel=0.05), pytest.approx(4, rel=0.05)],
        "money": {
            "billed": pytest.approx(0.00171), "without": pytest.approx(0.001715), "saved": pytest.approx(5e-6),
            "retrievals": 0.0, "net": pytest.approx(5e-6), "error": pytest.approx(tokens.error("gpt-5") * 5e-6),
        },
        "subscribed": 0,
        "unpriced": [],
        "prices": "test of a day",
        "events": {"restarted": 1},
        "estimates": [
            "tokens.sent", "tokens.saved", "tokens.saved_new", "kinds.saved", "kinds.saved_new",
            "retrievals.tokens", "tokens.cache_read_without", "tokens.unreported_saved",
            "money.without", "money.saved", "money.retrievals", "money.net",
        ],
    }  # fmt: skip
