"""Noise: bookkeeping, encoded bytes and drawn paths are counted behind their key."""

import base64
import hashlib

import pytest

from headroom_cli.compressors._config.noise import Cut

BYTES = base64.b64encode(b"".join(hashlib.sha256(bytes([n])).digest() for n in range(12))).decode()
PATH = "M12 2C6.48 2 2 6.48 2 12s4.48 10 10 10 10-4.48 10-10S17.52 2 12 2z" * 5


def cut(*lines):
    one = Cut()
    return one.lines(lines), one.omitted()


def test_the_bookkeeping_of_a_cluster_is_counted():
    said, omitted = cut(
        "metadata:",
        "  annotations:",
        "    kubectl.kubernetes.io/last-applied-configuration: |",
        '      {"apiVersion":"v1"}',
        "  managedFields:",
        "  - apiVersion: v1",
        "    fieldsV1:",
        "      f:data: {}",
        "  name: web",
    )
    assert said == [
        "metadata:",
        "  annotations:",
        "    kubectl.kubernetes.io/last-applied-configuration: … 1 lines left out",
        "  managedFields: … 3 lines left out",
        "  name: web",
    ]
    assert omitted == "1 lines of last-applied-configuration, 3 lines of managedFields"


def test_encoded_bytes_keep_their_beginning():
    assert cut(f"  tls.crt: {BYTES}") == (
        [f"  tls.crt: {BYTES[:24]}… {len(BYTES) - 24} characters left out"],
        "488 encoded characters",
    )
    rows = [f"    {BYTES[n : n + 64]}" for n in range(0, 384, 64)]
    said, omitted = cut("  ca: |", "    -----BEGIN CERTIFICATE-----", *rows, "    -----END CERTIFICATE-----")
    assert said == [
        "  ca: |",
        "    -----BEGIN CERTIFICATE-----",
        rows[0],
        "… 5 lines of bytes left out",
        "    -----END CERTIFICATE-----",
    ]
    assert omitted == "5 lines of encoded bytes"


def test_drawn_paths_keep_their_beginning():
    assert cut(f'<path id="x" d="{PATH}" fill="none"/>') == (
        [f'<path id="x" d="{PATH[:24]}… {len(PATH) - 24} characters left out" fill="none"/>'],
        f"{len(PATH) - 24} characters of drawn paths",
    )


@pytest.mark.parametrize(
    "line",
    [
        "path: /" + "opt/Some/folder1/" * 20,
        f"id: {'0123456789abcdef' * 12}",
        f'<a data-id="{PATH}"/>',
        "digest: sha256:" + "0a" * 32,
        "text: " + "Words that a person wrote, 12 of them. " * 9,
    ],
)
def test_what_stands_for_itself_stays(line):
    assert cut(line) == ([line], "")
