"""A session turn by turn."""

import json

import pytest

from headroom_cli.replay.turns import session
from tests.fakes import openai
from tests.fakes.conversations import body, conversation
from tests.replay.making import DIALECTS

TURNS = [("Read", {"file_path": f"/{n}"}, f"result {n}") for n in range(3)]


def read(messages: list[dict], dialect="anthropic", raw: bytes | None = None):
    raw = raw or body(messages)
    return session(DIALECTS[dialect], raw, DIALECTS[dialect].outline(raw).messages), raw


def results(found) -> list[tuple[str, str, int]]:
    return [(s.block.text, s.block.arguments["file_path"], s.carried) for s in found.texts if s.block.kind == "result"]


def test_a_text_is_carried_by_every_request_from_its_own_on():
    found, _ = read(conversation(TURNS))
    assert found.requests == 4
    assert results(found) == [("result 0", "/0", 3), ("result 1", "/1", 2), ("result 2", "/2", 1)]
    assert found.texts[0].carried == 4


@pytest.mark.parametrize("shape", openai.SHAPES, ids=lambda shape: shape.dialect.name)
def test_an_answer_of_several_items_is_one_answer(shape):
    found, _ = read([], shape.dialect.name, shape.body(shape.conversation(TURNS)))
    assert found.requests == 4
    assert results(found) == [("result 0", "/0", 3), ("result 1", "/1", 2), ("result 2", "/2", 1)]


def test_a_last_answer_was_not_sent_with_a_request():
    found, _ = read([*conversation(TURNS[:1]), {"role": "assistant", "content": "done"}])
    assert found.requests == 2
    assert found.texts[-1].carried == 0


def test_a_request_of_one_message_is_a_session_of_one():
    assert read(conversation([]))[0].requests == 1
    assert read([])[0].requests == 0


def test_a_text_has_its_place_in_the_whole_body():
    found, raw = read(conversation(TURNS))
    for said in found.texts:
        if said.block.kind != "call":
            assert json.loads(raw[slice(*said.block.span)]) == said.block.text


def test_a_message_that_cannot_be_read_says_nothing():
    raw = body(conversation(TURNS)).replace(b'"tool_use_id":"toolu_0001"', b'"tool_use_id":"x","tool_use_id":"x"')
    assert [text for text, *_ in results(read([], raw=raw)[0])] == ["result 0", "result 2"]
