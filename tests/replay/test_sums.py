"""Figures, added up."""

import pytest

from headroom_cli.model import Level
from headroom_cli.replay.bench import LEVELS
from headroom_cli.replay.sums import Sum, by_group, by_kind, by_session
from tests.fakes.conversations import log
from tests.replay.making import LOG, READS, bench, case

SMALL = [("Bash", {"command": "ls"}, "one\ntwo")]
CASES = [case("logs/a", LOG), case("code/b", READS), case("code/c", SMALL), case("code/c", SMALL, number=2)]


@pytest.fixture(scope="module")
def measured():
    return [bench().measure(one) for one in CASES]


def test_folders_add_up_to_the_total_which_stands_at_the_end(measured):
    found = by_group(measured)
    assert list(found) == ["code", "logs", "total"]
    assert found["total"].before == found["code"].before + found["logs"].before
    for level in LEVELS:
        assert found["total"].after[level] == found["code"].after[level] + found["logs"].after[level]
        assert 0 < found["total"].saved(level) < 1
        assert found["total"].cold[level] > found["total"].warm[level] > 0


def test_a_recording_of_several_sessions_is_one_file(measured):
    assert by_group(measured)["code"].items == 2


def test_kinds_add_up_to_the_same_and_the_largest_saving_stands_first(measured):
    total, kinds = by_group(measured)["total"], by_kind(measured)
    assert list(kinds) == ["log", "seen", "file_read", "as it came: too small"]
    assert sum(one.before for one in kinds.values()) == total.before
    assert sum(one.size for one in kinds.values()) == total.size
    for level in LEVELS:
        assert sum(one.after[level] for one in kinds.values()) == total.after[level]
        assert sum(one.exact[level] for one in kinds.values()) == total.exact[level]


def test_the_share_without_loss_is_that_of_the_saving(measured):
    found = by_group(measured)
    assert found["total"].lossless(Level.LOSSLESS) == 1
    assert found["logs"].lossless(Level.BALANCED) == 0
    assert 0 < found["total"].lossless(Level.BALANCED) < 1
    assert Sum(before=9, after={Level.LOSSLESS: 9}, exact={Level.LOSSLESS: 0}).lossless(Level.LOSSLESS) == 1


def test_over_a_session_each_text_counts_as_often_as_it_is_sent():
    turns = [*LOG, ("Bash", {"command": "tail log"}, log(90, 500))]
    one = bench().measure(case("logs/a", turns))
    found = by_session([one])["total"]
    first, second = one.results
    assert found.items == 3
    assert found.before == 2 * first.before + second.before
    for level, shot in one.shots.items():
        assert found.after[level] == 2 * first.after(shot) + second.after(shot)


def test_payloads_and_single_requests_are_no_sessions():
    payload = bench().measure(case("a", LOG, is_payload=True))
    assert by_session([payload, bench().measure(case("b", []))]) == {}


def test_times_are_per_hundred_thousand_characters():
    assert Sum(size=1_000_000).per_100kb(0.5) == pytest.approx(50)


def test_nothing_saves_nothing():
    assert Sum(after={Level.LOSSLESS: 0}).saved(Level.LOSSLESS) == 0
    assert list(by_group([])) == ["total"]
