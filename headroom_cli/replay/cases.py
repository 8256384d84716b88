"""Files as requests: a request body as it is, any other file as the result of a tool that read it.

Law: a file becomes the same request at every run; what cannot be read as text is left out and said.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_CODE = frozenset(
    {
        ".py",
        ".js",
        ".ts",
        ".tsx",
        ".jsx",
        ".go",
        ".rs",
        ".java",
        ".c",
        ".h",
        ".cc",
        ".cpp",
        ".hpp",
        ".rb",
        ".php",
        ".cs",
    }
)
_SKIPPED = frozenset({".md5", ".png", ".jpg", ".gif", ".gz", ".zip", ".sqlite"})


@dataclass(frozen=True, slots=True)
class Case:
    """One file: where it stands below the folder that was named, its group there, and its request."""

    name: str
    group: str
    body: bytes


def load(paths: Iterable[Path]) -> Iterator[Case]:
    """Every readable file below the given paths, in order of name."""
    for root in paths:
        for path in _files(root):
            if (text := _text(path)) is not None:
                name = path.relative_to(root if root.is_dir() else root.parent).as_posix()
                group = name.split("/", maxsplit=1)[0] if "/" in name else root.name
                yield Case(name, group, _request(path, text))


def _files(root: Path) -> list[Path]:
    if root.is_file():
        return [root]
    return sorted(p for p in root.rglob("*") if p.is_file() and p.suffix not in _SKIPPED and not p.name.startswith("."))


def _text(path: Path) -> str | None:
    try:
        text = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        return None
    return text if text.strip() else None


def _request(path: Path, text: str) -> bytes:
    found = _parsed(text)
    if isinstance(found, dict) and isinstance(found.get("messages"), list) and "model" in found:
        return _dumped(found if found.get("tools") else {**found, "tools": [_tool("Bash")]})
    return _dumped(_as_result(path, text))


def _as_result(path: Path, text: str) -> dict[str, Any]:
    """A conversation in which an agent read the file: source code with a gutter, the rest as a command's output."""
    code = path.suffix in _CODE
    tool, asked = ("Read", {"file_path": str(path.name)}) if code else ("Bash", {"command": f"cat {path.name}"})
    shown = "\n".join(f"{n}\t{line}" for n, line in enumerate(text.split("\n"), 1)) if code else text
    call = {"type": "tool_use", "id": "toolu_1", "name": tool, "input": asked}
    result = {"type": "tool_result", "tool_use_id": "toolu_1", "content": shown}
    messages = [
        {"role": "user", "content": "Look at it."},
        {"role": "assistant", "content": [call]},
        {"role": "user", "content": [result]},
    ]
    return {"model": "claude-sonnet-4-6", "max_tokens": 1024, "tools": [_tool(tool)], "messages": messages}


def _tool(name: str) -> dict[str, Any]:
    return {"name": name, "input_schema": {"type": "object"}}


def _dumped(request: dict[str, Any]) -> bytes:
    return json.dumps(request, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")


def _parsed(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None
