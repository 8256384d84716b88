"""What Codex's tool outputs tell of how a call went: there is no flag, only words around the output."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

_HEAD = 400
_CODES = (
    re.compile(r"^(?:Exit code: |Process exited with code )(-?\d+)$", re.MULTILINE),
    re.compile(r'"exit_code": ?(-?\d+)'),
)
_FAILED = re.compile(
    r"apply_patch verification failed|Script (?:failed|error)|failed to parse function arguments|unsupported call:"
    r"|execution error|exec_command failed|Error: |sandbox error"
)
_REFUSED = re.compile(r"(?:rejected|aborted|denied) by (?:the )?user|command (?:rejected|aborted) by user")


def exit_code(text: str) -> int | None:
    """The exit code that an output tells of: the worst, where a script ran several commands."""
    for form, within in zip(_CODES, (text[:_HEAD], text if text.startswith(("{", "Script")) else ""), strict=True):
        if found := [int(code) for code in form.findall(within)]:
            return max(found, key=abs)
    return None


def failed(text: str) -> bool:
    """Whether an output tells of a failure without an exit code."""
    return bool(_FAILED.match(text)) and exit_code(text) is None


def refused(text: str) -> bool:
    """Whether a person did not let the call happen, or stopped it."""
    return bool(_REFUSED.search(text[:_HEAD])) and exit_code(text) is None


def images(parts: Iterable[Mapping[str, Any]]) -> tuple[int, ...]:
    """The sizes of the images among the parts of a message or an output."""
    urls = (part.get("image_url") for part in parts if part.get("type") == "input_image")
    return tuple(len(url.partition(",")[2]) for url in urls if isinstance(url, str))
