"""What the proxy costs, beside no proxy and beside the least an aiohttp proxy can do, in one run.

    python -m tests.bench.proxy

Prints medians: added latency and time to first byte of a 350 KB history with 40 tool results sent
again, requests a second over 16 connections, time until ready, memory before and after the load.
"""

import asyncio
import json
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager

import aiohttp
import psutil

from headroom_cli.session.config import ProxyConfig, dump
from tests.fakes.conversations import body, conversation, log, plain_file, read_result, rows

ROUNDS, BATCH, CONNECTIONS, REQUESTS = 40, 5, 16, 320


def history(stream: bool, last: int | None = None) -> bytes:
    """About 350 KB in 40 tool results of the kinds that sessions hold; with `last`, one more that is new."""
    turns = []
    for n in range(10):
        turns += [
            ("Read", {"file_path": f"/src/{n}.py"}, read_result(n * 200, n * 200 + 175)),
            ("Bash", {"command": f"tail -n 90 {n}.log"}, log(105, n * 1000)),
            ("Bash", {"command": f"curl /{n}"}, rows(105, n * 50)),
            ("Bash", {"command": f"cat {n}"}, plain_file(n * 300, n * 300 + 170)),
        ]
    if last is not None:
        turns.append(("Bash", {"command": f"tail -n 20 {last}.log"}, log(20, last * 10_000)))
    return body(conversation(turns), stream=stream)


@contextmanager
def process(*argv: str, **more):
    """A server in a process of its own; its port is the first thing it says."""
    running = subprocess.Popen([sys.executable, "-m", *argv], stdin=subprocess.PIPE, stdout=subprocess.PIPE, **more)
    try:
        yield running
    finally:
        running.stdin.close()
        running.wait(10)


@contextmanager
def headroom(upstream: str, *, offer: bool = False):
    """The proxy process as `wrap` starts it: yields its base URL, its process and when it was started."""
    with tempfile.TemporaryDirectory() as home, socket.create_server(("127.0.0.1", 0), backlog=128) as listener:
        config = ProxyConfig(
            secret="bench",
            upstreams={"anthropic": upstream},
            store=f"disk://{home}/store",
            ledger=f"{home}/ledger.sqlite",
            offer=offer,
        )
        began = time.perf_counter()
        with process("headroom_cli.session.serve", str(listener.fileno()), pass_fds=[listener.fileno()]) as running:
            running.stdin.write(dump(config) + b"\n")
            running.stdin.flush()
            yield f"http://127.0.0.1:{listener.getsockname()[1]}/bench", psutil.Process(running.pid), began


async def once(session: aiohttp.ClientSession, base: str, raw: bytes) -> tuple[float, float]:
    """Milliseconds to the first byte and to the last."""
    began = time.perf_counter()
    async with session.post(f"{base}/v1/messages", data=raw, headers={"content-type": "application/json"}) as answer:
        assert answer.status == 200, await answer.text()
        await answer.content.readany()
        first = time.perf_counter()
        await answer.read()
    return (first - began) * 1e3, (time.perf_counter() - began) * 1e3


async def latency(bases: dict[str, str], bodies: list[bytes]) -> dict[str, tuple[float, float]]:
    """Median milliseconds by way, the ways taken in turn so that a busy moment falls on all."""
    found: dict[str, list] = {name: [] for name in bases}
    async with aiohttp.ClientSession() as session:
        for base in bases.values():
            await once(session, base, bodies[0])
        for start in range(0, len(bodies), BATCH):
            for name, base in bases.items():
                found[name] += [await once(session, base, raw) for raw in bodies[start : start + BATCH]]
    return {name: tuple(statistics.median(side) for side in zip(*times, strict=True)) for name, times in found.items()}


async def throughput(base: str, raw: bytes) -> float:
    """Requests a second over 16 connections."""
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=CONNECTIONS)) as session:
        await once(session, base, raw)
        began = time.perf_counter()
        await asyncio.gather(*(once(session, base, raw) for _ in range(REQUESTS)))
        return REQUESTS / (time.perf_counter() - began)


async def ready(base: str, began: float) -> float:
    """Seconds from the start of the process to its first answer."""
    async with aiohttp.ClientSession() as session, session.get(f"{base}/nothing") as answer:
        await answer.read()
    return time.perf_counter() - began


def measure() -> dict:
    with (
        process("tests.bench.upstream") as provider,
        process("tests.bench.passthrough", f"http://127.0.0.1:{int(provider.stdout.readline())}") as bare,
    ):
        direct = bare.args[-1]
        ways = {"direct": direct, "bare aiohttp": f"http://127.0.0.1:{int(bare.stdout.readline())}"}
        with headroom(direct) as (base, running, began):
            figures: dict = {"ready_s": asyncio.run(ready(base, began)), "rss_idle_mb": running.memory_info().rss / 1e6}
            ways["headroom"] = base
            plain, streamed = history(stream=False), history(stream=True)
            figures["body_kb"] = len(plain) / 1e3
            again, grown = ROUNDS * BATCH, [history(stream=True, last=n) for n in range(ROUNDS * BATCH // 2)]
            sent = {
                "latency, sent again": (1, [plain] * again),
                "first byte, sent again": (0, [streamed] * again),
                "first byte, grown by a turn": (0, grown),
            }
            for name, (side, bodies) in sent.items():
                figures[name] = {way: took[side] for way, took in asyncio.run(latency(ways, bodies)).items()}
            rates = [{k: asyncio.run(throughput(base, plain)) for k, base in ways.items()} for _ in range(5)]
            figures["requests_per_s"] = {k: statistics.median(rate[k] for rate in rates) for k in ways}
            figures["rss_loaded_mb"] = running.memory_info().rss / 1e6
    return figures


def main() -> None:
    figures = measure()
    print(json.dumps(figures, indent=2))
    for name, by_way in figures.items():
        if isinstance(by_way, dict) and name != "requests_per_s":
            bare, ours = (by_way[way] - by_way["direct"] for way in ("bare aiohttp", "headroom"))
            print(f"added ms, {name}: bare {bare:.2f}, headroom {ours:.2f} = {ours / bare:.1f} times bare")
    rate = figures["requests_per_s"]
    print(f"requests a second: headroom is {rate['headroom'] / rate['bare aiohttp']:.2f} of bare")


if __name__ == "__main__":
    main()
