"""Hidden turns, put back: law 1 holds for them too, in every dialect."""

import json
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headroom_cli.context.recall import Recall
from tests.dialects.legs import ASKS, play, request
from tests.dialects.test_legs import ANSWERS, ANY
from tests.fakes.conversations import marked
from tests.fakes.script import Turn
from tests.fakes.speech import SPEECHES, Messages, Speech

LAWFUL = settings(max_examples=60, deadline=None)
SESSIONS = st.lists(ANSWERS, min_size=1, max_size=4)


def put_back(speech: Speech, raw: bytes, find) -> bytes:
    return Recall().put_back(speech.dialect, raw, speech.dialect.outline(raw), find)


def messages_of(speech: Speech, raw: bytes) -> list[dict]:
    """Without breakpoints, which move."""
    cleared = json.dumps(json.loads(raw)).replace(', "cache_control": {"type": "ephemeral"}', "")
    return json.loads(cleared)[speech.key]


def session(speech: Speech, answers) -> tuple[list[dict], dict[str, str], list[bytes]]:
    """The messages as the agent has them, what is remembered, and what the provider was sent."""
    messages, kept, sent = speech.prompt("go 0"), {}, []
    for number, turns in enumerate(answers, 1):
        raw = request(speech, messages)
        sent.append(whole := put_back(speech, raw, kept.get))
        played = play(speech, turns, whole, seed=f"answer {number} leg")
        sent += played.sent
        last = raw[slice(*speech.dialect.outline(raw).messages[-1])]
        for key, text in Recall().records(speech.dialect, last, played.legs):
            kept.setdefault(key, text)
        heard = played.heard()
        messages += heard.messages
        if heard.calls:
            messages += speech.results(dict.fromkeys(heard.calls, "r"))
        messages += speech.prompt(f"go {number}")
    sent.append(put_back(speech, request(speech, messages), kept.get))
    return messages, kept, sent


@LAWFUL
@given(ANY, SESSIONS)
def test_every_request_begins_with_the_one_before(speech, answers):
    told = [messages_of(speech, raw) for raw in session(speech, answers)[2]]
    for before, after in pairwise(told):
        assert after[: len(before)] == before or blank(speech, answers)


def blank(speech: Speech, answers) -> bool:
    """Whether an answer said nothing that the agent could send back."""
    return any(not play(speech, turns).heard().messages for turns in answers)


@LAWFUL
@given(ANY, SESSIONS)
def test_the_first_messages_become_the_same_without_the_later_ones(speech, answers):
    messages, kept, _ = session(speech, answers)
    prompts = [n for n, message in enumerate(messages) if message.get("role") == "user"]
    whole = messages_of(speech, put_back(speech, request(speech, messages), kept.get))
    for number in prompts:
        part = messages_of(speech, put_back(speech, request(speech, messages[: number + 1]), kept.get))
        assert whole[: len(part)] == part


@pytest.mark.parametrize("speech", SPEECHES, ids=lambda speech: speech.dialect.name)
def test_what_is_not_known_stays_byte_for_byte(speech):
    messages, _, _ = session(speech, [[Turn(text="a", calls=(ASKS,)), Turn(text="b")]])
    raw = request(speech, messages)
    assert put_back(speech, raw, lambda _: None) == raw


def test_a_breakpoint_that_moves_changes_nothing():
    messages, kept, _ = session(Messages(), [[Turn(text="a", calls=(ASKS,)), Turn(text="b")]])
    raw = request(Messages(), marked(messages, 0))
    assert len(messages_of(Messages(), put_back(Messages(), raw, kept.get))) == len(messages) + 2
