"""What is saved, counted."""

import json

import pytest

from headroom_cli import registry, tokens
from headroom_cli.dialects.anthropic import PLUGIN as ANTHROPIC
from headroom_cli.model import Level
from headroom_cli.replay.bench import LEVELS, Sum, as_json, measure, sums, texts
from headroom_cli.replay.cases import Case
from tests.fakes.conversations import body, conversation, log, read_result

COMPRESSORS = registry.load_all("compressors")
LOG = [("Bash", {"command": "tail log"}, log(400))]
READS = [("Read", {"file_path": "/a"}, read_result(1, 90))] * 2


@pytest.fixture(scope="module")
def measured():
    cases = [Case("logs/a", "logs", body(conversation(LOG))), Case("code/b", "code", body(conversation(READS)))]
    return [measure(case, ANTHROPIC, COMPRESSORS, floor=100) for case in cases]


def test_tokens_before_and_after_are_those_of_the_tool_results(measured):
    for one in measured:
        assert one.before == sum(map(tokens.count, texts(ANTHROPIC, one.case.body)))
        for shot in one.shots.values():
            assert shot.after == sum(map(tokens.count, texts(ANTHROPIC, shot.sent))) < one.before


def test_at_lossless_all_savings_are_lossless_and_at_balanced_more_is_saved(measured):
    logs = measured[0].shots
    assert logs[Level.LOSSLESS].lossless == measured[0].before - logs[Level.LOSSLESS].after
    assert logs[Level.BALANCED].after < logs[Level.LOSSLESS].after


def test_sums_are_by_group_with_a_total_at_the_end(measured):
    found = sums(measured)
    assert list(found) == ["code", "logs", "total"]
    assert found["total"].before == found["code"].before + found["logs"].before
    for level in LEVELS:
        assert found["total"].after[level] == found["code"].after[level] + found["logs"].after[level]
        assert 0 < found["total"].saved(level) < 1


def test_programs_get_the_same_figures(measured):
    found = sums(measured)
    told = json.loads(as_json(found))["total"]
    assert told["before"] == found["total"].before
    assert told["levels"]["lossless"]["lossless"] == 1.0


def test_times_are_per_hundred_thousand_characters():
    assert Sum(size=1_000_000).per_100kb(0.5) == pytest.approx(50)
