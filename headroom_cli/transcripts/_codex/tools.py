"""Codex's tools, in words of no agent's own.

Law: a script that runs one command is that command; one that does more is something other.
"""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Mapping
from typing import Any, Literal

from headroom_cli.transcripts import Call

_Does = Literal["run", "read", "edit", "search", "other"]
_SHELLS = ("bash", "sh", "zsh")
_PATCHED = re.compile(r"^\*\*\* (?:Update|Add|Delete) File: (.+)$", re.MULTILINE)
_IN_SCRIPT = re.compile(r'tools\.exec_command\(\s*\{\s*"?cmd"?\s*:\s*("(?:[^"\\]|\\.)*")')


def call(item: Mapping[str, Any], folder: str) -> Call:
    """The call that an item of a response is."""
    tool = str(item.get("name") or item.get("type") or "")
    arguments = _arguments(item)
    does, what = _deed(tool, arguments)
    return Call(
        id=str(item.get("call_id") or item.get("id") or ""),
        tool=tool,
        arguments=arguments,
        does=does,
        what=what,
        folder=str(arguments.get("workdir") or folder),
    )


def _arguments(item: Mapping[str, Any]) -> Mapping[str, Any]:
    """The arguments by name; a tool that takes one text has it under `input`."""
    if isinstance(action := item.get("action"), dict):
        return action
    if isinstance(text := item.get("input"), str):
        return {"input": text}
    try:
        given = json.loads(item.get("arguments") or "{}")
    except (TypeError, ValueError):
        return {}
    return given if isinstance(given, dict) else {}


def _deed(tool: str, arguments: Mapping[str, Any]) -> tuple[_Does, str]:
    if tool == "apply_patch":
        return _patch(str(arguments.get("input") or arguments.get("patch") or ""))
    if tool == "exec":
        return _script(str(arguments.get("input") or ""))
    if tool == "view_image":
        return "read", str(arguments.get("path") or "")
    command = next((line for name in ("cmd", "command") if (line := _line(arguments.get(name)))), "")
    return ("run", command) if command else ("other", "")


def _line(command: Any) -> str:
    """A command as one line, whether it came as one or in words."""
    if isinstance(command, list):
        words = [str(word) for word in command]
        shell = len(words) > 2 and words[0].rpartition("/")[2] in _SHELLS and words[1].startswith("-")  # noqa: PLR2004
        return words[2] if shell else shlex.join(words)
    return command if isinstance(command, str) else ""


def _script(script: str) -> tuple[_Does, str]:
    commands = _IN_SCRIPT.findall(script)
    if len(commands) == 1 and script.count("tools.") == 1:
        try:
            return "run", str(json.loads(commands[0]))
        except ValueError:
            return "other", ""
    return _patch(script) if "tools.apply_patch(" in script else ("other", "")


def _patch(text: str) -> tuple[_Does, str]:
    found = _PATCHED.search(text.replace("\\n", "\n"))
    return ("edit", found[1].strip()) if found else ("other", "")
