import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headroom_cli.mcp import jsonrpc

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
)
MEMBERS = st.dictionaries(st.sampled_from(["jsonrpc", "id", "method", "params", "result", "error"]), JSON)


def echo(method, params):
    if method == "refuse":
        raise jsonrpc.RpcError(jsonrpc.INVALID_PARAMS, "no")
    return {"method": method, "params": params}


def send(message):
    answer = jsonrpc.handle(json.dumps(message).encode(), echo)
    return None if answer is None else json.loads(answer)


def error_of(message):
    return send(message)["error"]["code"]


@pytest.mark.parametrize("ident", [1, "one", 0, None])
def test_a_request_gets_one_answer_with_its_own_id(ident):
    assert send({"jsonrpc": "2.0", "id": ident, "method": "m", "params": {"a": 1}}) == {
        "jsonrpc": "2.0",
        "id": ident,
        "result": {"method": "m", "params": {"a": 1}},
    }


@pytest.mark.parametrize("method", ["m", "refuse"])
def test_a_notification_gets_no_answer(method):
    assert send({"jsonrpc": "2.0", "method": method}) is None


@pytest.mark.parametrize("stray", [{"id": 1, "result": {}}, {"id": 1, "error": {"code": 1, "message": "x"}}])
def test_an_answer_from_the_client_gets_no_answer(stray):
    assert send(stray) is None


def test_a_refusal_is_an_error_with_its_code():
    assert send({"id": 1, "method": "refuse"})["error"] == {"code": -32602, "message": "no"}


def test_missing_params_are_empty():
    assert send({"id": 1, "method": "m"})["result"]["params"] == {}


@pytest.mark.parametrize("broken", [b"", b"{", b"\xff\xfe", b"[" * 100_000, b'{"a":1}}'])
def test_what_is_not_json_is_a_parse_error(broken):
    assert json.loads(jsonrpc.handle(broken, echo)) == {
        "jsonrpc": "2.0",
        "id": None,
        "error": {"code": -32700, "message": "not JSON"},
    }


@pytest.mark.parametrize(
    "wrong",
    [1, "m", None, [], [[]], {"id": [], "method": "m"}, {"id": 0.5, "method": "m"}, {"id": 1}, {"id": 1, "method": 2}],
)
def test_what_is_no_request_is_an_invalid_request(wrong):
    answer = send(wrong)
    assert (answer[0] if isinstance(answer, list) else answer)["error"]["code"] == -32600


def test_params_that_are_a_list_are_refused():
    assert error_of({"id": 1, "method": "m", "params": [1]}) == -32602


def test_a_batch_gets_the_answers_of_its_requests_in_order():
    batch = [{"id": 1, "method": "a"}, {"method": "n"}, {"id": 2, "method": "refuse"}, 7]
    assert [(a["id"], "error" in a) for a in send(batch)] == [(1, False), (2, True), (None, True)]


def test_a_batch_of_notifications_gets_no_answer():
    assert send([{"method": "a"}, {"method": "b"}]) is None


def test_lone_surrogates_pass():
    assert send({"id": 1, "method": "\ud800"})["result"]["method"] == "\ud800"


@settings(max_examples=60, deadline=None)
@given(st.binary() | (JSON | MEMBERS | st.lists(MEMBERS)).map(lambda value: json.dumps(value).encode()))
def test_no_message_raises_and_every_answer_is_one_line_of_json(message):
    answer = jsonrpc.handle(message, echo)
    assert answer is None or (json.loads(answer) and b"\n" not in answer)
