"""Providers whose conversations are not read yet: requests find their way and pass as they came.

Law: what is not understood is not touched.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from headroom_cli.dialects import Message, NotReadable, Outline, Reader
from headroom_cli.dialects.reading import DocumentReader
from headroom_cli.dialects.retrieving import Retrieving


class Passing:
    """A provider known by its paths and headers, and by the shape of its errors."""

    retrieving: Retrieving | None = None

    def __init__(self, name: str, paths: str, header: str) -> None:
        self.name = name
        self._paths = re.compile(paths)
        self._header = header

    def speaks(self, method: str, path: str) -> bool:
        del method, path
        return False

    def home(self, path: str, headers: Mapping[str, str]) -> bool:
        return self._paths.match(path) is not None or self._header in headers

    def canonical(self, path: str) -> str:
        return path

    def knows(self, message: Mapping[str, Any]) -> bool:
        del message
        return False

    def outline(self, body: bytes) -> Outline:
        del body
        raise NotReadable("a dialect that is not spoken")

    def message(self, message: bytes) -> Message:
        del message
        raise NotReadable("a dialect that is not spoken")

    def reader(self, *, streaming: bool) -> Reader:
        del streaming
        return DocumentReader()

    def error(self, status: int, message: str) -> bytes:
        return json.dumps({"error": {"code": status, "message": message, "type": "upstream_error"}}).encode()
