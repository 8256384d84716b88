"""A provider that costs almost nothing: reads a request, answers at once. `python -m tests.bench.upstream`."""

import asyncio
import json

from aiohttp import web

from tests.bench.serving import serve

USAGE = {"input_tokens": 3, "cache_read_input_tokens": 90000, "cache_creation_input_tokens": 400, "output_tokens": 9}
START = {"type": "message_start", "message": {"id": "msg", "type": "message", "role": "assistant", "usage": USAGE}}
EVENTS = [
    START,
    {"type": "content_block_start", "index": 0, "content_block": {"type": "text", "text": ""}},
    *(
        {"type": "content_block_delta", "index": 0, "delta": {"type": "text_delta", "text": f"w{n} "}}
        for n in range(20)
    ),
    {"type": "content_block_stop", "index": 0},
    {"type": "message_delta", "delta": {"stop_reason": "end_turn"}, "usage": {"output_tokens": 20}},
    {"type": "message_stop"},
]
STREAM = [f"event: {e['type']}\ndata: {json.dumps(e)}\n\n".encode() for e in EVENTS]
DOCUMENT = json.dumps({"id": "msg", "type": "message", "content": [], "usage": USAGE}).encode()


async def answer(request: web.Request) -> web.StreamResponse:
    body = await request.read()
    if b'"stream":true' not in body:
        return web.Response(body=DOCUMENT, content_type="application/json")
    response = web.StreamResponse(headers={"Content-Type": "text/event-stream"})
    await response.prepare(request)
    for event in STREAM:
        await response.write(event)
    await response.write_eof()
    return response


if __name__ == "__main__":
    asyncio.run(serve(answer))
