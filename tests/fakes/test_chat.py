"""The fake provider speaks Chat Completions as strictly as Messages, and bills them as their provider does."""

import json

import pytest

from tests.fakes.provider import FakeProvider
from tests.fakes.script import Conversation, Turn, call, say, turns
from tests.fakes.test_provider import post

TOOL = {"type": "function", "function": {"name": "bash", "description": "runs " * 1200, "parameters": {}}}
CALLED = {"id": "c1", "type": "function", "function": {"name": "bash", "arguments": "{}"}}
CALLS = {"role": "assistant", "content": None, "tool_calls": [CALLED]}
RESULT = {"role": "tool", "tool_call_id": "c1", "content": "a b"}
PATH = "/v1/chat/completions"


def request(*messages, **more):
    return {"model": "gpt-x", "tools": [TOOL], "messages": list(messages)} | more


def user(text):
    return {"role": "user", "content": text}


def ask(provider, body):
    status, _, raw = post(provider, body, PATH)
    assert status == 200, raw
    return json.loads(raw)


def assembled(stream):
    """The message and the usage that a client puts together from server-sent events."""
    *lines, done = [line.removeprefix("data: ") for line in stream.decode().split("\n\n")[:-1]]
    assert done == "[DONE]"
    whole, usage = {"content": None, "refusal": None}, None
    for chunk in map(json.loads, lines):
        usage = chunk["usage"] or usage
        for choice in chunk["choices"]:
            add(whole, choice["delta"])
    return whole, usage


def add(whole, delta):
    for key, value in delta.items():
        if key == "tool_calls":
            for one in value:
                calls = whole.setdefault(key, [])
                if "id" in one:
                    calls.append({k: v for k, v in one.items() if k != "index"})
                else:
                    calls[one["index"]]["function"]["arguments"] += one["function"]["arguments"]
        elif key == "content" and value is not None:
            whole[key] = (whole[key] or "") + value
        elif key == "role":
            whole[key] = value


@pytest.mark.parametrize(
    "turn", [say("Fine."), call("bash", command="ls é"), Turn(text="So:", calls=(("a", {}), ("b", {})))]
)
def test_the_stream_says_the_same_message_as_the_json_answer(turn):
    with FakeProvider(turns(turn)) as provider:
        whole = ask(provider, request(user("go")))
        _, _, stream = post(provider, request(user("go"), stream=True, stream_options={"include_usage": True}), PATH)
        _, _, silent = post(provider, request(user("go"), stream=True), PATH)
    said, usage = assembled(stream)
    assert said == whole["choices"][0]["message"]
    assert usage["completion_tokens"] == whole["usage"]["completion_tokens"]
    assert assembled(silent) == (said, None)


def test_the_script_reads_tools_results_and_turns_as_in_any_other_api():
    seen = []

    def script(conversation: Conversation) -> Turn:
        seen.append((conversation.turn, conversation.prompt, conversation.tools, conversation.last_result()))
        return say("ok")

    with FakeProvider(script) as provider:
        ask(provider, request({"role": "system", "content": "Be."}, user("go"), CALLS, RESULT))
    assert seen == [(1, "go", ["bash"], "a b")]


BAD = {
    "no messages": request(),
    "unknown role": request({"role": "tutor", "content": "x"}),
    "no content": request({"role": "user"}),
    "no text and no call": request(user("a"), {"role": "assistant", "content": None}),
    "empty parts": request(user([])),
    "unanswered call": request(user("a"), CALLS, user("b")),
    "answer to no call": request(user("a"), RESULT),
    "call answered twice": request(user("a"), CALLS, RESULT, RESULT),
    "result after text": request(user("a"), CALLS, user("b"), RESULT),
    "arguments no text": request(user("a"), {**CALLS, "tool_calls": [{**CALLED, "function": {}}]}, RESULT),
    "usage without stream": request(user("a"), stream_options={"include_usage": True}),
    "bad name": request(user("a"), tools=[{"type": "function", "function": {"name": "a b"}}]),
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


def test_a_prefix_is_kept_without_being_asked_and_keeping_it_costs_nothing():
    with FakeProvider() as provider:
        first = ask(provider, request(user("go")))
        later = ask(provider, request(user("go"), CALLS, RESULT))
    assert first["usage"]["prompt_tokens_details"]["cached_tokens"] == 0
    assert later["usage"]["prompt_tokens_details"]["cached_tokens"] == first["usage"]["prompt_tokens"]
    assert provider.bill({"5m": 1e6, "1h": 1e6, "input": 0, "output": 0, "cache_read": 0}) == 0


@pytest.mark.parametrize("changed", [user("GO"), user("go") | {"name": "me"}, {"role": "system", "content": "go"}])
def test_a_changed_prefix_is_found(changed):
    with FakeProvider() as provider:
        ask(provider, request(user("now"), user("go"), CALLS, RESULT))
        ask(provider, request(user("now"), changed, CALLS, RESULT, user("x")))
    assert len(provider.prefix_changes()) == 1


def test_mistrals_models_say_a_call_in_one_piece_and_always_the_usage():
    with FakeProvider(turns(call("bash", command="ls " * 30))) as provider:
        whole = ask(provider, request(user("go"), model="mistral-x"))
        _, _, stream = post(provider, request(user("go"), model="mistral-x", stream=True), PATH)
    said, usage = assembled(stream)
    assert said == whole["choices"][0]["message"]
    assert usage is not None
    assert stream.count(b'"tool_calls":[') == 1
