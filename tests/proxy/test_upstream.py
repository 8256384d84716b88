"""The provider as a client sees it."""

import asyncio
import base64
import logging
import re
import socket
import time
from threading import Event, Thread

import aiohttp
import pytest
from multidict import CIMultiDict

from headroom_cli.proxy.upstream import Unreachable, Upstream
from tests.fakes.provider import FakeProvider
from tests.fakes.wire import CHUNKED, EMPTY, Wire

HEADERS = {"authorization": "b" * 20_000}


async def asked(url: str, path: str) -> tuple[int, bytes, dict]:
    upstream = Upstream()
    try:
        async with upstream.send("GET", f"{url}{path}", CIMultiDict({"x-api-key": "k"}), None) as answer:
            return answer.status, await answer.content.read(), dict(answer.headers)
    finally:
        await upstream.close()


def test_an_answer_comes_with_status_headers_and_bytes():
    with FakeProvider() as provider:
        status, content, headers = asyncio.run(asked(provider.url, "/v1/none?a=%2F"))
        assert (status, provider.records[0].path) == (404, "/v1/none?a=%2F")
        assert content.startswith(b"{")
        assert "request-id" in {name.lower() for name in headers}


def test_nothing_is_added_to_the_headers_but_what_one_hop_needs():
    with FakeProvider() as provider:
        asyncio.run(asked(provider.url, "/v1/none"))
        assert {name.lower() for name in provider.records[0].headers} <= {"host", "x-api-key", "accept-encoding"}


def test_no_answer_is_unreachable_and_says_which_host_and_why():
    with pytest.raises(Unreachable, match=r"^127\.0\.0\.1:9 cannot be reached: Connection refused "):
        asyncio.run(asked("http://127.0.0.1:9", "/secret/path"))


def test_a_ca_file_that_cannot_be_read_is_said_and_left_out(tmp_path, caplog):
    bad = tmp_path / "ca.pem"
    bad.write_text("not a certificate")

    async def opened() -> None:
        await Upstream([str(bad), str(tmp_path / "none.pem")]).close()

    with caplog.at_level(logging.WARNING):
        asyncio.run(opened())
    assert [record.levelname for record in caplog.records] == ["WARNING", "WARNING"]


@pytest.mark.filterwarnings("ignore:The 'proxy_auth' parameter:DeprecationWarning")  # until aiohttp 4, which we exclude
def test_the_users_own_proxy_is_asked_under_his_name_for_a_way_to_the_provider(monkeypatch):
    heard = []

    def serve(listener: socket.socket) -> None:
        with listener.accept()[0] as client:
            heard.extend(client.recv(65536).decode().split("\r\n"))
            client.sendall(b"HTTP/1.1 403 Forbidden\r\ncontent-length: 0\r\n\r\n")

    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(20)
        monkeypatch.setenv("https_proxy", f"http://me:secret@127.0.0.1:{listener.getsockname()[1]}")
        monkeypatch.setenv("no_proxy", "")
        thread = Thread(target=serve, args=(listener,))
        thread.start()
        with pytest.raises(Unreachable, match="Forbidden"):
            asyncio.run(asked("https://provider.invalid", "/v1/none"))
        thread.join()
    assert heard[0] == "CONNECT provider.invalid:443 HTTP/1.1"
    assert f"Proxy-Authorization: Basic {base64.b64encode(b'me:secret').decode()}" in heard


@pytest.mark.filterwarnings("ignore:The 'proxy_auth' parameter:DeprecationWarning")
def test_the_users_proxy_may_be_written_without_its_scheme_and_one_of_another_kind_is_named(monkeypatch):
    monkeypatch.setenv("no_proxy", "")
    with Wire(lambda client, _: client.sendall(EMPTY)) as wire:
        monkeypatch.setenv("http_proxy", wire.url.removeprefix("http://"))
        assert asyncio.run(asked_bare("http://one.invalid")) == 200
    monkeypatch.setenv("http_proxy", "socks5://me:secret@127.0.0.1:9")
    with pytest.raises(Unreachable, match=r"two\.invalid cannot be reached: a socks5 proxy"):
        asyncio.run(asked_bare("http://two.invalid"))


async def asked_bare(url: str) -> int:
    upstream = Upstream()
    try:
        async with upstream.send("GET", url, CIMultiDict(), None) as answer:
            return answer.status
    finally:
        await upstream.close()


def test_an_exception_from_the_users_proxy_is_honoured(monkeypatch):
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    monkeypatch.setenv("no_proxy", "localhost")
    with FakeProvider() as provider:
        assert asyncio.run(asked(f"http://localhost:{provider.port}", "/v1/none"))[0] == 404


def through(wire: Wire, ask, path: str = "/"):
    """What `ask(send)` gives, where `send()` is one more request through the same client."""

    async def both():
        upstream = Upstream()
        try:
            return await ask(lambda: upstream.send("POST", wire.url + path, CIMultiDict(HEADERS), b"{}"))
        finally:
            await upstream.close()

    return asyncio.run(both())


def test_an_answer_whose_chunks_become_unreadable_ends_with_an_error():
    def answer(client, _):
        client.sendall(CHUNKED + b"3\r\nabc\r\n")
        begun.wait(10)
        client.sendall(b"no chunk\r\n")

    async def ask(send):
        async with send() as answer:
            assert await answer.content.readany() == b"abc"
            begun.set()
            with pytest.raises(aiohttp.ClientPayloadError):
                await asyncio.wait_for(answer.content.readany(), 10)

    begun = Event()
    with Wire(answer) as wire:
        through(wire, ask)


def test_a_kept_connection_that_the_provider_has_closed_is_not_used():
    def answer(client, _):
        client.sendall(EMPTY)
        return resume.wait(10)

    async def ask(send):
        for _ in range(3):
            async with send() as answer:
                await answer.read()
            closed_while_the_loop_is_busy()

    def closed_while_the_loop_is_busy():
        resume.set()
        time.sleep(0.1)
        resume.clear()

    resume = Event()
    with Wire(answer) as wire:
        through(wire, ask)
        assert wire.connections == 3


def test_a_provider_that_does_not_speak_http_is_unreachable_without_a_word_of_what_was_said():
    async def ask(send):
        async with send():
            pass

    with (
        Wire(lambda client, _: client.sendall(b"SSH-2.0-x\r\n\r\n")) as wire,
        pytest.raises(Unreachable, match="cannot be reached: Bad") as caught,
    ):
        through(wire, ask, "/v1/x?key=k3y")
    assert not re.search("k3y|SSH", str(caught.value))


def test_a_path_to_the_provider_that_dies_is_noticed():
    async def ask(send):
        async with send() as answer:
            sock = answer.connection.transport.get_extra_info("socket")
            return sock.getsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE)

    with Wire(lambda client, _: client.sendall(EMPTY.replace(b": 0", b": 9"))) as wire:
        assert through(wire, ask) == 1


def test_long_headers_cross_in_both_directions():
    async def ask(send):
        async with send() as answer:
            return len(answer.headers["x-long"])

    long = b"\r\nx-long: " + b"a" * 40_000 + b"\r\n\r\n"
    with Wire(lambda client, _: client.sendall(EMPTY.replace(b"\r\n\r\n", long))) as wire:
        assert through(wire, ask) == 40_000
