"""Bytes and Edits to bytes: only the edited spans change, every other byte stays as it came (law 2)."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from headroom_cli.dialects.spans import patched
from headroom_cli.model import Edit

_encode = msgspec.json.Encoder().encode


def splice(body: bytes, edits: Sequence[Edit]) -> bytes:
    """The body with each edit's span replaced by its text as a JSON string; ValueError where `patched` has one."""
    return patched(body, ((*edit.span, _encode(edit.text)) for edit in edits))
