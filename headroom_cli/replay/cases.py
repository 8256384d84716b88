"""Files as requests: a recorded request as it is, any other file as the result of a tool that read it.

Law: a file becomes the same requests at every run; what cannot be read as text is left out and said.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from headroom_cli.dialects import Dialect
from headroom_cli.errors import ConfigError
from headroom_cli.replay.recordings import Request, request, sessions

_CODE = frozenset({
    ".py", ".js", ".ts", ".tsx", ".jsx", ".go", ".rs", ".java", ".c", ".h", ".cc", ".cpp", ".hpp", ".rb", ".php", ".cs",
})  # fmt: skip
_MOST_BYTES = 64 * 1024 * 1024
_LOOKED_AT = 8192  # a file with a NUL among its first bytes is no text
_HINT = "Name folders or files that hold text."


@dataclass(frozen=True, slots=True)
class Case:
    """One conversation: the file that it comes from, its name in its folder, its group, what is sent.

    `number` is its place among the sessions of a recording, else 0. `is_payload`: the file is no request
    but what a tool printed; `is_numbered`: with line numbers, which we added.
    """

    path: Path
    name: str
    group: str
    request: Request
    number: int = 0
    is_payload: bool = False
    is_numbered: bool = False

    @property
    def title(self) -> str:
        """Its name, and which of its file's sessions it is."""
        return f"{self.name}, session {self.number}" if self.number else self.name


@dataclass(frozen=True, slots=True)
class Loaded:
    """All cases, and how many files were left out for which reason."""

    cases: list[Case] = field(default_factory=list)
    left_out: Counter[str] = field(default_factory=Counter)


class _Unusable(Exception):  # noqa: N818 - a verdict
    """A file that is no text; the message says why."""


def load(paths: Iterable[Path], dialects: Mapping[str, Dialect]) -> Loaded:
    """Every readable file at or below the given paths, in order of name; ConfigError when one of them is not."""
    loaded = Loaded()
    for root in paths:
        if not root.exists():
            raise ConfigError(f"{root} does not exist", _HINT)
        for path in _files(root):
            try:
                loaded.cases.extend(_cases(path, root, dialects))
            except _Unusable as verdict:
                if path == root:
                    raise ConfigError(f"{path} cannot be measured: {verdict}", _HINT) from verdict
                loaded.left_out[str(verdict)] += 1
    return loaded


def _files(root: Path) -> list[Path]:
    if not root.is_dir():
        return [root]
    return sorted(path for path in root.rglob("*") if path.is_file() and not path.name.startswith("."))


def _cases(path: Path, root: Path, dialects: Mapping[str, Dialect]) -> Iterator[Case]:
    text = _text(path)
    name = path.relative_to(root if root.is_dir() else root.parent).as_posix()
    group = name.split("/", maxsplit=1)[0] if "/" in name else root.name or root.resolve().name
    if found := request(text, dialects):
        yield Case(path, name, group, found)
    elif recorded := sessions(text, dialects):
        yield from (Case(path, name, group, one, number) for number, one in enumerate(recorded, 1))
    else:
        code = path.suffix in _CODE
        yield Case(path, name, group, _as_result(path, text, code, dialects), is_payload=True, is_numbered=code)


def _text(path: Path) -> str:
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise _Unusable("over 64 MiB")
        data = path.read_bytes()
    except OSError as error:
        raise _Unusable(error.strerror or "unreadable") from error
    if not data.strip():
        raise _Unusable("empty")
    if b"\0" in data[:_LOOKED_AT]:
        raise _Unusable("not text")
    return data.decode("utf-8", "replace")


def _as_result(path: Path, text: str, code: bool, dialects: Mapping[str, Dialect]) -> Request:
    """A conversation in which an agent read the file: source code with a gutter, the rest as a command's output."""
    tool, asked = ("Read", {"file_path": path.name}) if code else ("Bash", {"command": f"cat {path.name}"})
    shown = "\n".join(f"{n}\t{line}" for n, line in enumerate(text.split("\n"), 1)) if code else text
    call = {"type": "tool_use", "id": "toolu_1", "name": tool, "input": asked}
    result = {"type": "tool_result", "tool_use_id": "toolu_1", "content": shown}
    messages: list[dict[str, Any]] = [
        {"role": "user", "content": "Look at it."},
        {"role": "assistant", "content": [call]},
        {"role": "user", "content": [result]},
    ]
    made = {"model": "claude-sonnet-4-6", "tools": [{"name": tool}], "messages": messages}
    return Request(dialects["anthropic"], json.dumps(made, ensure_ascii=False, separators=(",", ":")).encode())
