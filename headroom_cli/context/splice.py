"""Bytes and Edits to bytes: only the edited spans change, every other byte stays as it came (law 2)."""

from __future__ import annotations

import json
from collections.abc import Sequence

import msgspec

from headroom_cli.model import Edit

_encode = msgspec.json.Encoder().encode


def splice(body: bytes, edits: Sequence[Edit]) -> bytes:
    """The body with each edit's span replaced by its text as a JSON string.

    Edits come in order and do not overlap; ValueError otherwise, so that a mistake of ours leaves
    the body as it came instead of broken.
    """
    pieces: list[bytes] = []
    at = 0
    for edit in edits:
        start, end = edit.span
        if start < at or end > len(body):
            raise ValueError("edits overlap or leave the body")
        pieces += (body[at:start], _said(edit))
        at = end
    return b"".join((*pieces, body[at:]))


def original(body: bytes, edit: Edit) -> str:
    """The text that an edit of the body takes the place of."""
    there = body[slice(*edit.span)]
    return str(json.loads(json.loads(b'"%b"' % there) if edit.quoted else there))


def _said(edit: Edit) -> bytes:
    """The edit's text as a JSON string; a quoted one as it stands inside another."""
    said = _encode(edit.text)
    return _encode(said.decode())[1:-1] if edit.quoted else said
