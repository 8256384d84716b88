"""Request bodies in gzip, deflate, br or zstd, decoded; and in zstd again, where that is quick.

Law: what cannot be decoded, or would not fit in memory decoded, is None and goes through as it came.
"""

from __future__ import annotations

import sys
import zlib
from collections.abc import Callable
from typing import Any

import brotli

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

LIMIT = 128 * 1024 * 1024


def decode(body: bytes, encoding: str) -> bytes | None:
    """The body without its content codings (listed in the order they were applied), or None."""
    for name in reversed([word.strip().lower() for word in encoding.split(",") if word.strip()]):
        decoder = _DECODERS.get(name)
        decoded = _try(decoder, body) if decoder else None
        if decoded is None:
            return None
        body = decoded
    return body


def encode(body: bytes, encoding: str) -> bytes:
    """The body in one coding, as it came in it; for `zstd` and no other."""
    return zstd.compress(body) if is_again(encoding) else body


def is_again(encoding: str) -> bool:
    """Whether a body that came in this coding goes on in it: a millisecond or two for a fifth of the bytes."""
    return encoding.strip().lower() == "zstd"


def _try(decoder: Callable[[bytes], bytes | None], body: bytes) -> bytes | None:
    try:
        return decoder(body)
    except (zlib.error, brotli.error, zstd.ZstdError, EOFError):
        return None


def _inflate(body: bytes, window: int = 47) -> bytes | None:
    return _whole(zlib.decompressobj(window), body)


def _deflate(body: bytes) -> bytes | None:
    """`deflate` is zlib by the standard and raw by habit; both occur."""
    try:
        return _inflate(body, 15)
    except zlib.error:
        return _inflate(body, -15)


def _zstd(body: bytes) -> bytes | None:
    return _whole(zstd.ZstdDecompressor(), body)


def _whole(decoder: Any, body: bytes) -> bytes | None:
    """All that the body decodes to, if it ends properly and within the limit."""
    decoded: bytes = decoder.decompress(body, LIMIT)
    return decoded if decoder.eof else None


def _brotli(body: bytes) -> bytes | None:
    decoder = brotli.Decompressor()
    decoded: bytes = decoder.process(body, output_buffer_limit=LIMIT)
    return decoded if decoder.is_finished() else None


_DECODERS: dict[str, Callable[[bytes], bytes | None]] = {
    "identity": lambda body: body,
    "gzip": _inflate,
    "x-gzip": _inflate,
    "deflate": _deflate,
    "br": _brotli,
    "zstd": _zstd,
}
