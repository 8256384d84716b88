"""The Messages API as the agents speak it."""

import json

import pytest

from headroom_cli.dialects import NotReadable
from headroom_cli.dialects.anthropic import PLUGIN as ANTHROPIC
from tests.fakes.conversations import body, conversation, marked


def blocks_of(message: object) -> list:
    return list(ANTHROPIC.message(json.dumps(message, ensure_ascii=False).encode()).blocks)


@pytest.mark.parametrize("path", ["/v1/messages", "/messages", "/v1/v1/messages"])
def test_conversations_are_posted_to_any_spelling_of_the_path(path):
    assert ANTHROPIC.speaks("POST", path)
    assert ANTHROPIC.canonical(path) == "/v1/messages"


@pytest.mark.parametrize(
    ("method", "path"),
    [("POST", "/v1/messages/count_tokens"), ("GET", "/v1/messages"), ("POST", "/v1/messagesx"), ("HEAD", "/")],
)
def test_nothing_else_is_a_conversation(method, path):
    assert not ANTHROPIC.speaks(method, path)


def test_counting_goes_to_the_canonical_path_and_others_stay_as_they_are():
    assert ANTHROPIC.canonical("/messages/count_tokens") == "/v1/messages/count_tokens"
    assert ANTHROPIC.canonical("/api/hello") == "/api/hello"


def test_a_request_is_the_providers_by_its_path_or_its_headers():
    assert ANTHROPIC.home("/v1/messages/batches", {})
    assert ANTHROPIC.home("/v1/models", {"x-api-key": "k"})
    assert ANTHROPIC.home("/v1/models", {"anthropic-version": "2023-06-01"})
    assert not ANTHROPIC.home("/v1/models", {"authorization": "Bearer k"})


def test_an_outline_gives_the_messages_where_they_stand():
    messages = conversation([("Read", {"file_path": "a"}, "text")])
    raw = body(messages)
    outline = ANTHROPIC.outline(raw)
    assert [json.loads(raw[a:b]) for a, b in outline.messages] == messages
    assert (outline.model, outline.streaming, outline.clears) == ("claude-sonnet-4-6", True, False)
    assert outline.tools == ("Read", "Bash", "headroom_retrieve")


def test_a_request_without_tools_is_untouchable():
    assert ANTHROPIC.outline(body(conversation([]), tools=())).untouchable


def test_edits_that_clear_tool_uses_are_noticed():
    clearing = {"edits": [{"type": "clear_tool_uses_20250919"}]}
    thinking = {"edits": [{"type": "clear_thinking_20251015", "keep": "all"}]}
    assert ANTHROPIC.outline(body([], context_management=clearing)).clears
    assert not ANTHROPIC.outline(body([], context_management=thinking)).clears


@pytest.mark.parametrize("raw", [b"", b"[]", b'{"messages":[]}', b'{"model":"x"}', b'{"model":"x","messages":{}}'])
def test_a_foreign_body_is_not_readable(raw):
    with pytest.raises(NotReadable):
        ANTHROPIC.outline(raw)


def test_texts_calls_and_results_are_blocks_and_nothing_else_is():
    message = {
        "role": "user",
        "content": [
            {"type": "thinking", "thinking": "secret", "signature": "sig"},
            {"type": "text", "text": "h\u00e9llo", "cache_control": {"type": "ephemeral"}},
            {"type": "image", "source": {"data": "AAAA"}},
            {"type": "tool_use", "id": "t1", "name": "Bash", "input": {"command": "ls"}},
            {"type": "server_tool_use", "id": "t2", "name": "web_search", "input": {}},
            {"type": "tool_result", "tool_use_id": "t1", "content": "out", "is_error": True},
            {"type": "tool_result", "tool_use_id": "t3", "content": [{"type": "text", "text": "a"}, {"type": "image"}]},
            {"type": "tool_result", "tool_use_id": "t4"},
            {"type": "something_new", "text": "x"},
        ],
    }
    found = blocks_of(message)
    assert [(b.kind, b.text, b.call, b.tool, b.error) for b in found] == [
        ("text", "h\u00e9llo", "", "", False),
        ("call", '{"command": "ls"}', "t1", "Bash", False),
        ("result", "out", "t1", "", True),
        ("result", "a", "t3", "", False),
    ]


def test_a_blocks_span_is_its_json_string():
    part = b'{"type":"tool_result", "tool_use_id":"t","content":[{"text":"a\\u00e9\\n","type":"text"}]}'
    raw = b'{ "content" : [ ' + part + b' ],"role":"user"}'
    [block] = ANTHROPIC.message(raw).blocks
    assert raw[slice(*block.span)] == b'"a\\u00e9\\n"'
    assert block.text == "a\u00e9\n"


def test_a_lone_surrogate_costs_neither_the_outline_nor_the_other_blocks():
    odd = [{"type": "text", "text": "cut \ud83d"}, {"type": "text", "text": "fine \\ud83d"}]
    raw = json.dumps({"model": "m", "tools": [{"name": "t"}], "messages": [{"role": "user", "content": odd}]}).encode()
    [(start, end)] = ANTHROPIC.outline(raw).messages
    assert [b.text for b in ANTHROPIC.message(raw[start:end]).blocks] == ["cut \ud83d", "fine \\ud83d"]


def test_a_lone_surrogate_beside_an_escaped_backslash_is_found():
    for text in (rb'"\\ud83d\ude00"', rb'"\\ud8xx\udc00"', rb'"\\\ud83d"'):
        raw = b'{"model":"m","tools":[{"name":"t"}],"messages":[{"role":"user","content":%b}]}' % text
        [(start, end)] = ANTHROPIC.outline(raw).messages
        assert [b.text for b in ANTHROPIC.message(raw[start:end]).blocks] == [json.loads(text)]


@pytest.mark.parametrize("content", [b"null", b"7", b"{}", b"[]", b'""'])
def test_a_message_without_content_is_a_message(content):
    message = ANTHROPIC.message(b'{"role":"user","content":%b}' % content)
    assert (message.role, message.resets, [b.text for b in message.blocks]) == (
        "user",
        False,
        [""] * (content == b'""'),
    )


@pytest.mark.parametrize("raw", [b'{"role":"user"}', b'{"role":"user","role":"user","content":""}', b"3", b'{"role":'])
def test_a_foreign_message_is_not_readable(raw):
    with pytest.raises(NotReadable):
        ANTHROPIC.message(raw)


def test_the_digest_does_not_see_where_the_cache_mark_stands():
    messages = conversation([("Read", {"file_path": "a"}, [{"type": "text", "text": "x"}])])
    for at, message in enumerate(messages):
        moved = marked(messages, at)[at]
        assert moved != message
        digests = {ANTHROPIC.message(json.dumps(m).encode()).digest for m in (message, moved)}
        assert len(digests) == 1


def test_the_digest_sees_everything_else():
    one = {"role": "user", "content": [{"type": "tool_use", "id": "a", "name": "b", "input": {"n": 1.0}}]}
    others = [
        json.dumps(one).replace("1.0", "1"),
        json.dumps(one).replace("1.0", '"1.0"'),
        json.dumps(one).replace('"user"', '"assistant"'),
        json.dumps(one).replace('"n"', '"cache_control"'),
    ]
    digests = {ANTHROPIC.message(m.encode()).digest for m in [json.dumps(one), *others]}
    assert len(digests) == 5


def test_a_compaction_makes_the_provider_forget():
    message = {"role": "assistant", "content": [{"type": "compaction", "content": "summary"}]}
    assert ANTHROPIC.message(json.dumps(message).encode()).resets


def test_errors_have_the_providers_shape():
    said = json.loads(ANTHROPIC.error(502, "no way"))
    assert said == {"type": "error", "error": {"type": "api_error", "message": "no way"}}


def test_the_reader_fits_the_answer():
    assert type(ANTHROPIC.reader(streaming=True)).__name__ == "StreamReader"
    assert type(ANTHROPIC.reader(streaming=False)).__name__ == "DocumentReader"


@pytest.mark.parametrize(
    ("message", "known"),
    [
        ({"role": "user", "content": "hi"}, True),
        ({"role": "assistant", "content": [{"type": "thinking"}, {"type": "tool_use"}]}, True),
        ({"role": "user", "content": [{"type": "input_text", "text": "hi"}]}, False),
        ({"role": "assistant", "content": "", "tool_calls": []}, False),
        ({"role": "tool", "content": "hi"}, False),
        ({"role": "user"}, False),
    ],
)
def test_its_messages_are_known_by_their_parts(message, known):
    assert ANTHROPIC.knows(message) is known


@pytest.mark.parametrize(
    ("path", "way"),
    [
        ("/v1/projects/p/locations/l/publishers/anthropic/models/claude-x@1:streamRawPredict", "Claude by Vertex AI"),
        ("/v1/projects/p/locations/l/publishers/anthropic/models/claude-x:rawPredict", "Claude by Vertex AI"),
        ("/model/anthropic.claude-x-v1%3A0/invoke", "Claude by Bedrock"),
        ("/model/x/invoke-with-response-stream", "Claude by Bedrock"),
        ("/model/x/converse-stream", "Claude by Bedrock"),
        ("/v1/models/x", ""),
        ("/v1/messages/count_tokens", ""),
    ],
)
def test_conversations_by_another_cloud_are_known_and_pass(path, way):
    assert ANTHROPIC.passing(path) == way
    assert not ANTHROPIC.speaks("POST", path)
    assert ANTHROPIC.home(path, {}) or not way
