"""Claude Code's tools, in words of no agent's own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from headroom_cli.transcripts import Call

_Does = Literal["run", "read", "edit", "search", "other"]
_TOOLS: Mapping[str, tuple[_Does, str]] = {
    "Bash": ("run", "command"),
    "Edit": ("edit", "file_path"),
    "Glob": ("search", "pattern"),
    "Grep": ("search", "pattern"),
    "LS": ("search", "path"),
    "MultiEdit": ("edit", "file_path"),
    "NotebookEdit": ("edit", "notebook_path"),
    "NotebookRead": ("read", "notebook_path"),
    "Read": ("read", "file_path"),
    "Write": ("edit", "file_path"),
}


def call(block: Mapping[str, Any], folder: str) -> Call:
    """The call that a `tool_use` block is."""
    tool, given = str(block.get("name") or ""), block.get("input")
    arguments = given if isinstance(given, dict) else {}
    does, key = _TOOLS.get(tool, ("other", ""))
    what = arguments.get(key)
    return Call(
        id=str(block.get("id") or ""),
        tool=tool,
        arguments=arguments,
        does=does if isinstance(what, str) else "other",
        what=what if isinstance(what, str) else "",
        folder=folder,
    )
