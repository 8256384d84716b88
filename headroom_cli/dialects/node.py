"""A JSON value and where it stands: how the dialects walk down a message.

Law: a node's span is counted from the start of the document that it came from, however deep it is; what
cannot be read with certainty is NotReadable, as in `spans`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from headroom_cli.dialects import told
from headroom_cli.dialects.spans import Span, elements, members, value
from headroom_cli.model import Block


@dataclass(frozen=True, slots=True)
class Node:
    """The value at `span` of a document; `raw` are its bytes."""

    raw: bytes
    span: Span

    def fields(self) -> dict[str, Node]:
        """The values of an object by key, in order."""
        return {key: self._inner(span) for key, span in members(self.raw).items()}

    def items(self) -> list[Node]:
        """The values of an array, in order."""
        return [self._inner(span) for span in elements(self.raw)]

    def value(self) -> Any:
        """The value decoded."""
        return value(self.raw)

    @property
    def is_string(self) -> bool:
        """Whether it is a string."""
        return self.raw.startswith(b'"')

    @property
    def is_list(self) -> bool:
        """Whether it is an array."""
        return self.raw.startswith(b"[")

    @property
    def is_object(self) -> bool:
        """Whether it is an object."""
        return self.raw.startswith(b"{")

    def _inner(self, span: Span) -> Node:
        (start, end), at = span, self.span[0]
        return Node(self.raw[start:end], (at + start, at + end))


def digest(message: bytes) -> bytes:
    """A hash of a message's bytes, for agents that never spell an earlier message anew."""
    return hashlib.sha256(message).digest()


def root(document: bytes) -> Node:
    """The whole of a document that begins with its value."""
    return Node(document, (0, len(document)))


def word(fields: Mapping[str, Node], key: str) -> str:
    """The string under a key; empty where there is none."""
    found = fields.get(key)
    return str(found.value()) if found and found.is_string else ""


def is_true(fields: Mapping[str, Node], key: str) -> bool:
    """Whether `true` stands under a key."""
    return key in fields and fields[key].raw == b"true"


def block(text: Node, **rest: Any) -> Block:
    """The block of a string."""
    return told.result(Block(text=text.value(), span=text.span, **rest))


def texts(content: Node, types: Container[str], **rest: Any) -> Iterator[Block]:
    """The blocks of a string, or of the parts of those types in a list; other parts are passed over."""
    if content.is_string:
        yield block(content, **rest)
    for part in content.items() if content.is_list else ():
        fields = part.fields() if part.is_object else {}
        text = fields.get("text")
        if text and text.is_string and word(fields, "type") in types:
            yield block(text, **rest)
