"""What holds for an answer in legs in every dialect that can have one."""

import json
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headroom_cli.dialects.anthropic import PLUGIN as ANTHROPIC
from headroom_cli.dialects.legs import MOST_LEGS
from headroom_cli.model import Usage
from tests.dialects.legs import HIDE, play
from tests.dialects.test_sse import chunks
from tests.fakes import answer
from tests.fakes.agent import message
from tests.fakes.conversations import body, conversation
from tests.fakes.script import Turn

BODY = body(conversation([]))
ASKS = (HIDE, {"key": "0123456789ab"})
OWN = ("Bash", {"command": "ls"})
TEXTS = st.text("ab é\n\u2028{", max_size=30)
LEG = st.builds(
    Turn, text=TEXTS, thinking=TEXTS, calls=st.lists(st.sampled_from([ASKS, ASKS, OWN]), max_size=3).map(tuple)
)
ANSWERS = st.lists(LEG, max_size=5).map(lambda turns: [*turns, Turn(text="That is all.")])


def whole(turn: Turn, number: int) -> dict:
    return answer.message(turn, f"leg {number}", "m", {"input_tokens": 7})


def streams(turns: list[Turn]) -> list[bytes]:
    return [b"".join(answer.events(whole(turn, number))) for number, turn in enumerate(turns)]


def documents(turns: list[Turn]) -> list[bytes]:
    return [json.dumps(whole(turn, number), ensure_ascii=False).encode() for number, turn in enumerate(turns)]


@settings(max_examples=60, deadline=None)
@given(ANSWERS, st.lists(st.lists(st.integers(0, 10_000), max_size=12), min_size=16, max_size=16))
def test_the_same_bytes_come_out_at_any_chunking(turns, cuts):
    once = play(ANTHROPIC, BODY, streams(turns))
    for places in cuts:
        again = play(ANTHROPIC, BODY, streams(turns), cut=lambda leg, places=places: chunks(leg, places))
        assert (again.seen, again.sent) == (once.seen, once.sent)


@settings(max_examples=60, deadline=None)
@given(ANSWERS)
def test_a_streamed_answer_and_a_whole_one_say_the_same(turns):
    streamed = play(ANTHROPIC, BODY, streams(turns))
    document = play(ANTHROPIC, BODY, documents(turns), streaming=False)
    told, said = message(streamed.seen), json.loads(document.seen)
    assert told == said
    assert [json.loads(b) for b in streamed.sent] == [json.loads(b) for b in document.sent]
    assert streamed.legs.usage == document.legs.usage
    assert HIDE.encode() not in streamed.seen


@settings(max_examples=60, deadline=None)
@given(ANSWERS)
def test_an_answer_without_a_call_of_ours_is_untouched(turns):
    turns = [replace(turn, calls=tuple(call for call in turn.calls if call == OWN)) for turn in turns[:1]]
    assert play(ANTHROPIC, BODY, streams(turns)).seen == streams(turns)[0]
    assert play(ANTHROPIC, BODY, documents(turns), streaming=False).seen == documents(turns)[0]


def test_after_the_last_leg_there_is_that_may_be_the_answer_ends():
    played = play(ANTHROPIC, BODY, streams([Turn(text=f"{n} ", calls=(ASKS,)) for n in range(MOST_LEGS + 2)]))
    told = message(played.seen)
    assert played.legs.count == MOST_LEGS == len(told["content"])
    assert told["stop_reason"] == "end_turn"


def test_all_legs_are_billed():
    played = play(ANTHROPIC, BODY, streams([Turn(text="a", calls=(ASKS,)), Turn(text="b")]))
    assert (played.legs.usage.input, played.legs.count) == (14, 2)


@pytest.mark.parametrize(
    "raw", [b"", b"{}", b"<html>", b'data: {"type":"content_block_delta","index":9}\n\n', b"data: x"]
)
@pytest.mark.parametrize("streaming", [True, False])
def test_what_is_not_an_answer_goes_by(raw, streaming):
    assert play(ANTHROPIC, BODY, [raw], streaming=streaming).seen == raw


def test_what_the_first_leg_read_and_the_last_one_said_is_no_detour():
    turns = [Turn(calls=(ASKS,)), Turn(text="And again.", calls=(ASKS,)), Turn(text="Done.")]
    legs = play(ANTHROPIC, BODY, streams(turns)).legs
    said = [play(ANTHROPIC, BODY, streams([turn])).legs.usage.output for turn in turns]
    assert (legs.detour.input, legs.detour.output) == (14, said[0] + said[1])
    assert legs.usage.output == sum(said)
    assert play(ANTHROPIC, BODY, streams([Turn(text="Done.")])).legs.detour == Usage()
