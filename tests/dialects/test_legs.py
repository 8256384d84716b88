"""What holds for an answer in legs in every dialect that can have one."""

import json
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headroom_cli import registry
from headroom_cli.dialects.legs import MOST_LEGS
from headroom_cli.model import Usage
from tests.dialects.legs import ASKS, HIDE, play, said
from tests.dialects.test_sse import chunks
from tests.fakes.script import Turn
from tests.fakes.speech import SPEECHES

OWN = ("Bash", {"command": "ls"})
TEXTS = st.text("ab é\n\u2028{", max_size=30)
CALLS = st.lists(st.sampled_from([ASKS, ASKS, OWN]), max_size=3).map(tuple)
LEG = st.builds(Turn, text=TEXTS, thinking=TEXTS, calls=CALLS)
ANSWERS = st.lists(LEG, max_size=5).map(lambda turns: [*turns, Turn(text="That is all.")])
ANY = st.sampled_from(SPEECHES)
EACH = pytest.mark.parametrize("speech", SPEECHES, ids=lambda speech: speech.dialect.name)
LAWFUL = settings(max_examples=80, deadline=None)


def test_every_dialect_that_can_have_legs_is_spoken_here():
    able = {name for name, dialect in registry.load_all("dialects").items() if dialect.retrieving}
    assert {speech.dialect.name for speech in SPEECHES} == able


@LAWFUL
@given(ANY, ANSWERS, st.lists(st.lists(st.integers(0, 10_000), max_size=12), min_size=16, max_size=16))
def test_the_same_bytes_come_out_at_any_chunking(speech, turns, cuts):
    once = play(speech, turns)
    for places in cuts:
        again = play(speech, turns, cut=lambda leg, places=places: chunks(leg, places))
        assert (again.seen, again.sent) == (once.seen, once.sent)


@LAWFUL
@given(ANY, ANSWERS)
def test_a_streamed_answer_and_a_whole_one_say_the_same(speech, turns):
    streamed, document = play(speech, turns), play(speech, turns, streaming=False)
    assert streamed.heard() == document.heard()
    assert [json.loads(b) for b in streamed.sent] == [json.loads(b) for b in document.sent]
    assert streamed.legs.usage == document.legs.usage
    assert HIDE.encode() not in streamed.seen + document.seen


@LAWFUL
@given(ANY, ANSWERS, st.booleans())
def test_an_answer_without_a_call_of_ours_is_untouched(speech, turns, streaming):
    turn = replace(turns[0], calls=tuple(call for call in turns[0].calls if call == OWN))
    assert play(speech, [turn], streaming=streaming).seen == said(speech, turn, "leg 0", streaming=streaming)


@EACH
def test_after_the_last_leg_that_there_may_be_the_answer_ends(speech):
    played = play(speech, [Turn(text=f"{n}", calls=(ASKS,)) for n in range(MOST_LEGS + 2)])
    heard = played.heard()
    assert ("".join("".join(heard.texts).split()), heard.calls) == ("0123", [])
    assert played.legs.count == MOST_LEGS
    assert heard.stop == play(speech, [Turn(text="a")]).heard().stop


@EACH
def test_the_answer_is_one_under_one_id_and_all_legs_are_billed(speech):
    first, last = Turn(text="a b c", calls=(ASKS,)), Turn(text="d")
    played = play(speech, [first, last])
    alone = [play(speech, [replace(turn, calls=())], seed=f"leg {n}").heard() for n, turn in enumerate((first, last))]
    assert played.heard().output == played.legs.usage.output > alone[0].output + alone[1].output
    assert played.legs.usage.input == 14
    docs = [said(speech, turn, f"leg {number}", streaming=False) for number, turn in enumerate((first, last))]
    ids = [speech.heard(document, streaming=False).id for document in docs]
    assert played.heard().id == ids[speech.dialect.name == "openai_responses"]


@EACH
def test_a_call_that_was_cut_short_is_not_answered(speech):
    played = play(speech, [Turn(text="a", calls=(ASKS,), stop="max_tokens")])
    assert (played.sent, played.legs.hidden(), played.heard().calls) == ([], None, [])


@EACH
@pytest.mark.parametrize("streaming", [True, False])
@pytest.mark.parametrize(
    "raw",
    [b"", b"{}", b"<html>", b'data: {"type":"content_block_delta","index":9}\n\n', b"data: x", b'{"error":{"code":9}}',
     b'data: {"error":{"message":"no"}}\n\n', b": a comment\n\ndata: [DONE]\n\n"],
)  # fmt: skip
def test_what_is_not_an_answer_goes_by(speech, raw, streaming):
    assert play(speech, [raw], streaming=streaming).seen == raw


@EACH
def test_what_the_first_leg_read_and_the_last_one_said_is_no_detour(speech):
    turns = [Turn(calls=(ASKS,)), Turn(text="And again.", calls=(ASKS,)), Turn(text="Done.")]
    legs = play(speech, turns).legs
    outputs = [play(speech, [turn]).legs.usage.output for turn in turns]
    assert (legs.detour.input, legs.detour.output) == (14, outputs[0] + outputs[1])
    assert legs.usage.output == sum(outputs)
    assert play(speech, [Turn(text="Done.")]).legs.detour == Usage()
