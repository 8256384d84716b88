"""How live an answer is in which originals may be fetched, beside the same answer without a proxy.

    python -m tests.bench.stream

A model that thinks and speaks for three seconds over a history full of markers, once to the end and once until
it asks for an original. Prints medians: milliseconds to the first thought and to the first word.
"""

import asyncio
import json
import statistics
import sys
import time

import aiohttp
from aiohttp import web

from tests.bench.proxy import headroom, history, process
from tests.bench.serving import serve
from tests.fakes import answer
from tests.fakes.script import Turn, say

ROUNDS, PIECE, PAUSE = 7, 260, 0.1
TALE = Turn(thinking="I wonder why. " * 40, text="This is what I see. " * 25)
ASKS = Turn(thinking=TALE.thinking, text=TALE.text, calls=(("headroom_retrieve", {"key": "0123456789ab"}),))
SIGNS = {"first thought": b'"thinking_delta"', "first word": b'"text_delta"'}
USAGE = {"input_tokens": 3, "output_tokens": 9}


async def provide(request: web.Request) -> web.StreamResponse:
    """A provider at no cost: by its path it speaks to the end, or asks for an original and then says so."""
    fetched = b'"name":"headroom_retrieve","input":' in await request.read()
    turn = TALE if request.query.get("as") == "speaks" else say("Here it is.") if fetched else ASKS
    stream = b"".join(answer.events(answer.message(turn, "seed", "m", USAGE)))
    response = web.StreamResponse(headers={"Content-Type": "text/event-stream"})
    await response.prepare(request)
    for start in range(0, len(stream), PIECE):
        await response.write(stream[start : start + PIECE])
        await asyncio.sleep(PAUSE)
    await response.write_eof()
    return response


async def heard(session: aiohttp.ClientSession, url: str, raw: bytes) -> dict[str, float]:
    """Milliseconds to each sign, and to the end."""
    began, found, read, took = time.perf_counter(), {}, b"", 0.0
    async with session.post(url, data=raw, headers={"content-type": "application/json"}) as got:
        assert got.status == 200, await got.text()
        async for chunk in got.content.iter_any():
            read += chunk
            took = (time.perf_counter() - began) * 1e3
            found |= {name: took for name, sign in SIGNS.items() if sign in read and name not in found}
    return found | {"end": took}


async def medians(ways: dict[str, str], kind: str, raw: bytes) -> dict[str, dict[str, float]]:
    """By sign and way, the ways taken in turn."""
    times: dict[str, list[dict[str, float]]] = {way: [] for way in ways}
    async with aiohttp.ClientSession() as session:
        for _ in range(ROUNDS + 1):
            for way, base in ways.items():
                times[way].append(await heard(session, f"{base}/v1/messages?as={kind}", raw))
    known = {way: found[1:] for way, found in times.items()}  # the first one is for warmth
    signs = (*SIGNS, "end")
    return {sign: {way: statistics.median(f[sign] for f in found) for way, found in known.items()} for sign in signs}


def main() -> None:
    raw = history(stream=True).replace(b',{"name":"headroom_retrieve","input_schema":{"type":"object"}}', b"")
    with process("tests.bench.stream", "provider") as provider:
        direct = f"http://127.0.0.1:{int(provider.stdout.readline())}"
        with headroom(direct) as (without, _, _), headroom(direct, offer=True) as (base, _, _):
            ways = {"direct": direct, "without retrieval": without, "headroom": base}
            figures = {kind: asyncio.run(medians(ways, kind, raw)) for kind in ("speaks", "asks")}
    print(json.dumps(figures, indent=2))
    for kind, by_sign in figures.items():
        for sign in SIGNS:
            direct, plain, ours = by_sign[sign].values()
            print(
                f"{kind}, {sign}: direct {direct:.1f} ms, added {ours - direct:.1f} ms ({plain - direct:.1f} without)"
            )


if __name__ == "__main__":
    asyncio.run(serve(provide)) if sys.argv[1:] == ["provider"] else main()
