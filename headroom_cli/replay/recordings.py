"""Requests in a text: a body as an agent sent it, or a recording of many, one JSON object a line.

Law: of requests that grow, each beginning with all of the one before it, the last alone is told: it is the
session. What is not certainly a request is none.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from headroom_cli.dialects import Dialect, NotReadable, recognise

_NAMELESS = "contents"


@dataclass(frozen=True, slots=True)
class Request:
    """A body, and the dialect that its messages are in."""

    dialect: Dialect
    body: bytes


def request(text: str, dialects: Mapping[str, Dialect]) -> Request | None:
    """The request that the text is, byte for byte; None when it is something else."""
    dialect = _dialect(_parsed(text), dialects)
    return Request(dialect, text.encode("utf-8", "surrogatepass")) if dialect else None


def sessions(text: str, dialects: Mapping[str, Dialect]) -> list[Request]:
    """The sessions of a recording whose lines are bodies, or records that have one under `body`; else none."""
    if not all(word in text for word in ('"model"', '"role"')):
        return []  # spares parsing every line of a long log
    bodies = (_body(_parsed(line)) for line in text.splitlines())
    found = ((_dialect(body, dialects), body) for body in bodies)
    return list(_longest(Request(dialect, _dumped(body)) for dialect, body in found if dialect))


def _body(record: Any) -> Any:
    return record["body"] if isinstance(record, dict) and "body" in record else record


def _dialect(body: Any, dialects: Mapping[str, Dialect]) -> Dialect | None:
    """The dialect of a request's body: an object that holds messages, and names a model where the URL does not."""
    if not isinstance(body, dict):
        return None
    keys = ("messages", "input", _NAMELESS) if isinstance(body.get("model"), str) else (_NAMELESS,)
    messages: list[Any] = next((body[key] for key in keys if isinstance(body.get(key), list)), [])
    return recognise(messages, dialects)


def _longest(requests: Iterable[Request]) -> Iterator[Request]:
    """The requests that no other one begins with, in order; of equal ones the first."""
    chains = [(found, list(_chain(found))) for found in requests]
    begun = {link for _, chain in chains for link in chain[:-1]}
    for found, chain in chains:
        if not chain or chain[-1] not in begun:
            begun.update(chain[-1:])
            yield found


def _chain(request: Request) -> Iterator[bytes]:
    """For each message a hash of all up to it, as the proxy knows them again."""
    link = request.dialect.name.encode()
    try:
        spans = request.dialect.outline(request.body).messages
    except NotReadable:
        return
    for start, end in spans:
        link = sha256(link + _digest(request.dialect, request.body[start:end])).digest()
        yield link


def _digest(dialect: Dialect, raw: bytes) -> bytes:
    try:
        return dialect.message(raw).digest
    except NotReadable:
        return sha256(raw).digest()


def _dumped(body: Any) -> bytes:
    return json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")


def _parsed(text: str) -> Any:
    if not text.lstrip().startswith("{"):
        return None
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None
