"""All that is recorded, as `headroom stats` tells it."""

from contextlib import closing
from datetime import UTC, datetime, timedelta

import pytest

from headroom_cli.session.overview import days, overview, running
from headroom_cli.settings import Settings
from headroom_cli.usage.ledger import FILE_NAME, Ledger, Query
from tests.usage.making import NOON, edit, exchange

TODAY = datetime.fromtimestamp(NOON, UTC).astimezone().date()
DAY = 86_400


@pytest.fixture
def settings(tmp_path):
    return Settings(data_dir=tmp_path, config_dir=tmp_path)


@pytest.fixture
def record(settings):
    def record(*exchanges):
        with closing(Ledger(settings.data_dir / FILE_NAME)) as ledger:
            for one in exchanges:
                ledger.record(one)

    return record


def test_where_nothing_is_recorded_nothing_is_made(settings):
    found = overview(settings, Query(), TODAY)
    assert (found.whole.requests, list(found.periods), days(settings, Query())) == (0, ["all"], {})
    assert running(settings, Query(), 0.0) == []
    assert list(settings.data_dir.iterdir()) == []


def test_periods_end_with_the_whole(settings, record):
    record(*(exchange(at=NOON - n * DAY) for n in (0, 6, 7, 29, 30)))
    found = overview(settings, Query(), TODAY)
    assert {name: one.requests for name, one in found.periods.items()} == {
        "today": 1, "7 days": 2, "30 days": 4, "all": 5,
    }  # fmt: skip
    assert found.whole.requests == 5
    assert len(found.days) == 4


def test_what_saved_most_comes_first(settings, record):
    record(
        exchange(agent="a", project="p", edits=(edit("log", 200, 100),)),
        exchange(agent="b", project="p", model="gpt-5", edits=(edit("log", 900, 100),)),
    )
    found = overview(settings, Query(), TODAY)
    assert [list(part) for part in (found.agents, found.projects)] == [["b", "a"], ["p"]]
    assert sum(one.tokens.saved for one in found.models.values()) == found.whole.tokens.saved


def test_the_last_sessions_are_told_whole(settings, record):
    record(*(exchange(session=f"s{n % 7}", at=NOON - n) for n in range(14)))
    found = overview(settings, Query(), TODAY)
    assert [(session.name, one.requests) for session, one in found.sessions] == [(f"s{n}", 2) for n in range(5)]


def test_only_what_is_asked_for_is_told(settings, record):
    record(exchange(model="claude-opus-4-5"), exchange(model="gpt-5", session="t", at=NOON - 40 * DAY))
    assert overview(settings, Query(model="gpt"), TODAY).whole.requests == 1
    assert [s.name for s, _ in overview(settings, Query(model="gpt"), TODAY).sessions] == ["t"]
    since = overview(settings, Query(since=TODAY - timedelta(days=9)), TODAY)
    assert list(since.periods) == [f"since {TODAY - timedelta(days=9)}"]
    assert list(since.models) == ["claude-opus-4-5"]


def test_days_are_told_by_agent_project_and_model(settings, record):
    record(exchange(), exchange(), exchange(model="gpt-5", at=NOON - DAY))
    assert {names: one.requests for names, one in days(settings, Query()).items()} == {
        ((TODAY - timedelta(days=1)).isoformat(), "claude", "/p", "gpt-5"): 1,
        (TODAY.isoformat(), "claude", "/p", exchange().model): 2,
    }


def test_running_sessions_are_told_from_their_beginning(settings, record):
    record(exchange(session="a", at=NOON - DAY), exchange(session="a"), exchange(session="b", at=NOON - DAY))
    ((session, summary),) = running(settings, Query(), NOON - 60)
    assert (session.name, summary.requests) == ("a", 2)
