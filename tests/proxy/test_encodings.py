"""Request bodies in the codings that agents use."""

import gzip
import sys
import zlib

import brotli
import pytest
from hypothesis import given
from hypothesis import strategies as st

from headroom_cli.proxy.encodings import decode, encode, is_again

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd


def raw_deflate(data: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(data) + packer.flush()


PACKERS = {
    "gzip": gzip.compress,
    "x-gzip": gzip.compress,
    "deflate": zlib.compress,
    "br": brotli.compress,
    "zstd": zstd.compress,
    "identity": bytes,
    "": bytes,
}


@given(st.binary(), st.sampled_from(sorted(PACKERS)))
def test_what_was_packed_comes_back(data, encoding):
    assert decode(PACKERS[encoding](data), encoding) == data


@given(st.binary(min_size=1))
def test_deflate_without_its_wrapper_comes_back_too(data):
    assert decode(raw_deflate(data), "Deflate") == data


def test_codings_are_undone_in_reverse_order():
    assert decode(zstd.compress(gzip.compress(b"x")), "gzip, zstd") == b"x"


def test_a_frame_without_its_size_comes_back():
    packer = zstd.ZstdCompressor()
    assert decode(packer.compress(b"x" * 1000) + packer.flush(), "zstd") == b"x" * 1000


@pytest.mark.parametrize("encoding", ["gzip", "deflate", "br", "zstd", "gzip, br", "compress", "nonsense"])
def test_what_cannot_be_decoded_is_none(encoding):
    assert decode(b"certainly not packed", encoding) is None


@pytest.mark.parametrize("encoding", ["gzip", "br", "zstd"])
def test_half_a_body_is_none(encoding):
    packed = PACKERS[encoding](bytes(range(256)) * 100)
    assert decode(packed[: len(packed) // 2], encoding) is None


@pytest.mark.parametrize("encoding", ["gzip", "zstd"])
def test_a_body_that_would_not_fit_is_none(encoding):
    assert decode(PACKERS[encoding](bytes(129 * 1024 * 1024)), encoding) is None


@given(st.binary())
def test_only_zstd_is_packed_again(data):
    assert decode(encode(data, " ZSTD"), "zstd") == data
    assert [encode(data, coding) for coding in ("gzip", "", "zstd, gzip")] == [data] * 3
    assert [is_again(coding) for coding in ("zstd", "gzip", "")] == [True, False, False]
