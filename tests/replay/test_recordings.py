"""Requests in texts."""

import json

import pytest

from headroom_cli.replay.recordings import request, sessions
from tests.fakes import openai
from tests.fakes.conversations import body, conversation, log, marked, rows
from tests.replay.making import DIALECTS, LOG, READS

ANTHROPIC = body(conversation(READS)).decode()


def recorded(*requests: bytes | str, **more) -> str:
    return "\n".join(json.dumps({"path": "/v1/x", "body": json.loads(r), **more}) for r in requests)


def found_in(text: str) -> list[tuple[str, object]]:
    return [(one.dialect.name, json.loads(one.body)) for one in sessions(text, DIALECTS)]


@pytest.mark.parametrize("shape", openai.SHAPES, ids=lambda shape: shape.dialect.name)
def test_a_body_is_known_by_its_messages_and_taken_byte_for_byte(shape):
    raw = json.dumps(json.loads(shape.body(shape.conversation(READS))), indent=1)
    found = request(raw, DIALECTS)
    assert (found.dialect, found.body) == (shape.dialect, raw.encode())
    assert request(ANTHROPIC, DIALECTS).dialect is DIALECTS["anthropic"]


def test_gemini_names_the_model_in_the_url_alone():
    raw = json.dumps({"contents": openai.gemini(READS)})
    assert request(raw, DIALECTS).dialect is DIALECTS["gemini"]
    assert [name for name, _ in found_in(recorded(raw))] == ["gemini"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        rows(9),
        log(9),
        '{"messages": [{"role": "user", "content": "x"}]}',
        '{"model": "m", "messages": "x"}',
        '{"model": "m", "messages": [{"user": "x"}]}',
        '{"model": 7, "messages": [{"role": "user", "content": "x"}]}',
        "[" * 100_000,
    ],
)
def test_anything_else_is_no_request_and_no_recording(text):
    assert request(text, DIALECTS) is None
    assert sessions(text, DIALECTS) == []


def test_of_a_session_that_grows_the_last_request_is_told_though_the_cache_mark_moves():
    messages = conversation(READS)
    grown = [body(marked(messages[:k], k - 1)) for k in (1, 3, 5)]
    assert found_in(recorded(*grown)) == [("anthropic", json.loads(grown[-1]))]


def test_other_sessions_between_and_the_same_request_again_are_told_once():
    title = body(conversation([], prompt="a title"))
    chat = openai.CHAT.body(openai.chat(LOG))
    one, two = body(conversation(READS[:1])), body(conversation(READS))
    found = found_in(recorded(one, title, two, chat, title, two, chat))
    assert [name for name, _ in found] == ["anthropic", "anthropic", "openai_chat"]
    assert [told for _, told in found] == [json.loads(r) for r in (title, two, chat)]


def test_records_of_other_things_are_passed_over_and_plain_bodies_are_records_too():
    lines = [json.dumps({"method": "HEAD"}), json.dumps({"body": None}), ANTHROPIC, "not json"]
    assert found_in("\n".join(lines)) == [("anthropic", json.loads(ANTHROPIC))]
    assert found_in(recorded(ANTHROPIC)) == [("anthropic", json.loads(ANTHROPIC))]


def test_a_request_that_cannot_be_read_begins_no_other():
    broken = '{"model":"m","messages":[{"role":"user","content":"x","content":"x"}],"tools":[]}'
    assert len(sessions(f"{broken}\n{ANTHROPIC}\n", DIALECTS)) == 2
