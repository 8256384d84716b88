"""The least a proxy can do with aiohttp: bytes in, bytes out. `python -m tests.bench.passthrough URL`."""

import asyncio
import sys

import aiohttp
from aiohttp import web

from tests.bench.serving import serve


async def pass_through(upstream: str) -> None:
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0), auto_decompress=False) as session:

        async def answer(request: web.Request) -> web.StreamResponse:
            headers = {k: v for k, v in request.headers.items() if k.lower() not in {"host", "content-length"}}
            data = await request.read()
            async with session.request(request.method, upstream + request.path_qs, headers=headers, data=data) as got:
                response = web.StreamResponse(status=got.status, headers={"Content-Type": got.content_type})
                await response.prepare(request)
                async for chunk in got.content.iter_any():
                    await response.write(chunk)
                await response.write_eof()
                return response

        await serve(answer)


if __name__ == "__main__":
    asyncio.run(pass_through(sys.argv[1]))
