"""Checks of what does the work: counting, shortening, a socket, and the proxy process as a run starts it.

Law: the proxy that is tried has no upstream and keeps nothing, so it can neither reach a provider nor
leave anything behind.
"""

from __future__ import annotations

import http.client
import json
import secrets
import socket
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from headroom_cli import registry, tokens
from headroom_cli.compressors import Compressor, NotMine
from headroom_cli.model import Block, Level
from headroom_cli.session import demo_material
from headroom_cli.session.config import PROXY, ProxyConfig, dump
from headroom_cli.session.finding import Finding, Patient, ok, problem
from headroom_cli.supervise.service import Service

_KNOWN = ("The quick brown fox jumps over the lazy dog.", 10)
_PATIENCE = 15.0
_PING = json.dumps({"jsonrpc": "2.0", "id": 1, "method": "ping"}).encode()
_PONG = {"jsonrpc": "2.0", "id": 1, "result": {}}
_REINSTALL = "Install Headroom again."


def tokenizer(_: Patient, count: Callable[[str], int] = tokens.count) -> Iterator[Finding]:
    """Whether a text of which the count is known is counted right."""
    text, known = _KNOWN
    counted = count(text)
    if counted == known:
        yield ok(f"counts {known} tokens where there are {known}")
    else:
        yield problem(f"counts {counted} tokens where there are {known}", _REINSTALL)


def compressors(
    _: Patient, load: Callable[[], Mapping[str, Compressor]] = lambda: registry.load_all("compressors")
) -> Iterator[Finding]:
    """Whether every compressor loads, and makes no text longer."""
    found = load()
    faults = {name: fault for name, plugin in found.items() if (fault := _fault(plugin))}
    for name, fault in faults.items():
        yield problem(f"{name} {fault}; what it is for stays as it is", _REINSTALL)
    if not faults:
        yield ok(", ".join(found))


def loopback(_: Patient) -> Iterator[Finding]:
    """Whether a socket on 127.0.0.1 takes a connection; OSError when it does not."""
    try:
        with (
            socket.create_server(("127.0.0.1", 0)) as listener,
            socket.create_connection(listener.getsockname(), timeout=_PATIENCE),
        ):
            yield ok("127.0.0.1 takes connections")
    except OSError as error:
        yield problem(f"127.0.0.1 takes no connections: {error}", "A firewall or a sandbox forbids it; allow it.")


def proxy(who: Patient, argv: tuple[str, ...] = PROXY, patience: float = _PATIENCE) -> Iterator[Finding]:
    """Whether the proxy process starts, answers and ends."""
    with tempfile.TemporaryDirectory(prefix="headroom-doctor-") as folder:
        log = Path(folder, "proxy.log")
        with socket.create_server(("127.0.0.1", 0)) as listener:
            began = time.monotonic()
            config = ProxyConfig(secret=secrets.token_urlsafe(16), upstreams={}, store="memory:")
            service = Service(argv, listener, lambda _bare: dump(config), log=log, env=who.environment)
            service.start()
            try:
                fault = _asked(listener.getsockname()[1], config.secret, patience)
                answered = time.monotonic() - began
            finally:
                left = service.stop()
        yield _verdict(fault or ("does not end" if left else ""), log, answered)


def _verdict(fault: str, log: Path, seconds: float) -> Finding:
    if not fault:
        return ok(f"starts, answers after {1000 * seconds:,.0f} ms, and ends")
    last = log.read_text("utf-8", "replace").strip().splitlines()[-1:]
    return problem(f"the proxy process {fault}", f"It said: {last[0]}" if last else "It said nothing.")


def _asked(port: int, secret: str, patience: float) -> str:
    """Ask the proxy whether it is there; what is wrong, or empty."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=patience)
    try:
        connection.request("POST", f"/{secret}/mcp", _PING, {"content-type": "application/json"})
        answer = connection.getresponse().read()
    except (OSError, http.client.HTTPException) as error:
        return f"does not answer ({type(error).__name__})"
    finally:
        connection.close()
    return "" if _is_pong(answer) else "answers something else"


def _is_pong(answer: bytes) -> bool:
    try:
        return bool(json.loads(answer) == _PONG)
    except ValueError:
        return False


def _samples() -> Iterator[Block]:
    for text, tool in (
        (demo_material.source(), "Read"),
        (demo_material.log(), "Bash"),
        (demo_material.orders(), "Bash"),
        (demo_material.tests(mended=False), "Bash"),
    ):
        yield Block(text=text, span=(0, 0), kind="result", tool=tool)


def _fault(plugin: Compressor) -> str:
    """What a compressor does wrong with the samples, in a few words; empty when nothing."""
    try:
        longer = any(_is_longer(plugin, block, level) for block in _samples() for level in Level if level != Level.OFF)
    except Exception as error:  # noqa: BLE001 - any error of a compressor is what is looked for
        return f"breaks down ({type(error).__name__})"
    return "makes a text longer" if longer else ""


def _is_longer(plugin: Compressor, block: Block, level: Level) -> bool:
    if not plugin.score(block):
        return False
    try:
        return len(plugin.compress(block, level).text) > len(block.text)
    except NotMine:
        return False
