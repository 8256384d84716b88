"""The fake provider is strict where the real one is, streams as it does, and bills as it does."""

import json
from http.client import HTTPConnection, IncompleteRead, RemoteDisconnected
from urllib.parse import urlsplit

import pytest

from tests.fakes.provider import FakeProvider
from tests.fakes.script import Fault, Turn, call, say, turns

TOOL = {"name": "Bash", "description": "runs " * 1200, "input_schema": {"type": "object"}}
MARK = {"cache_control": {"type": "ephemeral"}}
HOUR = {"cache_control": {"type": "ephemeral", "ttl": "1h"}}


def request(*messages, stream=False, **more):
    return {"model": "claude-x", "max_tokens": 99, "stream": stream, "tools": [TOOL], "messages": list(messages)} | more


def user(*blocks):
    return {"role": "user", "content": list(blocks)}


def text(said, **more):
    return {"type": "text", "text": said} | more


def post(provider, body, path="/v1/messages"):
    connection = HTTPConnection("127.0.0.1", urlsplit(provider.url).port, timeout=10)
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()
    connection.request("POST", path, raw, {"content-type": "application/json"})
    response = connection.getresponse()
    try:
        return response.status, dict(response.getheaders()), response.read()
    finally:
        connection.close()


def answer(provider, body):
    status, _, raw = post(provider, body)
    assert status == 200, raw
    return json.loads(raw)


def assembled(stream):
    """The message that a client puts together from server-sent events."""
    whole = {}
    for event in stream.decode().split("\n\n")[:-1]:
        data = json.loads(event.split("data: ", 1)[1])
        match data["type"]:
            case "message_start":
                whole = data["message"]
            case "content_block_start":
                whole["content"].append(data["content_block"])
                pieces = []
            case "content_block_delta":
                pieces.append(data["delta"])
            case "content_block_stop":
                finish(whole["content"][-1], pieces)
            case "message_delta":
                whole |= data["delta"] | {"usage": data["usage"]}
    return whole


def finish(block, pieces):
    for piece in pieces:
        kind = piece.pop("type")
        (key, value), *_ = piece.items()
        if kind == "input_json_delta":
            block["input"] = value if block["input"] == {} else block["input"] + value
        else:
            block[key] += value
    if block["type"] == "tool_use":
        block["input"] = json.loads(block["input"])


def test_the_stream_says_the_same_message_as_the_json_answer():
    turn = Turn(thinking="Let me think about it.", text="Looking at it now.", calls=(("Bash", {"command": "ls é"}),))
    with FakeProvider(turns(turn)) as provider:
        whole = answer(provider, request(user(text("go"))))
        _, headers, stream = post(provider, request(user(text("go")), stream=True))
    assert headers["Content-Type"].startswith("text/event-stream")
    assert assembled(stream) == whole
    assert [b["type"] for b in whole["content"]] == ["thinking", "text", "tool_use"]
    assert whole["stop_reason"] == "tool_use"


def test_the_kth_turn_is_said_to_the_kth_request_and_again_to_its_retry():
    with FakeProvider(turns(call("Bash", command="ls"), say("done"))) as provider:
        first = answer(provider, request(user(text("go"))))
        again = answer(provider, request(user(text("go"))))
        result = {"type": "tool_result", "tool_use_id": first["content"][0]["id"], "content": "a b"}
        last = answer(
            provider, request(user(text("go")), {"role": "assistant", "content": first["content"]}, user(result))
        )
    assert first == again | {"usage": first["usage"]}
    assert last["content"] == [text("done")]
    assert provider.violations == []


CALLED = {"role": "assistant", "content": [{"type": "tool_use", "id": "t1", "name": "Bash", "input": {}}]}
RESULT = {"type": "tool_result", "tool_use_id": "t1", "content": "ok"}
BAD = {
    "no messages": request(),
    "assistant first": request({"role": "assistant", "content": "hi"}),
    "unknown role": request(user(text("a")), {"role": "tool", "content": "x"}),
    "empty text": request(user(text(""))),
    "blank text": request(user(text(" \n"))),
    "unanswered call": request(user(text("a")), CALLED, user(text("b"))),
    "answer to no call": request(user(RESULT)),
    "call answered twice": request(user(text("a")), CALLED, user(RESULT, RESULT)),
    "result after text": request(user(text("a")), CALLED, user(text("b"), RESULT)),
    "call repeated": request(user(text("a")), CALLED, user(RESULT), CALLED, user(RESULT)),
    "five breakpoints": request(user(*[text(str(i), **MARK) for i in range(5)])),
    "short before long life": request(user(text("a", **MARK), text("b", **HOUR))),
    "same tool twice": request(user(text("a")), tools=[TOOL, TOOL]),
    "forged thinking": request(
        user(text("a")),
        {"role": "assistant", "content": [{"type": "thinking", "thinking": "x", "signature": "RmFrZVNpZ25hdHVyZWQ=="}]},
        user(text("b")),
    ),
    "no JSON": b"{",
    "no object": b"[]",
}  # fmt: skip


@pytest.mark.parametrize("body", BAD.values(), ids=BAD)
def test_what_the_api_would_refuse_is_refused_in_its_shape_and_remembered(body):
    with FakeProvider() as provider:
        status, _, raw = post(provider, body)
    assert status == 400
    assert json.loads(raw)["error"]["type"] == "invalid_request_error"
    assert provider.violations


def test_an_unknown_path_and_a_count_are_answered_in_shape():
    four = request(user(text("four words of text")), tools=[])
    with FakeProvider() as provider:
        status, _, raw = post(provider, {}, "/v1/models")
        counted = json.loads(post(provider, four, "/v1/messages/count_tokens")[2])
    assert (status, json.loads(raw)["error"]["type"]) == (404, "not_found_error")
    assert counted == {"input_tokens": 4}


def test_faults_spoil_their_attempts_and_the_next_attempt_succeeds():
    limited = Fault(status=429, retry_after=2)
    turn = say("well " * 200, faults=(limited, Fault(hang_up=True), Fault(drop=0.5)))
    with FakeProvider(turns(turn)) as provider:
        body = request(user(text("go")), stream=True)
        status, headers, raw = post(provider, body)
        assert (status, headers["retry-after"]) == (429, "2")
        assert json.loads(raw)["error"]["type"] == "rate_limit_error"
        with pytest.raises((RemoteDisconnected, ConnectionResetError)):
            post(provider, body)
        with pytest.raises((IncompleteRead, ConnectionResetError)):
            post(provider, body)
        assert assembled(post(provider, body)[2])["content"] == [text("well " * 200)]
    assert [r.finished for r in provider.records] == [True, False, False, True]


def test_a_client_that_hangs_up_is_seen_and_is_nobodys_mistake():
    slow = say("well " * 4000, pause=0.01, piece=64)
    with FakeProvider(turns(slow, slow)) as provider:
        connection = HTTPConnection("127.0.0.1", provider.port, timeout=10)
        connection.request("POST", "/v1/messages", json.dumps(request(user(text("go")), stream=True)))
        connection.getresponse().read(10)
        connection.close()
    assert [r.finished for r in provider.records] == [False]
    assert provider.errors == []


def test_a_mistake_in_a_script_is_kept():
    with FakeProvider(lambda conversation: conversation.tool("nothing")) as provider:
        assert post(provider, request(user(text("go"))))[0] == 500
    assert [type(e) for e in provider.errors] == [KeyError]


def usages(provider):
    keys = ("input_tokens", "cache_read_input_tokens", "cache_creation_input_tokens")
    return [tuple(r.usage[k] for k in keys) for r in provider.records]


def test_a_marked_prefix_is_written_once_and_read_by_the_next_turn():
    first = user(text("long " * 1000, **MARK))
    later = [
        {"role": "user", "content": "long " * 1000},
        {"role": "assistant", "content": "ok"},
        user(text("more", **MARK)),
    ]
    with FakeProvider() as provider:
        answer(provider, request(first))
        answer(provider, request(*later))
    (fed, read, written), (fed_later, read_later, written_later) = usages(provider)
    assert (fed, read) == (0, 0)
    assert (fed_later, read_later) == (0, written)
    assert 0 < written_later < 10
    assert provider.prefix_changes() == []


def test_an_entry_dies_five_minutes_after_its_last_use():
    now = [0.0]
    body = request(user(text("long " * 1000, **MARK)))
    with FakeProvider(clock=lambda: now[0]) as provider:
        for at in (0, 299, 597, 898):
            now[0] = at
            answer(provider, body)
    assert [read > 0 for _, read, _ in usages(provider)] == [False, True, True, False]


def test_a_short_prefix_is_not_cached_and_an_hour_is_billed_as_an_hour():
    with FakeProvider() as provider:
        answer(provider, request(user(text("short", **MARK)), tools=[]))
        answer(provider, request(user(text("long " * 2000, **HOUR))))
    short, long = (r.usage for r in provider.records)
    assert short["cache_creation_input_tokens"] == 0
    assert long["cache_creation"]["ephemeral_1h_input_tokens"] == long["cache_creation_input_tokens"] > 1024
    only_hours = dict.fromkeys(("input", "output", "cache_read", "5m"), 0.0) | {"1h": 1e6}
    assert provider.bill(only_hours) == long["cache_creation_input_tokens"]


def test_a_changed_prefix_is_found_and_named():
    with FakeProvider() as provider:
        for body in (
            request(user(text("one")), {"role": "assistant", "content": "ok"}, user(text("two"))),
            request(user(text("one")), {"role": "assistant", "content": "OK"}, user(text("two")), user(text("x"))),
        ):
            answer(provider, body)
            answer(provider, body)
    (change,) = provider.prefix_changes()
    assert (change.where, change.before, change.after) == (
        "messages[1][0]",
        '["assistant",{"type":"text","text":"ok"}]',
        '["assistant",{"type":"text","text":"OK"}]',
    )


def test_the_spelling_of_a_number_is_part_of_the_prefix():
    called = json.dumps(request(user(text("a")), CALLED, user(RESULT))).replace('"input": {}', '"input": {"n": 1.0}')
    with FakeProvider() as provider:
        post(provider, called.encode())
        post(provider, called.replace("1.0}", "1.00}").encode())
    assert [c.where for c in provider.prefix_changes()] == ["messages[1][0]"]
