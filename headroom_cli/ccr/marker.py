"""Markers: the one line in a shortened text that says what is left out and how to get it.

Law: a key is the digest of the original and of nothing else, so it is the same in every process and
after every restart; a marker says that the output itself is whole, so that no model takes a gap in
what it is shown for a gap in the file.
"""

from __future__ import annotations

import re
from hashlib import sha256

_MARKER = re.compile(r"; call headroom_retrieve with key ([0-9a-f]{12})\]")


def key(text: str) -> str:
    """The key of an original: 12 hex digits of the SHA-256 of its UTF-8."""
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:12]


def marker(key: str, omitted: str) -> str:
    """The line, without a line break, for a text that leaves out `omitted`, as "212 of 240 rows"."""
    return f"[headroom: {omitted} not shown here, the output is whole; call headroom_retrieve with key {key}]"


def whole(key: str) -> str:
    """The line for a text that is said in another form without leaving anything out, where that form splits words."""
    return f"[headroom: nothing left out; headroom_retrieve {key} has the original]"


def find(text: str) -> tuple[str, ...]:
    """The keys of the markers in `text`, in order, each as often as it stands there."""
    return tuple(_MARKER.findall(text))
