"""What is saved, counted."""

from collections import Counter
from dataclasses import replace

import pytest

from headroom_cli import tokens
from headroom_cli.context.eligible import Rules
from headroom_cli.context.splice import splice
from headroom_cli.model import Level
from headroom_cli.replay.bench import Timed
from headroom_cli.replay.recordings import Request
from tests.fakes import openai
from tests.fakes.conversations import body, conversation, log, rows, texts
from tests.replay.making import COMPRESSORS, DIALECTS, LOG, READS, bench, case


@pytest.fixture(scope="module")
def measured():
    return [bench().measure(one) for one in (case("logs/a", LOG), case("code/b", READS))]


def test_tokens_before_and_after_are_those_of_the_tool_results(measured):
    for one in measured:
        raw = one.case.request.body
        assert sum(result.before for result in one.results) == sum(map(tokens.count, texts(raw)))
        for shot in one.shots.values():
            sent = splice(raw, list(shot.edits.values()))
            assert sum(result.after(shot) for result in one.results) == sum(map(tokens.count, texts(sent)))


def test_more_is_saved_where_rows_may_be_left_out(measured):
    [result], shots = measured[0].results, measured[0].shots
    assert result.after(shots[Level.BALANCED]) < result.after(shots[Level.LOSSLESS]) < result.before


def test_a_text_is_of_the_kind_that_shortened_it_or_says_why_it_stays():
    turns = [*LOG, *READS, ("Bash", {"command": "ls"}, "one\ntwo"), ("Bash", {}, log(50), {"is_error": True})]
    kinds = [result.kind for result in bench().measure(case("x", turns)).results]
    assert kinds == ["log", "file_read", "seen", "as it came: too small", "as it came: an error result"]


def test_a_request_that_would_pass_is_measured_as_it_came():
    request = Request(DIALECTS["anthropic"], body(conversation(LOG), tools=()))
    [result] = bench().measure(replace(case("x", LOG), request=request)).results
    assert result.kind == "as it came: a request without tools"


def test_level_off_changes_nothing():
    [result] = (one := bench(levels=(Level.OFF,)).measure(case("x", LOG))).results
    assert (result.kind, result.after(one.shots[Level.OFF])) == ("as it came: level off", result.before)


def test_a_persons_rules_hold():
    [result] = bench(rules=Rules(exclude=("tool:Bash",))).measure(case("x", LOG)).results
    assert result.kind == "as it came: excluded"
    [result] = bench(rules=Rules(floor=100_000)).measure(case("x", LOG)).results
    assert result.kind == "as it came: too small"


@pytest.mark.parametrize("shape", openai.SHAPES, ids=lambda shape: shape.dialect.name)
def test_sessions_of_every_shape_are_measured(shape):
    request = Request(shape.dialect, shape.body(shape.conversation([*READS, ("curl", {}, rows(60))])))
    one = bench().measure(replace(case("x", LOG), request=request))
    assert [result.kind for result in one.results] == ["file_read", "seen", "json"]


def test_a_request_that_cannot_be_read_is_left_out_and_said():
    broken = replace(case("x", LOG), request=Request(DIALECTS["anthropic"], b'{"model":"m","model":"m"}'))
    left_out: Counter[str] = Counter()
    assert len(bench().all([broken, case("y", LOG)], left_out)) == 1
    assert left_out == {"not readable: a key that occurs twice": 1}


def test_a_compressors_own_time_is_that_of_the_texts_it_was_given_at_the_main_level():
    room = bench()
    room.measure(case("x", LOG))
    assert room.main is Level.BALANCED
    assert room.timed["log"].size == len(LOG[0][2])
    assert room.timed["log"].seconds > 0
    assert room.timed["search"].size == 0


def test_a_timed_compressor_is_the_compressor():
    plugin = COMPRESSORS["log"]
    [result] = bench().measure(case("x", LOG)).results
    block = result.said.block
    assert Timed(plugin).score(block) == plugin.score(block)
    assert Timed(plugin).compress(block, Level.BALANCED) == plugin.compress(block, Level.BALANCED)
