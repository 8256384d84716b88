"""Histories as Claude Code and Codex leave them, made up: the same session told in each agent's way.

Law: what stands in a file is what the agent of that version writes; a test says only what happened.
"""

from __future__ import annotations

import json
import os
import re
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from headroom_cli.transcripts import Transcript

START = datetime(2026, 3, 2, 9, tzinfo=UTC).timestamp()


@dataclass
class Session:
    """What happened in one session, step by step; `save` writes it into the agent's home below `home`."""

    project: str
    name: str = "5f0c1d2e-0000-4000-8000-000000000001"
    at: float = START
    lines: list[dict[str, Any]] = field(default_factory=list)
    replies: int = 0

    def stamp(self) -> str:
        self.at += 1
        return datetime.fromtimestamp(self.at, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")

    def call_id(self) -> str:
        return f"call_{self.name[-4:]}_{self.replies}"

    def run(self, command: str, output: str = "", code: int = 0, **more: Any) -> None:
        """A command, what it printed and how it ended."""
        raise NotImplementedError

    def says(self, text: str) -> None:
        """What a person says."""
        raise NotImplementedError

    def save(self, home: Path) -> Path:
        path = self.path(home)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("".join(json.dumps(line) + "\n" for line in self.lines), "utf-8")
        os.utime(path, (self.at, self.at))
        return path

    def path(self, home: Path) -> Path:
        raise NotImplementedError


@dataclass
class ClaudeSession(Session):
    """A session of Claude Code."""

    agent = "claude"

    def path(self, home: Path) -> Path:
        folder = re.sub(r"[^A-Za-z0-9]", "-", self.project)
        return home / ".claude/projects" / folder / f"{self.name}.jsonl"

    def line(self, kind: str, **more: Any) -> dict[str, Any]:
        common = {"isSidechain": False, "type": kind, "cwd": self.project, "sessionId": self.name, "version": "2.1.330"}
        self.lines.append({"parentUuid": None, **common, "timestamp": self.stamp(), **more})
        return self.lines[-1]

    def reply(self, *blocks: dict[str, Any], usage: tuple[int, int, int, int] = (3, 900, 9000, 40)) -> None:
        """One line for each block, each with the usage of the whole."""
        self.replies += 1
        names = ("input_tokens", "cache_creation_input_tokens", "cache_read_input_tokens", "output_tokens")
        told = dict(zip(names, usage, strict=True)) | {"cache_creation": {"ephemeral_1h_input_tokens": 0}}
        for block in blocks:
            message = {"id": f"msg_{self.name[-4:]}_{self.replies}", "role": "assistant", "model": "claude-opus-5-5"}
            self.line("assistant", message=message | {"content": [block], "usage": told})

    def result(self, content: Any, call: str = "", *, error: bool = False) -> None:
        block = {"type": "tool_result", "tool_use_id": call or self.call_id(), "content": content, "is_error": error}
        self.line("user", message={"role": "user", "content": [block]}, toolUseResult={})

    def uses(self, tool: str, content: Any, *, error: bool = False, **arguments: Any) -> None:
        """A call and what came of it."""
        self.reply({"type": "tool_use", "id": f"call_{self.name[-4:]}_{self.replies + 1}", "name": tool,
                    "input": arguments})  # fmt: skip
        self.result(content, error=error)

    def run(self, command: str, output: str = "", code: int = 0, **more: Any) -> None:
        said = f"Exit code {code}\n{output}" if code else output
        self.uses("Bash", said, error=bool(code), command=command, **more)

    def reads(self, path: str, text: str = "", *, missing: bool = False) -> None:
        gone = f"File does not exist. Note: your current working directory is {self.project}."
        self.uses("Read", gone if missing else f"1\t{text}", error=missing, file_path=path)

    def edits(self, path: str, old: str, new: str, failure: str = "") -> None:
        said = f"<tool_use_error>{failure}</tool_use_error>" if failure else f"The file {path} has been updated."
        self.uses("Edit", said, error=bool(failure), file_path=path, old_string=old, new_string=new)

    def says(self, text: str) -> None:
        origin = {"promptSource": "typed", "turnOrigin": "human", "origin": {"kind": "human"}}
        self.line("user", message={"role": "user", "content": text}, **origin)

    def answers(self, text: str) -> None:
        self.reply({"type": "text", "text": text})


@dataclass
class CodexSession(Session):
    """A session of Codex with a model that calls functions."""

    agent = "codex"

    def __post_init__(self) -> None:
        self.record("session_meta", id=self.name, session_id=self.name, cwd=self.project, source="cli")
        self.record("turn_context", model="gpt-5.5", cwd=self.project)

    def path(self, home: Path) -> Path:
        return home / f".codex/sessions/2026/03/02/rollout-2026-03-02T09-00-00-{self.name}.jsonl"

    def record(self, kind: str, /, **payload: Any) -> None:
        self.lines.append({"timestamp": self.stamp(), "type": kind, "payload": payload})

    def item(self, kind: str, **more: Any) -> None:
        self.record("response_item", **({"type": kind} | more))

    def used(self, whole: int = 9900, cached: int = 9000, output: int = 40) -> None:
        usage = {"input_tokens": whole, "cached_input_tokens": cached, "output_tokens": output}
        self.record("token_usage_record", response_id=f"resp_{self.name[-4:]}_{self.replies}", usage=usage)

    def run(self, command: str, output: str = "", code: int = 0, **more: Any) -> None:
        self.replies += 1
        arguments = json.dumps({"cmd": command} | more)
        self.item("function_call", name="exec_command", arguments=arguments, call_id=self.call_id())
        self.used()
        said = f"Chunk ID: 1237a5\nWall time: 0.1 seconds\nProcess exited with code {code}\nOutput:\n{output}\n"
        self.item("function_call_output", call_id=self.call_id(), output=said)

    def patches(self, path: str, old: str, new: str, failure: str = "") -> None:
        self.replies += 1
        patch = f"*** Begin Patch\n*** Update File: {path}\n@@\n-{old}\n+{new}\n*** End Patch\n"
        self.item("custom_tool_call", name="apply_patch", input=patch, call_id=self.call_id())
        self.used()
        said = failure or "Exit code: 0\nWall time: 0 seconds\nOutput:\nSuccess. Updated the following files:\nM x\n"
        self.item("custom_tool_call_output", call_id=self.call_id(), output=said)

    def says(self, text: str) -> None:
        kinds = {"content_item_kinds": ["user.text"]}
        self.item("message", role="user", content=[{"type": "input_text", "text": text}],
                  internal_chat_message_metadata_passthrough=kinds)  # fmt: skip

    def answers(self, text: str) -> None:
        self.replies += 1
        self.item("message", role="assistant", content=[{"type": "output_text", "text": text}])
        self.used()


def transcript(path: Path, **more: Any) -> Transcript:
    """The whole of a file as one transcript."""
    told = {"agent": "claude", "session": "s", "changed": path.stat().st_mtime, "span": (0, path.stat().st_size)}
    return Transcript(path=path, **(told | more))


def grown(session: Session, each: int = 10_000) -> Session:
    """The session with a usage that grows by so many tokens a request, as that of a real one does."""
    seen: dict[str, int] = {}
    for line in session.lines:
        message, payload = line.get("message", {}), line.get("payload", {})
        if name := message.get("id") or payload.get("response_id"):
            before = each * seen.setdefault(name, len(seen))
            if "response_id" in payload:
                payload["usage"] |= {"input_tokens": before + each, "cached_input_tokens": before}
            else:
                grew = {"cache_read_input_tokens": before, "cache_creation_input_tokens": each, "input_tokens": 0}
                message["usage"] = message["usage"] | grew
    return session
