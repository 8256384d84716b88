"""Checks of the way out: proxies and certificates that the person named, and whether providers are there.

Law: nothing is sent to anyone. Only on this machine, or when the person allows it, a connection is
opened, and closed again.
"""

from __future__ import annotations

import os
import socket
import ssl
from collections.abc import Callable, Iterator, Mapping
from ipaddress import ip_address
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from headroom_cli.session.checkup_agents import host, plans
from headroom_cli.session.finding import Finding, Patient, note, ok, problem

_PATIENCE = 5.0
_PORTS = {"http": 80, "https": 443}
_CA_FILES = ("NODE_EXTRA_CA_CERTS", "SSL_CERT_FILE")

Place = tuple[str, int]
Connect = Callable[[Place, float], Any]


def way_out(who: Patient) -> Iterator[Finding]:
    """The person's own HTTP proxy, as far as ours can use it."""
    named = {
        scheme: url for scheme, url in _proxies(_network(who)).items() if scheme in {"http", "https", "all"} and url
    }
    for scheme, url in named.items():
        yield _way(scheme, url)
    if not named:
        yield ok("direct, no HTTP proxy is named")


def certificates(who: Patient) -> Iterator[Finding]:
    """The certificate files that the person named, read as the proxy process reads them."""
    env = _network(who)
    named = {name: env[name] for name in _CA_FILES if env.get(name)}
    for name, path in named.items():
        yield _certificates(name, path)
    if folder := env.get("SSL_CERT_DIR"):
        yield _folder(folder)
    elif not named:
        yield ok("those of the system")


def providers(who: Patient, connect: Connect = socket.create_connection) -> Iterator[Finding]:
    """Whether where requests would go takes connections: on this machine always, elsewhere when online."""
    proxies, unasked = _proxies(_network(who)), []
    for url in _upstreams(who):
        place, through = _next_hop(url, proxies)
        if who.online or _is_here(place[0]):
            yield _reached(url, place, through, connect)
        else:
            unasked.append(host(url))
    if unasked:
        yield ok(f"not asked: {', '.join(unasked)} (--online asks)")


def _way(scheme: str, url: str) -> Finding:
    name = f"{scheme.upper()}_PROXY"
    if scheme == "all":
        return note(f"{name} is not followed on the way to the provider", "Set HTTPS_PROXY instead.")
    if urlsplit(url).scheme != "http" or not urlsplit(url).hostname:
        return problem(f"{name} names no http:// proxy ({host(url)})", "Only HTTP proxies can be used on the way out.")
    return ok(f"{name}: by {host(url)}")


def _certificates(name: str, path: str) -> Finding:
    try:
        ssl.create_default_context().load_verify_locations(path)
    except OSError as error:  # ssl.SSLError is one
        why = error.strerror or str(error)
        return problem(f"{name}: {path} cannot be used: {why}", "Name a readable PEM file, or unset the variable.")
    return ok(f"{name}: {path}")


def _folder(path: str) -> Finding:
    if Path(path).is_dir() and os.access(path, os.R_OK):
        return ok(f"SSL_CERT_DIR: {path}")
    return problem(f"SSL_CERT_DIR: {path} cannot be read", "Name a readable folder, or unset the variable.")


def _reached(url: str, place: Place, through: str, connect: Connect) -> Finding:
    by = f" by {through}" if through else ""
    try:
        connect(place, _PATIENCE).close()
    except OSError as error:
        why = error.strerror or str(error) or type(error).__name__
        hint = "Start what should listen there, or unset the variable that names it." if _is_here(place[0]) else ""
        return problem(
            f"{host(url)} cannot be reached{by}: {why}", hint or "Look at the network, HTTPS_PROXY and NO_PROXY."
        )
    return ok(f"{host(url)} takes connections{by}")


def _upstreams(who: Patient) -> tuple[str, ...]:
    """Where the installed agents and the proxy standing alone would send requests, each place once."""
    chosen = who.settings
    urls = [url for planned in plans(who).values() for url in planned.upstreams.values()]
    urls += [chosen.anthropic_api_url, chosen.openai_api_url, chosen.gemini_api_url]
    return tuple({host(url): url for url in urls}.values())


def _network(who: Patient) -> dict[str, str]:
    """The environment of a proxy process: the person's, and over it what their files for the agents say."""
    said = (planned.serve_env for planned in plans(who).values())
    return {**who.environment, **{name: text for env in said for name, text in env.items()}}


def _proxies(env: Mapping[str, str]) -> dict[str, str]:
    """The proxies by scheme, and the exceptions under `no`; the small spelling wins, as everywhere."""
    named = sorted((name for name in env if name.lower().endswith("_proxy")), key=str.islower)
    return {name[: -len("_proxy")].lower(): env[name] for name in named}


def _next_hop(url: str, proxies: Mapping[str, str]) -> tuple[Place, str]:
    """The host and port of the next connection on the way to `url`, and the proxy by which it goes."""
    parts = urlsplit(url)
    proxy = proxies.get(parts.scheme, "")
    if proxy and not _is_excepted(parts.hostname or "", proxies.get("no", "")):
        return _place(proxy), host(proxy)
    return _place(url), ""


def _is_excepted(name: str, exceptions: str) -> bool:
    """Whether NO_PROXY names a host, itself or as a domain above it."""
    named = [exception.strip().lstrip(".").lower() for exception in exceptions.split(",")]
    return any(one == "*" or f".{name}".endswith(f".{one}") for one in named if one)


def _place(url: str) -> Place:
    parts = urlsplit(url)
    return parts.hostname or "", parts.port or _PORTS.get(parts.scheme, 443)


def _is_here(name: str) -> bool:
    if name == "localhost":
        return True
    try:
        return ip_address(name).is_loopback
    except ValueError:
        return False
