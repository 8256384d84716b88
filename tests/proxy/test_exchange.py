"""One request there and back, over real sockets."""

import asyncio
import gzip
import http.client
import json
import socket
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager, suppress
from threading import Event

import brotli
import pytest
from aiohttp import ClientSession, web
from aiohttp.test_utils import TestServer

from headroom_cli.context.eligible import Rules
from headroom_cli.context.rewrite import Rewriter
from headroom_cli.dialects.anthropic import PLUGIN as ANTHROPIC
from headroom_cli.model import Exchange
from headroom_cli.proxy.encodings import encode
from headroom_cli.proxy.exchange import Errand, Exchanger
from headroom_cli.proxy.server import Routes, Server
from headroom_cli.proxy.shortener import Shortener
from headroom_cli.proxy.upstream import Upstream
from headroom_cli.stores.memory import MemoryStore
from tests.fakes import answer as answers
from tests.fakes.conversations import body, conversation, read_result, texts
from tests.fakes.provider import FakeProvider
from tests.fakes.proxy import Proxy, ask, said
from tests.fakes.script import Fault, Turn, say
from tests.fakes.wire import CHUNKED, Wire

READS = [("Read", {"file_path": "/a"}, read_result(1, 80)), ("Read", {"file_path": "/a"}, read_result(1, 80))]
REQUEST = body(conversation(READS))
USAGE = {"input_tokens": 9, "cache_read_input_tokens": 0, "cache_creation_input_tokens": 0}


@contextmanager
def opened(proxy: Proxy, raw: bytes = REQUEST) -> Iterator[http.client.HTTPResponse]:
    """The answer to a request from its headers on; the agent hangs up at the end of the block."""
    with closing(http.client.HTTPConnection("127.0.0.1", proxy.port, timeout=20)) as connection:
        connection.request("POST", f"/{proxy.config.secret}/v1/messages", raw, {"content-type": "application/json"})
        with connection.getresponse() as answer:
            yield answer


def wait_for(condition) -> bool:
    """Whether `condition` becomes true soon."""
    for _ in range(400):
        if condition():
            return True
        time.sleep(0.02)
    return False


def test_the_provider_gets_the_shorter_conversation_and_the_agent_the_whole_answer():
    with FakeProvider(lambda _: say("All done.")) as provider:
        with Proxy(provider.url) as proxy:
            status, headers, answer = ask(proxy.url, "POST", "/v1/messages", REQUEST)
            proxy.stop()
            [exchange] = proxy.exchanges
        direct = ask(provider.url, "POST", "/v1/messages", provider.records[0].raw)
    assert (status, headers["content-type"]) == (200, "text/event-stream; charset=utf-8")
    assert b"All done." in answer
    assert len(answer) == len(direct[2])
    assert len(provider.records[0].raw) < len(REQUEST) / 1.5
    assert not provider.violations
    assert (exchange.outcome, exchange.status, exchange.model) == ("rewritten", 200, "claude-sonnet-4-6")
    assert (exchange.dialect, exchange.path) == ("anthropic", "/v1/messages")
    assert exchange.usage.reported
    assert exchange.usage.output > 0
    assert sum(edit.before - edit.after for edit in exchange.edits) > 0


def test_an_answer_reaches_the_agent_as_it_is_made():
    turn = Turn(text="word " * 40, pause=0.05, piece=200)
    with FakeProvider(lambda _: turn) as provider, Proxy(provider.url) as proxy, opened(proxy) as answer:
        first = answer.read1(200)
        assert first.startswith(b"event: message_start")
        assert not provider.records[0].finished
        assert b"message_stop" in answer.read()


@pytest.mark.parametrize(("status", "retry_after"), [(429, 7.0), (500, None), (529, None), (401, None)])
def test_the_providers_refusals_are_relayed_with_their_headers_and_not_tried_again(status, retry_after):
    turn = Turn(text="x", faults=(Fault(status=status, retry_after=retry_after),) * 3)
    with FakeProvider(lambda _: turn) as provider, Proxy(provider.url) as proxy:
        found, headers, answer = ask(proxy.url, "POST", "/v1/messages", REQUEST)
        assert (found, len(provider.records)) == (status, 1)
        assert said(answer)["type"] == "error"
        assert headers["request-id"]
        assert ("retry-after" in headers) == (retry_after is not None)


def test_a_provider_that_breaks_off_breaks_the_agents_connection():
    turn = Turn(text="word " * 400, faults=(Fault(drop=0.5),))
    with FakeProvider(lambda _: turn) as provider, Proxy(provider.url) as proxy:
        with pytest.raises((http.client.IncompleteRead, ConnectionResetError)):
            ask(proxy.url, "POST", "/v1/messages", REQUEST)
        proxy.stop()
        assert [(e.outcome, e.reason) for e in proxy.exchanges] == [("failed", "the provider broke off")]


def test_a_provider_that_hangs_up_before_it_answers_is_an_error_in_its_own_shape():
    turn = Turn(text="x", faults=(Fault(hang_up=True),) * 9)
    with FakeProvider(lambda _: turn) as provider, Proxy(provider.url) as proxy:
        status, _, answer = ask(proxy.url, "POST", "/v1/messages", REQUEST)
        assert (status, len(provider.records)) == (502, 1)
        assert "cannot be reached" in said(answer)["error"]["message"]


def test_an_agent_that_hangs_up_ends_the_providers_work():
    turn = Turn(text="word " * 4000, pause=0.02, piece=100)
    with FakeProvider(lambda _: turn) as provider, Proxy(provider.url) as proxy:
        with opened(proxy) as answer:
            answer.read1(100)
        assert wait_for(lambda: proxy.exchanges)
        assert (proxy.exchanges[0].outcome, proxy.exchanges[0].reason) == ("failed", "the agent hung up")
        assert not provider.records[0].finished


def test_an_agent_that_hangs_up_after_the_last_event_has_its_answer():
    said_all = b"".join(answers.events(answers.message(Turn(text="Done."), "s", "claude-sonnet-4-6", USAGE)))
    over = Event()

    def lingering(client, _):
        client.sendall(CHUNKED + b"%x\r\n%b\r\n" % (len(said_all), said_all))
        over.wait(20)

    with Wire(lingering) as provider, Proxy(provider.url) as proxy:
        with opened(proxy) as heard:
            assert heard.read(len(said_all)) == said_all
        assert wait_for(lambda: proxy.exchanges)
        over.set()
        (exchange,) = proxy.exchanges
    assert (exchange.outcome, exchange.status, exchange.usage.output) == ("rewritten", 200, 2)


def test_a_dead_provider_is_an_error_that_says_so():
    with socket.create_server(("127.0.0.1", 0)) as dead:
        port = dead.getsockname()[1]
    with Proxy(f"http://127.0.0.1:{port}") as proxy:
        status, headers, answer = ask(proxy.url, "POST", "/v1/messages", REQUEST)
        message = said(answer)["error"]["message"]
        proxy.stop()
        assert (status, headers["content-type"].split(";")[0]) == (502, "application/json")
        assert f"127.0.0.1:{port} cannot be reached: Connection refused" in message
        assert "Check the network" in message
        assert proxy.exchanges[0].reason == "the provider cannot be reached"


@pytest.mark.parametrize(("encoding", "pack"), [("gzip", gzip.compress), ("br", brotli.compress)])
def test_a_packed_body_is_shortened_and_goes_on_unpacked(encoding, pack):
    with FakeProvider() as provider, Proxy(provider.url) as proxy:
        status, _, _ = ask(proxy.url, "POST", "/v1/messages", pack(REQUEST), {"content-encoding": encoding})
        assert status == 200
        assert "content-encoding" not in provider.records[0].headers
        assert len(texts(provider.records[0].raw)[1]) < 200


def test_a_body_in_zstd_is_shortened_and_goes_on_in_zstd():
    with FakeProvider() as provider, Proxy(provider.url) as proxy:
        headers = {"content-encoding": "zstd"}
        assert ask(proxy.url, "POST", "/v1/messages", encode(REQUEST, "zstd"), headers)[0] == 200
        (record,) = provider.records
        assert record.headers["content-encoding"] == "zstd"
        assert len(texts(record.raw)[1]) < 200


def test_a_body_in_an_unknown_coding_goes_through_as_it_came():
    with FakeProvider() as provider, Proxy(provider.url) as proxy:
        ask(proxy.url, "POST", "/v1/messages", b"\x00packed", {"content-encoding": "lzma"})
        assert (provider.records[0].raw, provider.records[0].headers["content-encoding"]) == (b"\x00packed", "lzma")


@pytest.mark.parametrize("raw", [b"{broken", b"", b"[1,2]", b'{"model":"x","model":"y","messages":[]}'])
def test_a_broken_body_goes_through_as_it_came(raw):
    with FakeProvider() as provider, Proxy(provider.url) as proxy:
        status, _, answer = ask(proxy.url, "POST", "/v1/messages", raw)
        assert (status, provider.records[0].raw) == (400, raw)
        assert said(answer)["type"] == "error"


def test_a_request_without_tools_goes_through_as_it_came():
    raw = body(conversation(READS), tools=())
    with FakeProvider() as provider, Proxy(provider.url) as proxy:
        ask(proxy.url, "POST", "/v1/messages", raw)
        proxy.stop()
        assert provider.records[0].raw == raw
        assert (proxy.exchanges[0].outcome, proxy.exchanges[0].reason) == ("passed", "a request without tools")


def test_an_answer_that_is_not_streamed_is_counted_too():
    raw = REQUEST.replace(b'"stream":true', b'"stream":false')
    with FakeProvider(lambda _: say("hello")) as provider, Proxy(provider.url) as proxy:
        status, _, answer = ask(proxy.url, "POST", "/v1/messages", raw)
        proxy.stop()
        assert (status, said(answer)["content"][0]["text"]) == (200, "hello")
        assert proxy.exchanges[0].usage.reported


def test_thirty_megabytes_pass():
    long = conversation([("Bash", {"command": "cat"}, "x" * 30_000_000)])
    with FakeProvider() as provider, Proxy(provider.url) as proxy:
        status, _, _ = ask(proxy.url, "POST", "/v1/messages", body(long))
        assert (status, provider.violations) == (200, [])


def test_over_the_limit_the_refusal_has_the_providers_shape():
    with FakeProvider() as provider, Proxy(provider.url) as proxy:
        with closing(http.client.HTTPConnection("127.0.0.1", proxy.port, timeout=20)) as connection:
            connection.putrequest("POST", f"/{proxy.config.secret}/v1/messages")
            connection.putheader("content-length", str(200 * 1024 * 1024))
            connection.endheaders()
            with suppress(OSError):
                for _ in range(35):
                    connection.send(bytes(4 * 1024 * 1024))
            answer = connection.getresponse()
            assert answer.status == 413
            assert json.loads(answer.read())["error"]["type"] == "request_too_large"
        assert provider.records == []


def test_what_is_ours_and_what_is_of_one_hop_does_not_reach_the_provider():
    asked = {"X-Headroom-Project": "p", "Connection": "keep-alive", "x-api-key": "k", "anthropic-beta": "b"}
    with FakeProvider() as provider, Proxy(provider.url) as proxy:
        ask(proxy.url, "POST", "/v1/messages", REQUEST, asked)
        crossed = {name.lower() for name in provider.records[0].headers}
        assert {"x-api-key", "anthropic-beta"} <= crossed
        assert not {name for name in crossed if name.startswith(("x-headroom", "x-forwarded", "via"))}
        assert provider.records[0].headers["host"].startswith("127.0.0.1")


def test_a_mistake_of_ours_is_an_error_in_the_providers_shape_that_says_so(caplog):
    class Broken(Upstream):
        def send(self, *_):
            raise RuntimeError("a bug with a /secret/path")

    async def noted(exchange: Exchange) -> None:
        exchanges.append(exchange)

    async def asked() -> tuple[int, bytes]:
        upstream = Broken()
        exchanger = Exchanger(upstream, None, None, noted)
        errand = Errand(url="http://127.0.0.1:9", name="anthropic", path="/v1/models", home=ANTHROPIC)

        async def carry(request: web.Request) -> web.StreamResponse:
            return await exchanger.carry(request, errand)

        app = web.Application()
        app.router.add_get("/", carry)
        async with TestServer(app) as server, ClientSession() as client, client.get(server.make_url("/")) as answer:
            found = answer.status, await answer.read()
        await exchanger.settle()
        await upstream.close()
        return found

    exchanges: list[Exchange] = []
    status, content = asyncio.run(asked())
    assert (status, said(content)["type"]) == (502, "error")
    assert "Headroom" in said(content)["error"]["message"]
    assert b"/secret/path" not in content
    assert [(e.outcome, e.status) for e in exchanges] == [("failed", 502)]
    assert "an exchange failed" in caplog.text


class Clumsy:
    """A dialect that fails while an answer goes by."""

    usage, error = None, ""

    def __getattr__(self, name):
        return getattr(ANTHROPIC, name)

    def reader(self, **_):
        return self

    def feed(self, _chunk):
        raise RuntimeError("a bug")


def test_a_failure_of_ours_in_an_answer_that_has_begun_never_looks_like_its_end(caplog):
    exchanges = []

    async def tell(exchange):
        exchanges.append(exchange)

    async def served(listener, upstream_url):
        upstream, executor = Upstream(), ThreadPoolExecutor(1)
        shortener = Shortener(Rewriter({}), MemoryStore(), lambda _outline: Rules())
        routes = Routes(dialects={"anthropic": Clumsy()}, upstreams={"anthropic": upstream_url})
        server = Server(routes, Exchanger(upstream, shortener, executor, tell))
        await server.start(listener)
        url = f"http://127.0.0.1:{listener.getsockname()[1]}"
        with pytest.raises(http.client.HTTPException):
            await asyncio.to_thread(ask, url, "POST", "/v1/messages", REQUEST)
        await server.stop()
        await upstream.close()
        executor.shutdown()

    with FakeProvider() as provider, socket.create_server(("127.0.0.1", 0)) as listener:
        asyncio.run(served(listener, provider.url))
    assert [(e.outcome, e.reason) for e in exchanges] == [("failed", "an error of ours (see the log)")]
    assert "a bug" in caplog.text
