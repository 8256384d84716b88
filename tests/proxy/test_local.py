"""Paths answered here."""

import asyncio
import socket

from aiohttp import web

from headroom_cli.proxy.local import document, messages
from tests.fakes.proxy import ask, said


def answered(local, *requests):
    """The answers of `local` behind a real server to (method, body) requests."""

    async def serve():
        app = web.Application()
        app.router.add_route("*", "/", local)
        runner = web.AppRunner(app)
        await runner.setup()
        with socket.create_server(("127.0.0.1", 0)) as listener:
            await web.SockSite(runner, listener).start()
            base = f"http://127.0.0.1:{listener.getsockname()[1]}"
            found = [await asyncio.to_thread(ask, base, method, "/", body) for method, body in requests]
            await runner.cleanup()
        return found

    return asyncio.run(serve())


def test_a_document_is_json():
    [(status, headers, body)] = answered(document(lambda: {"status": "ok"}), ("GET", None))
    assert (status, headers["content-type"].split(";")[0], said(body)) == (200, "application/json", {"status": "ok"})


def test_messages_are_posted_and_answered_one_by_one():
    local = messages(lambda message: message.upper() if message != b"hush" else None)
    found = answered(local, ("POST", b'"a"'), ("POST", b"hush"), ("GET", None))
    assert [(status, body) for status, _, body in found[:2]] == [(200, b'"A"'), (202, b"")]
    assert (found[2][0], found[2][1]["allow"]) == (405, "POST")
