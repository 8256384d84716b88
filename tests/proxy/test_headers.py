"""Which headers cross."""

import pytest
from multidict import CIMultiDict

from headroom_cli.proxy.headers import is_browser, is_local_host, to_agent, to_provider, wants_upgrade

SENT = [
    ("Host", "127.0.0.1:1"),
    ("Connection", "keep-alive, X-Hop"),
    ("X-Hop", "1"),
    ("Content-Length", "3"),
    ("Content-Encoding", "gzip"),
    ("Accept-Encoding", "gzip, br"),
    ("anthropic-beta", "a"),
    ("anthropic-beta", "b"),
    ("x-api-key", "k"),
    ("X-Headroom-Bypass", "true"),
    ("Transfer-Encoding", "chunked"),
    ("Expect", "100-continue"),
]


def test_hop_headers_and_ours_stay_and_the_rest_crosses_in_order_and_number():
    crossed = to_provider(SENT, plain_body=False, plain_answer=False)
    assert list(crossed.items()) == [
        ("Content-Encoding", "gzip"),
        ("Accept-Encoding", "gzip, br"),
        ("anthropic-beta", "a"),
        ("anthropic-beta", "b"),
        ("x-api-key", "k"),
    ]


def test_a_decoded_body_loses_its_coding_and_a_read_answer_is_asked_for_plain():
    crossed = to_provider(SENT, plain_body=True, plain_answer=True)
    assert "content-encoding" not in crossed
    assert crossed.getall("accept-encoding") == ["identity"]


def test_the_providers_headers_reach_the_agent():
    answered = [("Retry-After", "7"), ("request-id", "r1"), ("Keep-Alive", "timeout=5"), ("Content-Length", "9")]
    assert list(to_agent(answered).items()) == [("Retry-After", "7"), ("request-id", "r1"), ("Content-Length", "9")]
    assert "Content-Length" not in to_agent(answered, as_long=False)


@pytest.mark.parametrize("host", ["127.0.0.1:8787", "localhost", "LOCALHOST:1", "[::1]:80", "127.0.0.1"])
def test_this_machine_is_local(host):
    assert is_local_host(host)


@pytest.mark.parametrize("host", ["evil.test", "127.0.0.1.evil.test", "localhost.evil.test:80", "", "[::1", "10.0.0.1"])
def test_everything_else_is_not(host):
    assert not is_local_host(host)


def test_a_web_page_is_told_from_a_program():
    assert is_browser(CIMultiDict({"Origin": "https://evil.test"}))
    assert is_browser(CIMultiDict({"Sec-Fetch-Site": "same-origin"}))
    assert is_browser(CIMultiDict({"Origin": "null"}))
    assert not is_browser(CIMultiDict({"anthropic-dangerous-direct-browser-access": "true"}))
    assert not is_browser(CIMultiDict({"Origin": "vscode-webview://x"}))


def test_a_websocket_is_told_from_an_offer_of_another_http():
    assert wants_upgrade(CIMultiDict({"Connection": "keep-alive, Upgrade", "Upgrade": "WebSocket"}))
    assert not wants_upgrade(CIMultiDict({"Connection": "Upgrade, HTTP2-Settings", "Upgrade": "h2c"}))
    assert not wants_upgrade(CIMultiDict({"Upgrade": "websocket"}))
