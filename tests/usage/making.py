"""Exchanges for the tests: one plain request, changed where a test says so."""

from typing import Any

from headroom_cli.model import Edit, Exchange, Usage

NOON = 1_700_000_000.0
CLAUDE = "claude-opus-4-5-20251101"


def edit(
    kind: str, before: int, after: int, *, fresh: bool = True, lossless: bool = True, billed_as: str | None = None
) -> Edit:
    """An edit that is settled: what is fresh was written, the rest read, if it is not said otherwise."""
    part = ("cache_write_5m" if fresh else "cache_read") if billed_as is None else billed_as
    sizes: dict[str, Any] = {"kind": kind, "before": before, "after": after, "billed_as": part}
    return Edit(span=(3, 9), text="said", key="k", fresh=fresh, lossless=lossless, **sizes)


def exchange(**given: Any) -> Exchange:
    usual: dict[str, Any] = {
        "session": "s",
        "at": NOON,
        "agent": "claude",
        "project": "/p",
        "dialect": "anthropic",
        "model": CLAUDE,
        "path": "/v1/messages",
        "status": 200,
        "outcome": "rewritten",
        "usage": Usage(input=10, output=100, cache_read=4_000, cache_write_5m=500, reported=True),
        "added_ms": 4.0,
        "first_byte_ms": 900.0,
        "total_ms": 2_000.0,
    }
    return Exchange(**usual | given)
