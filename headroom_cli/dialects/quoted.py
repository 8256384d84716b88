"""A command's output that an agent quotes once more: JSON in the string, the output a string in that JSON.

Law: only the output itself becomes the block, and its span is that of its own quotes; where they stand in
the bytes must be certain, else the whole string is the block.
"""

from __future__ import annotations

import json
import re
from dataclasses import replace

import msgspec

from headroom_cli.model import Block

_STRING = r'"[^"\\]*(?:\\.[^"\\]*)*"'
_FIELDS = rf'(?:"\w+": ?(?:{_STRING}|[^",{{}}\[\]]+), ?)*'
_SHELLS = re.compile(
    r"(?P<head>(?:Warning: truncated output[^\n]*\nTotal output lines: \d+\n\n)?"
    rf'\{{{_FIELDS}"(?:output|stdout)": ?)(?P<output>{_STRING})(?P<tail>[,}}].{{0,400}})',
    re.DOTALL,
)
_TELLING = ('"chunk_id":', '"exit_code":', '"returncode":')
_encode = msgspec.json.Encoder().encode


def opened(block: Block, raw: bytes) -> Block:
    """The block of what a command printed, out of the block of a string with the bytes `raw`."""
    found = _SHELLS.match(block.text)
    if found is None or not any(word in found["head"] + found["tail"] for word in _TELLING):
        return block
    before, after = _spelled(found["head"]), _spelled(block.text[found.end("output") :])
    if not (raw.startswith(b'"' + before) and raw.endswith(after + b'"')):
        return block
    try:
        text = json.loads(found["output"])
    except ValueError:
        return block
    start, end = block.span
    return replace(block, text=text, span=(start + 1 + len(before), end - 1 - len(after)), quoted=True)


def _spelled(text: str) -> bytes:
    """A text as it stands between the quotes of a JSON string."""
    try:
        return _encode(text)[1:-1]
    except UnicodeEncodeError:  # a lone surrogate is never spelled so
        return b"\0"
