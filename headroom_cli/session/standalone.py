"""The proxy standing alone: a port of a person's choice, for whatever is pointed at it.

Law: the same proxy as a wrapped run's; it says how it is at `/livez`, `/readyz`, `/health` and what it
saved at `/stats`, and keeps its originals as a session of its own.
"""

from __future__ import annotations

import asyncio
import logging
import secrets
import socket
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, Literal
from urllib.parse import urlsplit

from headroom_cli import __version__
from headroom_cli.errors import HeadroomError, ServiceError
from headroom_cli.proxy.local import Local, document
from headroom_cli.session import folders
from headroom_cli.session.config import ProxyConfig, for_session
from headroom_cli.session.figures import of_session
from headroom_cli.session.serve import serve
from headroom_cli.settings import Settings, environment
from headroom_cli.usage.summary import Summary, as_json

Retrieval = Literal["stream", "mcp", "none"]
_REACH: Mapping[Retrieval, Literal["offered", "always", "never"]] = {
    "stream": "offered", "mcp": "always", "none": "never",
}  # fmt: skip
_SERVICE = "headroom-proxy"


def run(settings: Settings, *, token: str, retrieval: Retrieval, say: Callable[[str], None]) -> Summary | None:
    """Serve on loopback until stopped; the figures at the end.

    `token` is the first part of every path, empty for none. `retrieval` says how the model can call the
    retrieve tool, and so whether anything may be left out: it is offered in every request that has tools,
    the program has it through MCP, or it cannot. ServiceError when the port is taken.
    """
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s")
    session = f"{time.strftime('%Y%m%d-%H%M%S')}-proxy-{secrets.token_hex(3)}"
    folder = folders.create(settings.data_dir, session)
    folders.sweep_old(settings)
    with folders.in_use(folder), _listener(settings.port) as listener:
        config = replace(
            for_session(settings, session, folder, environment()),
            secret=token,
            upstreams=_upstreams(settings),
            reach=_REACH[retrieval],
            offer=retrieval == "stream",
            agent="proxy",
        )
        say(f"http://127.0.0.1:{listener.getsockname()[1]}/{token}".rstrip("/"))
        asyncio.run(serve(config, listener, lambda _stop: None, _local(settings, config)))
    return of_session(settings, session)


def _listener(port: int) -> socket.socket:
    try:
        return socket.create_server(("127.0.0.1", port))
    except OSError as error:
        hint = "Another program listens there: choose another with --port, 0 for a free one."
        raise ServiceError(f"port {port} cannot be used: {error.strerror}", hint) from error


def _upstreams(settings: Settings) -> Mapping[str, str]:
    return {
        "anthropic": settings.anthropic_api_url,
        "gemini": settings.gemini_api_url,
        "openai_chat": settings.openai_api_url,
        "openai_responses": settings.openai_api_url,
    }


def _local(settings: Settings, config: ProxyConfig) -> Mapping[str, Local]:
    began = time.monotonic()

    def alive() -> dict[str, Any]:
        now = datetime.now(UTC).isoformat(timespec="seconds")
        uptime = round(time.monotonic() - began, 1)
        return {"service": _SERVICE, "status": "ok", "alive": True, "ready": True, "version": __version__} | {
            "timestamp": now,
            "uptime_seconds": uptime,
            "config": {
                "level": config.level,
                "retrieval": config.reach != "never",
                "upstreams": {name: _without_login(url) for name, url in config.upstreams.items()},
            },
        }

    def stats() -> dict[str, Any]:
        with suppress(HeadroomError):
            summary = of_session(settings, config.session)
            return as_json(summary) if summary else {}
        return {}

    return {
        "/livez": document(alive),
        "/readyz": document(alive),
        "/health": document(alive),
        "/stats": document(stats),
    }


def _without_login(url: str) -> str:
    parts = urlsplit(url)
    return parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl()
