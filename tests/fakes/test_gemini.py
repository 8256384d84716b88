"""The fake provider speaks Gemini's API as strictly as the others."""

import json

import pytest

from tests.fakes.provider import FakeProvider
from tests.fakes.script import Conversation, Turn, call, say, turns
from tests.fakes.test_provider import post

TOOL = {"functionDeclarations": [{"name": "bash", "description": "runs " * 1200}]}
CALLED = {"functionCall": {"name": "bash", "args": {"command": "ls"}}}
ANSWERED = {"functionResponse": {"name": "bash", "response": {"output": "a b"}}}
PATH = "/v1beta/models/gemini-x:generateContent"
STREAM = "/v1beta/models/gemini-x:streamGenerateContent?alt=sse"


def request(*contents, **more):
    return {"contents": list(contents), "tools": [TOOL]} | more


def user(*parts):
    return {"role": "user", "parts": [{"text": part} if isinstance(part, str) else part for part in parts]}


def model(*parts):
    return {**user(*parts), "role": "model"}


def ask(provider, body, path=PATH):
    status, _, raw = post(provider, body, path)
    assert status == 200, raw
    return raw


def assembled(stream):
    """The parts and the end that a client puts together from server-sent events."""
    parts = []
    for event in stream.decode().split("\r\n\r\n")[:-1]:
        (candidate,) = json.loads(event.removeprefix("data: "))["candidates"]
        for part in candidate["content"]["parts"]:
            if parts and "text" in part and parts[-1].keys() == part.keys():
                parts[-1]["text"] += part["text"]
            else:
                parts.append(part)
    return parts, candidate["finishReason"]


@pytest.mark.parametrize(
    "turn",
    [say("Fine. " * 20), call("bash", command="ls é"), Turn(thinking="Hm.", text="So:", calls=(("a", {}), ("b", {})))],
)
def test_the_stream_says_the_same_message_as_the_json_answer(turn):
    with FakeProvider(turns(turn)) as provider:
        (whole,) = json.loads(ask(provider, request(user("go"))))["candidates"]
        stream = ask(provider, request(user("go")), STREAM)
    assert assembled(stream) == (whole["content"]["parts"], whole["finishReason"])


def test_the_script_reads_tools_results_and_turns_as_in_any_other_api():
    seen = []

    def script(conversation: Conversation) -> Turn:
        seen.append((conversation.turn, conversation.prompt, conversation.tools, conversation.last_result()))
        return say("ok")

    with FakeProvider(script) as provider:
        ask(provider, request(user("go"), model(CALLED), user(ANSWERED)))
    assert seen == [(1, "go", ["bash"], "a b")]


BAD = {
    "no contents": request(),
    "unknown role": request({"role": "assistant", "parts": [{"text": "a"}]}),
    "no parts": request({"role": "user", "parts": []}),
    "unanswered call": request(user("a"), model(CALLED), user("b")),
    "call at the end": request(user("a"), model(CALLED)),
    "answer to no call": request(user("a"), model("b"), user(ANSWERED)),
    "call answered twice": request(user("a"), model(CALLED), user(ANSWERED, ANSWERED)),
    "bad name": request(user("a"), tools=[{"functionDeclarations": [{"name": "a b"}]}]),
    "forged call": request(user("a"), model({**CALLED, "thoughtSignature": "RmFrZVNpZ25hdHVyZWQ=="}), user(ANSWERED)),
    "no JSON": b"{",
    "no object": b"[]",
}


@pytest.mark.parametrize("body", BAD.values(), ids=BAD)
def test_what_the_api_would_refuse_is_refused_in_its_shape_and_remembered(body):
    with FakeProvider() as provider:
        status, _, raw = post(provider, body, PATH)
    assert (status, json.loads(raw)["error"]["status"]) == (400, "INVALID_ARGUMENT")
    assert provider.violations


def test_a_call_keeps_its_seal_when_a_client_gives_it_an_id():
    with FakeProvider(turns(call("bash", command="ls"), say("done"))) as provider:
        (whole,) = json.loads(ask(provider, request(user("go"))))["candidates"]
        (part,) = whole["content"]["parts"]
        named = {**part, "functionCall": {"id": "c1", **part["functionCall"]}}
        answered = {"functionResponse": {"id": "c1", **ANSWERED["functionResponse"]}}
        ask(provider, request(user("go"), model(named), user(answered)))
    assert provider.violations == []


def test_a_prefix_is_kept_without_being_asked():
    with FakeProvider() as provider:
        first = json.loads(ask(provider, request(user("go"))))["usageMetadata"]
        later = json.loads(ask(provider, request(user("go"), model(CALLED), user(ANSWERED))))["usageMetadata"]
    assert "cachedContentTokenCount" not in first
    assert later["cachedContentTokenCount"] == first["promptTokenCount"]


@pytest.mark.parametrize("changed", [model("OK"), model({"text": "ok", "thought": True}), user("ok")])
def test_a_changed_prefix_is_found(changed):
    with FakeProvider() as provider:
        ask(provider, request(user("now"), model("ok"), user("go")))
        ask(provider, request(user("now"), changed, user("go"), model("x"), user("y")))
    assert len(provider.prefix_changes()) == 1
