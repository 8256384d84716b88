"""What the stores' URLs have in common: how much a store may hold.

Law: a word in a URL that cannot be used is a ConfigError that says what it should look like.
"""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

from headroom_cli.errors import ConfigError


def cap(url: str, default_mb: float) -> int:
    """The most bytes the store may take: `?mb=512` in the URL, else `default_mb`."""
    given = parse_qs(urlsplit(url).query).get("mb", [str(default_mb)])[-1]
    try:
        size = int(float(given) * 1_000_000)
    except (ValueError, OverflowError):
        size = 0
    if size <= 0:
        raise ConfigError(f"a store cannot hold {given!r} megabytes", "Write a number above 0, as in `?mb=512`.")
    return size
