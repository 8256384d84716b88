"""Where the values of a JSON document stand in its bytes, without rebuilding or trusting a model of it.

Law: a span is given only when it is certain. The walk goes over the bytes once and holds every value
against the parser's own view of it; a duplicate key, a foreign shape or a broken document is
NotReadable.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any

import msgspec

from headroom_cli.dialects import NotReadable

Span = tuple[int, int]
Change = tuple[int, int, bytes]  # where what stands is to go, and what is to stand there

_KEY = re.compile(rb'\s*("(?:[^"\\]|\\.)*")\s*:\s*')
_BLANK = re.compile(rb"\s*")
_SURROGATE = re.compile(rb"(\\\\|\\u[dD][89abAB]..\\u[dD][c-fC-F]..)|\\u[dD][89a-fA-F][0-9a-fA-F]{2}")
_OBJECT = msgspec.json.Decoder(dict[str, msgspec.Raw])
_ARRAY = msgspec.json.Decoder(list[msgspec.Raw])


def members(document: bytes) -> dict[str, Span]:
    """The span of each value of a JSON object, by key, in order."""
    document, values = _decode(_OBJECT, document)
    spans: dict[str, Span] = {}
    at = document.index(b"{") + 1
    for _ in values:
        key = _KEY.match(document, at)
        if key is None or (name := str(value(key[1]))) not in values:
            raise NotReadable("a key that occurs twice")
        spans[name] = _confirm(document, key.end(), values[name])
        at = _after(document, spans[name][1])
    if len(spans) != len(values) or (values and document[at - 1 : at] != b"}"):
        raise NotReadable("a key that occurs twice")
    return spans


def elements(document: bytes) -> list[Span]:
    """The span of each value of a JSON array, in order."""
    document, values = _decode(_ARRAY, document)
    spans: list[Span] = []
    at = document.index(b"[") + 1
    for raw in values:
        start = _skip_blank(document, at)
        spans.append(_confirm(document, start, raw))
        at = _after(document, spans[-1][1])
    return spans


def patched(document: bytes, changes: Iterable[Change]) -> bytes:
    """The document with the changes made, every other byte as it was.

    They come in order and do not overlap; ValueError otherwise, so that a mistake of ours leaves the document whole.
    """
    pieces: list[bytes] = []
    at = 0
    for start, end, new in changes:
        if not at <= start <= end <= len(document):
            raise ValueError("changes overlap or leave the document")
        pieces += (document[at:start], new)
        at = end
    return b"".join((*pieces, document[at:]))


def insert(at: int, text: str) -> Change:
    """The change that puts a text in."""
    return at, at, text.encode()


def replaced(document: bytes, values: Mapping[str, str]) -> bytes:
    """The document, or the event that says one, with JSON put at dotted paths where something stands already."""
    found = ((_place(document, path), new) for path, new in values.items())
    return patched(document, sorted((*place, new.encode()) for place, new in found if place))


def dump(value: Any) -> str:
    """Compact JSON as agents write it; escaped where it could not be written otherwise."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    try:
        text.encode()
    except UnicodeEncodeError:
        return json.dumps(value, separators=(",", ":"))
    return text


def value(document: bytes) -> Any:
    """A small document decoded; the standard library reads lone surrogates that others refuse."""
    try:
        return json.loads(document)
    except (ValueError, RecursionError) as error:
        raise NotReadable("a broken value") from error


def _place(document: bytes, path: str) -> Span | None:
    start, end = document.index(b"{"), len(document)
    for key in path.split("."):
        inner = members(document[start:end]).get(key) if document[start : start + 1] == b"{" else None
        if inner is None:
            return None
        start, end = start + inner[0], start + inner[1]
    return start, end


def _decode(decoder: msgspec.json.Decoder[Any], document: bytes) -> tuple[bytes, Any]:
    """The values, and the document that they are views of: this one, or its shadow."""
    try:
        return document, decoder.decode(document)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        shadow = _shadow(document)
    try:
        return shadow, decoder.decode(shadow)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise NotReadable("a broken or unexpected shape") from error


def _shadow(document: bytes) -> bytes:
    """The document with lone surrogates replaced by escapes of the same length: its spans are the same.

    The parser refuses them, and agents send them where they cut a text inside an emoji; a whole
    conversation must not fall back to its unshortened form because of one.
    """
    return _SURROGATE.sub(lambda found: found[1] or rb"\u0020", document)


def _confirm(document: bytes, start: int, raw: msgspec.Raw) -> Span:
    view = memoryview(raw)
    end = start + len(view)
    if document[start:end] != bytes(view):
        raise NotReadable("a key that occurs twice")
    return start, end


def _after(document: bytes, end: int) -> int:
    """Just past the comma or bracket that follows a value."""
    return _skip_blank(document, end) + 1


def _skip_blank(document: bytes, at: int) -> int:
    found = _BLANK.match(document, at)
    return found.end() if found else at
