"""Whether a result is a file that was read, to be edited by its own text.

Law: a function of the call alone, not of the text.
"""

from __future__ import annotations

import re

from headroom_cli.model import Block

_READS = re.compile(r"\b(?:read|view|open)", re.IGNORECASE)
_PATHS = frozenset({"file_path", "filePath", "filename", "path"})


def was_read(block: Block) -> bool:
    """Whether a tool that reads files gave the text of one."""
    return _READS.search(block.tool) is not None and not _PATHS.isdisjoint(block.arguments)
