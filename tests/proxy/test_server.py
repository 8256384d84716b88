"""Who is let in, and where requests go."""

import logging
import socket
from dataclasses import replace

import pytest
from aiohttp.test_utils import make_mocked_request

from headroom_cli import registry
from headroom_cli.proxy.server import Routes, _joined
from tests.fakes.conversations import body, conversation, read_result
from tests.fakes.openai import CHAT, GEMINI, RESPONSES
from tests.fakes.provider import FakeProvider
from tests.fakes.proxy import Proxy, ask, said
from tests.fakes.wire import EMPTY, Wire

HELLO = body(conversation([]))


@pytest.fixture(scope="module")
def pair():
    with FakeProvider() as provider, Proxy(provider.url) as proxy:
        yield provider, proxy


@pytest.fixture
def provider(pair):
    pair[0].records.clear()
    return pair[0]


@pytest.fixture
def proxy(pair):
    return pair[1]


def test_a_request_under_the_secret_path_reaches_the_provider(provider, proxy):
    status, _, _ = ask(proxy.url, "POST", "/v1/messages?beta=true", HELLO)
    assert status == 200
    assert provider.records[-1].path.partition("?")[0] == "/v1/messages"


@pytest.mark.parametrize("path", ["/v1/messages", "/wrong/v1/messages", "/s3cretx/v1/messages", "/"])
def test_a_stranger_finds_nothing(provider, proxy, path):
    status, _, _ = ask(f"http://127.0.0.1:{proxy.port}", "POST", path, HELLO)
    assert (status, provider.records) == (404, [])


@pytest.mark.parametrize(
    "headers",
    [{"Host": "evil.test"}, {"Origin": "https://evil.test"}, {"Sec-Fetch-Site": "cross-site"}],
)
def test_foreign_hosts_and_web_pages_are_refused_before_anything_is_read(provider, proxy, headers):
    status, answered, _ = ask(proxy.url, "POST", "/v1/messages", HELLO, headers)
    assert (status, provider.records) == (403, [])
    assert not any(name.startswith("access-control") for name in answered)


@pytest.mark.parametrize("path", ["/messages", "/v1/v1/messages"])
def test_every_habit_of_base_urls_reaches_the_providers_path(provider, proxy, path):
    ask(proxy.url, "POST", path, HELLO)
    assert provider.records[-1].path.partition("?")[0] == "/v1/messages"


def test_any_other_path_is_passed_through_as_it_came(provider, proxy):
    status, _, answer = ask(proxy.url, "POST", "/v1/messages/count_tokens?beta=true", HELLO)
    assert (status, provider.records[-1].raw) == (200, HELLO)
    assert said(answer)["input_tokens"] > 0
    assert ask(proxy.url, "HEAD", "/api/hello")[0] == 200
    assert ask(proxy.url, "GET", "/v1/nothing")[0] == 404


def test_the_model_context_protocol_is_answered_here(provider, proxy):
    ping = b'{"jsonrpc":"2.0","id":1,"method":"ping"}'
    assert said(ask(proxy.url, "POST", "/mcp", ping)[2])["id"] == 1
    assert ask(proxy.url, "GET", "/mcp")[0] == 405
    assert ask(proxy.url, "POST", "/mcp", b'{"jsonrpc":"2.0","method":"notifications/initialized"}')[0] == 202
    assert provider.records == []


def test_an_upgrade_is_answered_at_once(provider, proxy):
    asked = {"Connection": "Upgrade", "Upgrade": "websocket"}
    assert ask(proxy.url, "GET", "/v1/responses", headers=asked)[0] == 426
    assert provider.records == []


GENERATE = "/v1beta/models/gpt-5.2:generateContent"


@pytest.mark.parametrize(
    ("shape", "path", "canonical"),
    [
        (CHAT, "/v1/chat/completions", b"/v1/chat/completions"),
        (CHAT, "/chat/completions?a=b", b"/v1/chat/completions?a=b"),
        (RESPONSES, "/v1/responses", b"/v1/responses"),
        (GEMINI, f"/v1beta{GENERATE}?a=b", f"{GENERATE}?a=b".encode()),
    ],
)
def test_ways_to_speak_are_told_apart_and_shortened(shape, path, canonical):
    read = ("Read", {"file_path": "/a"}, read_result(1, 90))
    request, arrived = shape.body(shape.conversation([read, read])), []
    with Wire(lambda client, came: arrived.append(came) or client.sendall(EMPTY)) as provider:
        upstreams = dict.fromkeys(("anthropic", "openai_chat", "openai_responses", "gemini"), provider.url)
        with Proxy("", upstreams=upstreams) as proxy:
            assert ask(proxy.url, "POST", path, request)[0] == 200
            proxy.stop()
            [exchange] = proxy.exchanges
    head, _, came = arrived[0].partition(b"\r\n\r\n")
    assert head.startswith(b"POST " + canonical + b" HTTP/1.1")
    assert [len(text) < len(read[2]) for text in shape.texts(came)] == [True, True]
    assert (exchange.dialect, exchange.outcome, exchange.model) == (shape.dialect.name, "rewritten", "gpt-5.2")


@pytest.mark.parametrize(
    ("base", "path", "canonical", "url"),
    [
        ("https://a.test", "/v1/messages", "/v1/messages", "https://a.test/v1/messages"),
        ("https://a.test/v1/", "/v1/messages", "/v1/messages", "https://a.test/v1/messages"),
        ("https://a.test/v1", "/v1/v1/messages", "/v1/messages", "https://a.test/v1/messages"),
        ("https://a.test", "/messages", "/v1/messages", "https://a.test/v1/messages"),
        ("https://a.test/v1", "/messages", "/v1/messages", "https://a.test/v1/messages"),
        ("https://a.test/openai", "/responses", "/v1/responses", "https://a.test/openai/responses"),
        ("https://a.test/openai/v1", "/responses", "/v1/responses", "https://a.test/openai/v1/responses"),
        ("https://a.test/v1", "/api/hello", "/api/hello", "https://a.test/v1/api/hello"),
        ("https://a.test/x/v1beta", "/v1beta/models", "/v1beta/models", "https://a.test/x/v1beta/models"),
        ("https://a.test/v1", "/v1beta/models", "/v1beta/models", "https://a.test/v1/v1beta/models"),
    ],
)
def test_the_version_is_said_once_and_a_base_url_that_has_all_is_left_as_it_is(base, path, canonical, url):
    assert _joined(base, path, canonical) == url


def test_behind_the_base_url_of_the_one_client_nothing_is_put_that_it_does_not_say():
    dialects = registry.load_all("dialects")
    routes = Routes(dialects=dialects, upstreams={"openai_chat": "https://a.test"}, exact=True)
    asked = make_mocked_request("POST", "/chat/completions")
    assert routes.errand(asked, asked.path).url == "https://a.test/chat/completions"
    assert replace(routes, exact=False).errand(asked, asked.path).url == "https://a.test/v1/chat/completions"


def test_a_header_may_say_that_a_request_goes_elsewhere():
    arrived = []
    with Wire(lambda client, came: arrived.append(came) or client.sendall(EMPTY)) as other:
        by_header = {"chatgpt-account-id": f"{other.url}/backend-api/codex"}
        with Proxy(
            "http://127.0.0.1:9", upstreams={"openai_responses": "http://127.0.0.1:9"}, by_header=by_header
        ) as proxy:
            assert ask(proxy.url, "POST", "/responses?a=b", HELLO, {"ChatGPT-Account-ID": "me"})[0] == 200
            assert ask(proxy.url, "GET", "/models", headers={"ChatGPT-Account-ID": "me"})[0] == 200
            assert ask(proxy.url, "POST", "/responses", HELLO)[0] == 502
    assert [came.split(b" HTTP")[0] for came in arrived] == [
        b"POST /backend-api/codex/responses?a=b", b"GET /backend-api/codex/models"
    ]  # fmt: skip


def test_without_a_secret_paths_are_as_they_are():
    with FakeProvider() as provider, Proxy(provider.url, secret="") as proxy:
        assert ask(proxy.url, "POST", "/v1/messages", HELLO)[0] == 200


def test_without_an_upstream_there_is_nowhere_to_go():
    with Proxy("", upstreams={}) as proxy:
        assert ask(proxy.url, "POST", "/v1/messages", HELLO)[0] == 404


def said_to(proxy: Proxy, raw: bytes) -> bytes:
    """The first line of the answer to raw bytes."""
    with socket.create_connection(("127.0.0.1", proxy.port), timeout=20) as client:
        client.sendall(raw)
        return client.makefile("rb").readline()


@pytest.mark.parametrize(
    "headers",
    [
        {"Expect": "100-continue"},
        {"Connection": "Upgrade, HTTP2-Settings", "Upgrade": "h2c", "HTTP2-Settings": "AAMAAABk"},
    ],
)
def test_a_clients_habits_are_no_reason_to_refuse_it(provider, proxy, headers):
    assert ask(proxy.url, "POST", "/v1/messages", HELLO, headers)[0] == 200
    assert "expect" not in {name.lower() for name in provider.records[-1].headers}


def test_a_long_token_reaches_the_provider():
    with Wire(lambda client, _: client.sendall(EMPTY)) as provider, Proxy(provider.url) as proxy:
        assert ask(proxy.url, "POST", "/v1/messages", HELLO, {"Authorization": "Bearer " + "t" * 40_000})[0] == 200


@pytest.mark.parametrize(
    "raw",
    [
        b"POST /s3cret/v1/messages HTTP/1.1\r\nHost: localhost\r\nx-api-key: k3y\x01\r\n\r\n",
        b"POST /s3cret/v1/messages k3y HTTP/1.1\r\n\r\n",
        b"POST /s3cret/v1/messages HTTP/1.1\r\nHost: localhost\r\nx-api-key: " + b"k3y" * 30_000 + b"\r\n\r\n",
    ],
)
def test_a_broken_request_is_refused_and_not_quoted_in_the_log(provider, proxy, caplog, raw):
    with caplog.at_level(logging.DEBUG):
        assert b" 400 " in said_to(proxy, raw)
        assert ask(proxy.url, "POST", "/v1/messages", HELLO)[0] == 200
    assert "a request that is not HTTP was refused" in caplog.text
    assert "k3y" not in caplog.text
    assert "s3cret" not in caplog.text
    assert len(provider.records) == 1
