"""The least a proxy can do with aiohttp: bytes in, bytes out. `python -m tests.bench.passthrough URL`."""

import asyncio
import sys

import aiohttp
from aiohttp import web


async def serve(upstream: str) -> None:
    session = aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0), auto_decompress=False)

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

    app = web.Application(client_max_size=1 << 28)
    app.router.add_route("*", "/{path:.*}", answer)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    print(runner.addresses[0][1], flush=True)
    await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)
    await session.close()


if __name__ == "__main__":
    asyncio.run(serve(sys.argv[1]))
