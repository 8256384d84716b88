"""Which headers cross the proxy, in either direction.

Law: what describes one hop stays on that hop (RFC 9110 §7.6.1); what is ours (`x-headroom-*`) never
leaves; everything else crosses as it came, in order, repeated ones repeated.
"""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlsplit

from multidict import CIMultiDict

Pairs = Iterable[tuple[str, str]]

_HOP = frozenset(
    {"connection", "keep-alive", "proxy-authenticate", "proxy-authorization", "proxy-connection"}
    | {"te", "trailer", "transfer-encoding", "upgrade"}
)
_OURS = "x-headroom-"
HEADER_LIMIT = 64 * 1024  # bytes of a header or a request line, in either direction; tokens of gateways can be long
_LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


def to_provider(headers: Pairs, *, plain_body: bool, plain_answer: bool) -> CIMultiDict[str]:
    """The agent's headers as the provider gets them.

    `plain_body`: the body was decoded here. `plain_answer`: the answer must come uncompressed,
    because it is read as it goes by. What the agent expects before it sends its body was answered here.
    """
    left = {"host", "content-length", "expect"}
    left |= {"content-encoding"} if plain_body else set()
    left |= {"accept-encoding"} if plain_answer else set()
    crossing = _crossing(headers, left)
    if plain_answer:
        crossing["accept-encoding"] = "identity"
    return crossing


def to_agent(headers: Pairs, *, as_long: bool = True) -> CIMultiDict[str]:
    """The provider's headers as the agent gets them; the answer may not stay `as_long` as it is."""
    return _crossing(headers, set() if as_long else {"content-length"})


def is_local_host(host: str) -> bool:
    """Whether a Host header names this machine; anything else is a rebinding attempt."""
    try:
        return urlsplit(f"//{host}").hostname in _LOOPBACK
    except ValueError:
        return False


def is_browser(headers: CIMultiDict[str]) -> bool:
    """Whether a web page asks; no page has business here."""
    return headers.get("origin", "").lower().startswith(("http", "null")) or "sec-fetch-site" in headers


def wants_upgrade(headers: CIMultiDict[str]) -> bool:
    """Whether a WebSocket is asked for; an offer of HTTP/2, as some clients make to any server, may be ignored."""
    return "websocket" in headers.get("upgrade", "").lower() and "upgrade" in headers.get("connection", "").lower()


def _crossing(headers: Pairs, left: set[str]) -> CIMultiDict[str]:
    pairs = list(headers)
    named = {w.strip().lower() for k, v in pairs if k.lower() == "connection" for w in v.split(",")}
    stay = _HOP | left | named
    return CIMultiDict((k, v) for k, v in pairs if k.lower() not in stay and not k.lower().startswith(_OURS))
