"""Gemfile.lock: a gem with its checksum as one package; the rest is as short as it can be said.

Law: all lines that are no checksums stay as they came.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from headroom_cli.compressors._lock.rows import Package

_SUMMED = re.compile(r"  (\S+) \(([^\s()]+)\) (sha256=[0-9a-f]{64})")


def read(lines: Sequence[str]) -> list[str | Package]:
    """Gems with checksums, and the lines between them."""
    return [_gem(match) if (match := _SUMMED.fullmatch(line)) else line for line in lines]


def _gem(match: re.Match[str]) -> Package:
    name, version, checksum = match.groups()
    return Package((name,), {"version": version, "checksum": checksum})
