"""The fake provider speaks the Responses API as strictly as Messages, and bills it as its provider does."""

import json

import pytest

from tests.fakes.answer import signature
from tests.fakes.provider import FakeProvider
from tests.fakes.script import Conversation, Turn, say, turns
from tests.fakes.test_provider import post

TOOL = {"type": "function", "name": "bash", "description": "runs " * 1200, "parameters": {}}
SPACE = {"type": "namespace", "name": "mcp__x", "tools": [{"type": "function", "name": "fetch"}]}
CALLED = {"type": "function_call", "call_id": "c1", "name": "bash", "arguments": "{}"}
OUTPUT = {"type": "function_call_output", "call_id": "c1", "output": [{"type": "input_text", "text": "a b"}]}
THOUGHT = {
    "type": "reasoning",
    "summary": [{"type": "summary_text", "text": "hm"}],
    "encrypted_content": signature("hm"),
}
PATH = "/v1/responses"


def request(*items, **more):
    return {"model": "gpt-x", "tools": [TOOL, SPACE], "input": list(items)} | more


def user(text):
    return {"type": "message", "role": "user", "content": [{"type": "input_text", "text": text}]}


def ask(provider, body):
    status, _, raw = post(provider, body, PATH)
    assert status == 200, raw
    return json.loads(raw)


EVERYTHING = Turn(
    thinking="Hm.", text="So:", calls=(("bash", {"cmd": "é"}), ("exec", {"input": "x"}), ("mcp__x.fetch", {"a": 1}))
)


@pytest.mark.parametrize("turn", [say("Fine."), say("Cut", stop="max_tokens"), EVERYTHING])
def test_the_stream_says_the_same_response_as_the_json_answer(turn):
    with FakeProvider(turns(turn)) as provider:
        whole = ask(provider, request(user("go")))
        _, _, stream = post(provider, request(user("go"), stream=True), PATH)
    events = [json.loads(one.partition("data: ")[2]) for one in stream.decode().split("\n\n")[:-1]]
    assert [e["sequence_number"] for e in events] == list(range(len(events)))
    assert events[-1]["response"]["output"] == whole["output"]
    assert [e["item"] for e in events if e["type"] == "response.output_item.done"] == whole["output"]
    assert "".join(e["delta"] for e in events if e["type"] == "response.output_text.delta") == turn.text


def test_the_kinds_of_calls_are_told_apart():
    with FakeProvider(turns(EVERYTHING)) as provider:
        output = ask(provider, request(user("go")))["output"]
    assert [item["type"] for item in output] == [
        "reasoning", "message", "function_call", "custom_tool_call", "function_call"
    ]  # fmt: skip
    assert [(i.get("namespace"), i["name"]) for i in output[2:]] == [
        (None, "bash"),
        (None, "exec"),
        ("mcp__x", "fetch"),
    ]
    assert (output[2]["arguments"], output[3]["input"]) == ('{"cmd": "\\u00e9"}', "x")


def test_the_script_reads_tools_results_and_turns_as_in_any_other_api():
    seen = []

    def script(conversation: Conversation) -> Turn:
        seen.append((conversation.turn, conversation.prompt, conversation.tools, conversation.last_result()))
        return say("ok")

    added = {"type": "additional_tools", "role": "developer", "tools": [{"type": "custom", "name": "exec"}]}
    with FakeProvider(script) as provider:
        ask(provider, request(added, user("go"), user("on"), THOUGHT, CALLED, OUTPUT))
        ask(provider, request(input="go", tools=None))
    assert seen == [(1, "go\non", ["bash", "mcp__x.fetch", "exec"], "a b"), (0, "go", [], "")]


BAD = {
    "no items": request(),
    "unknown role": request({"role": "tutor", "content": "x"}),
    "no content": request({"role": "user"}),
    "said as if heard": request(user("a"), {"role": "assistant", "content": user("b")["content"]}),
    "a part without a type": request({"role": "user", "content": [{"text": "x"}]}),
    "a text without text": request({"role": "user", "content": [{"type": "input_text"}]}),
    "unanswered call": request(user("a"), CALLED, user("b")),
    "answer to no call": request(user("a"), OUTPUT),
    "call answered twice": request(user("a"), CALLED, OUTPUT, OUTPUT),
    "arguments no text": request(user("a"), CALLED | {"arguments": {}}, OUTPUT),
    "output no text": request(user("a"), CALLED, OUTPUT | {"output": None}),
    "forged reasoning": request(user("a"), THOUGHT | {"summary": []}),
    "bad name": request(user("a"), tools=[{"type": "function", "name": "a b"}]),
    "no JSON": b"{",
    "no object": b"[]",
}  # fmt: skip


@pytest.mark.parametrize("body", BAD.values(), ids=BAD)
def test_what_the_api_would_refuse_is_refused_in_its_shape_and_remembered(body):
    with FakeProvider() as provider:
        status, _, raw = post(provider, body, PATH)
    assert status == 400
    assert json.loads(raw)["error"]["type"] == "invalid_request_error"
    assert provider.violations


def test_a_prefix_is_kept_without_being_asked():
    with FakeProvider() as provider:
        first = ask(provider, request(user("go")))
        later = ask(provider, request(user("go"), CALLED, OUTPUT))
    assert first["usage"]["input_tokens_details"]["cached_tokens"] == 0
    assert later["usage"]["input_tokens_details"]["cached_tokens"] == first["usage"]["input_tokens"]


@pytest.mark.parametrize("changed", [user("GO"), user("go") | {"id": "m1"}, {"role": "developer", "content": "go"}])
def test_a_changed_prefix_is_found(changed):
    with FakeProvider() as provider:
        ask(provider, request(user("now"), CALLED, OUTPUT, user("go")))
        ask(provider, request(user("now"), CALLED, OUTPUT, changed, user("x")))
    assert len(provider.prefix_changes()) == 1
