"""Bytes and Edits to bytes: only the edited spans change, every other byte stays as it came (law 2)."""

from __future__ import annotations

import json
from collections.abc import Sequence

import msgspec

from headroom_cli.dialects.spans import patched
from headroom_cli.model import Edit

_encode = msgspec.json.Encoder().encode


def splice(body: bytes, edits: Sequence[Edit]) -> bytes:
    """The body with each edit's span replaced by its text as a JSON string; ValueError where `patched` has one."""
    return patched(body, ((*edit.span, _said(edit)) for edit in edits))


def original(body: bytes, edit: Edit) -> str:
    """The text that an edit of the body takes the place of."""
    there = body[slice(*edit.span)]
    return str(json.loads(json.loads(b'"%b"' % there) if edit.quoted else there))


def _said(edit: Edit) -> bytes:
    """The edit's text as a JSON string; a quoted one as it stands inside another."""
    said = _encode(edit.text)
    return _encode(said.decode())[1:-1] if edit.quoted else said
