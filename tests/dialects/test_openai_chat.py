"""Chat Completions as the agents speak them."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headroom_cli.dialects import NotReadable
from headroom_cli.dialects.openai_chat import PLUGIN as CHAT
from headroom_cli.model import Usage
from tests.dialects.test_sse import chunks
from tests.fakes import openai
from tests.fakes.conversations import read_result

SESSION = openai.chat([("Read", {"file_path": "a"}, read_result(1, 9))])
USAGE = {"prompt_tokens": 120, "completion_tokens": 7, "prompt_tokens_details": {"cached_tokens": 100}}


def blocks_of(message: object) -> list:
    return list(CHAT.message(json.dumps(message, ensure_ascii=False).encode()).blocks)


def test_an_outline_gives_the_messages_where_they_stand():
    tools = [{"type": "function", "function": {"name": "mcp__headroom__headroom_retrieve"}}]
    raw = openai.CHAT.body(SESSION, tools=tools)
    outline = CHAT.outline(raw)
    assert [json.loads(raw[a:b]) for a, b in outline.messages] == SESSION
    assert (outline.model, outline.streaming, outline.clears, outline.untouchable) == ("gpt-5.2", True, False, "")
    assert outline.tools == ("mcp__headroom__headroom_retrieve",)


def test_texts_calls_and_results_are_blocks_in_the_order_of_their_keys():
    call = {"id": "c1", "type": "function", "function": {"name": "bash", "arguments": '{"command": "ls"}'}}
    custom = {"id": "c2", "type": "custom", "custom": {"name": "patch", "input": "*** Begin"}}
    said = blocks_of({"role": "assistant", "content": "h\u00e9llo", "refusal": None, "tool_calls": [call, custom, {}]})
    assert [(b.kind, b.role, b.text, b.call, b.tool, dict(b.arguments)) for b in said] == [
        ("text", "assistant", "h\u00e9llo", "", "", {}),
        ("call", "assistant", '{"command": "ls"}', "c1", "bash", {"command": "ls"}),
        ("call", "assistant", "*** Begin", "c2", "patch", {"input": "*** Begin"}),
    ]
    [answer] = blocks_of({"role": "tool", "tool_call_id": "c1", "content": "out"})
    assert (answer.kind, answer.role, answer.text, answer.call, answer.error) == ("result", "tool", "out", "c1", False)


def test_parts_that_are_no_text_and_reasoning_are_no_blocks():
    image = {"type": "image_url", "image_url": {"url": "data:"}}
    parts = [{"type": "text", "text": "a"}, image, {"type": "new", "text": "b"}, {"type": "text", "text": "c"}]
    assert [b.text for b in blocks_of({"role": "tool", "tool_call_id": "c", "content": parts})] == ["a", "c"]
    assert [b.text for b in blocks_of({"role": "user", "content": parts})] == ["a", "c"]
    assert blocks_of({"role": "assistant", "content": None, "reasoning_content": "hm", "refusal": "no"}) == []


def test_a_blocks_span_is_its_json_string():
    raw = b'{ "content" : [ {"text":"a\\u00e9\\n","type":"text"}],"tool_call_id":"c","role":"tool"}'
    [block] = CHAT.message(raw).blocks
    assert (raw[slice(*block.span)], block.text) == (b'"a\\u00e9\\n"', "a\u00e9\n")


def test_a_lone_surrogate_costs_neither_the_outline_nor_the_other_blocks():
    odd = [{"role": "user", "content": [{"type": "text", "text": "cut \ud83d"}, {"type": "text", "text": "fine"}]}]
    raw = json.dumps({"model": "m", "messages": odd}).encode()
    [(start, end)] = CHAT.outline(raw).messages
    assert [b.text for b in CHAT.message(raw[start:end]).blocks] == ["cut \ud83d", "fine"]


def test_the_digest_is_that_of_the_bytes():
    one, other = b'{"role":"user","content":"x"}', b'{"role": "user","content":"x"}'
    assert CHAT.message(one).digest == CHAT.message(bytes(one)).digest != CHAT.message(other).digest


def test_a_body_that_names_no_model_is_not_readable():
    with pytest.raises(NotReadable):
        CHAT.outline(b'{"messages":[]}')


@pytest.mark.parametrize(
    ("message", "known"),
    [
        ({"role": "user", "content": "hi"}, True),
        ({"role": "tool", "tool_call_id": "c", "content": [{"type": "text", "text": "x"}]}, True),
        ({"role": "assistant", "content": None, "tool_calls": []}, True),
        ({"role": "user", "content": [{"type": "tool_result"}]}, False),
        ({"type": "message", "role": "user", "content": "hi"}, False),
        ({"role": "model", "parts": []}, False),
    ],
)
def test_its_messages_are_known_by_role_and_parts(message, known):
    assert CHAT.knows(message) is known


def chunk(**more) -> dict:
    return {"object": "chat.completion.chunk", "choices": [{"delta": {"content": "usage \u00e9"}}], **more}


def stream(*events: dict) -> bytes:
    return b"".join(b"data: %b\n\n" % json.dumps(e, ensure_ascii=False).encode() for e in events) + b"data: [DONE]\n\n"


@given(st.lists(st.integers(0, 10_000), max_size=12))
def test_the_usage_of_the_last_chunk_is_read_at_any_chunking(cuts):
    reader, whole = CHAT.reader(streaming=True), stream(chunk(usage=None), chunk(), chunk(choices=[], usage=USAGE))
    assert b"".join(map(reader.feed, chunks(whole, cuts))) + reader.close() == whole
    assert reader.usage == Usage(input=20, output=7, cache_read=100, reported=True)
    assert reader.error == ""


def test_a_stream_without_usage_tells_none():
    reader = CHAT.reader(streaming=True)
    reader.feed(stream(chunk(), chunk()))
    assert reader.usage == Usage()


def test_an_error_is_noticed_in_a_stream_and_in_a_document():
    raw = {"error": {"message": "x", "type": "server_error", "code": None}}
    reader, whole = CHAT.reader(streaming=True), CHAT.reader(streaming=False)
    reader.feed(stream(chunk(), raw))
    whole.feed(json.dumps(raw).encode())
    whole.close()
    assert (reader.error, whole.error) == ("server_error", "server_error")


def test_a_document_tells_its_usage():
    reader = CHAT.reader(streaming=False)
    reader.feed(json.dumps({"object": "chat.completion", "choices": [], "usage": USAGE}).encode())
    reader.close()
    assert (reader.usage.input, reader.usage.cache_read, reader.usage.output) == (20, 100, 7)
