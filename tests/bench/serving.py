"""A small server of the bench: it says its port, and ends with its standard input."""

import asyncio
import sys

from aiohttp import web


async def serve(answer) -> None:
    """Answer every request with `answer`."""
    app = web.Application(client_max_size=1 << 28)
    app.router.add_route("*", "/{path:.*}", answer)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    print(runner.addresses[0][1], flush=True)
    await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)
    await runner.cleanup()
