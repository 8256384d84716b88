"""The real Claude Code: how a test runs it, with Headroom and without.

Law: the environment is built from nothing, so that neither the user's settings nor the machine's reach it,
and what Headroom itself keeps lies outside the home.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import psutil

from tests.e2e.project import Project
from tests.e2e.scenario import TOOLS
from tests.fakes.provider import FakeProvider
from tests.fakes.script import text_of

HEADROOM = Path(sys.executable).with_name("headroom")
KEY = "sk-ant-fake-0123456789-not-a-key"


@dataclass(frozen=True, slots=True)
class Ran:
    """How a run ended."""

    code: int
    out: str
    err: str


@dataclass(frozen=True, slots=True)
class Person:
    """Someone with a home, a project, a key, a gateway, and this Claude Code on the PATH."""

    claude: Path
    project: Project
    gateway: str

    def environment(self) -> dict[str, str]:
        kept = self.project.home.parent / "kept"
        return {
            "HOME": str(self.project.home),
            "PATH": f"{self.claude.parent}{os.pathsep}{os.environ['PATH']}",
            "LANG": "C.UTF-8",
            "TERM": "xterm-256color",
            "ANTHROPIC_BASE_URL": self.gateway,
            "ANTHROPIC_API_KEY": KEY,
            "CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC": "1",
            "DISABLE_AUTOUPDATER": "1",
            "HEADROOM_CONFIG_DIR": str(kept / "config"),
            "HEADROOM_WORKSPACE_DIR": str(kept / "data"),
        }

    def settle(self) -> None:
        """What someone has who started Claude Code before: the first questions answered, the project trusted."""
        answered = {
            "hasCompletedOnboarding": True,
            "theme": "dark",
            "customApiKeyResponses": {"approved": [KEY[-20:]]},
            "projects": {str(self.project.folder): {"hasTrustDialogAccepted": True}},
        }
        (self.project.home / ".claude.json").write_text(json.dumps(answered))

    def start(self, *argv: str | Path, **env: str) -> subprocess.Popen[str]:
        """Start a command in the project's folder, without a terminal."""
        return subprocess.Popen(
            argv,
            cwd=self.project.folder,
            env=self.environment() | env,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def run(self, *argv: str | Path, **env: str) -> Ran:
        return ended(self.start(*argv, **env))

    def original(self, key: str) -> str:
        """What `headroom retrieve` prints for a key."""
        ran = self.run(HEADROOM, "retrieve", key)
        assert ran.code == 0, ran.err
        return ran.out

    def sent(self) -> dict[str, str]:
        """The text of every tool result as Claude Code itself keeps it in its history, by the id of the call."""
        lines = (line for p in self.project.home.rglob("*.jsonl") for line in p.read_text("utf-8").splitlines())
        contents = (json.loads(line).get("message", {}).get("content") for line in lines)
        blocks = [b for c in contents if isinstance(c, list) for b in c if b.get("type") == "tool_result"]
        return {b["tool_use_id"]: text_of(b["content"]) for b in blocks}

    def written(self) -> dict[str, bytes]:
        """Every file in the home with what it holds; ids, times and the project's path in their names made equal."""
        home = self.project.home
        return {_alike(str(p.relative_to(home))): p.read_bytes() for p in home.rglob("*") if p.is_file()}


def _alike(path: str) -> str:
    path = re.sub(r"(projects|claude-cli-nodejs)/[^/]+", r"\1/#", path)
    return re.sub(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{12,}|\d{10,}|\d{4}-[\dT-]+Z", "#", path)


def ended(process: subprocess.Popen[str]) -> Ran:
    """Wait for the end, but not for ever."""
    try:
        out, err = process.communicate(timeout=100)
    finally:
        process.kill()
    return Ran(process.returncode, out, err)


def asks(prompt: str, *more: str) -> list[str]:
    """Claude Code's arguments for one question without a terminal."""
    return ["-p", prompt, *more, "--allowedTools", *TOOLS]


def wrapped(*arguments: str) -> list[str | Path]:
    return [HEADROOM, "wrap", "claude", "--", *arguments]


def proxy_of(wrapper: int, provider: FakeProvider) -> psutil.Process:
    """The process under the wrapper that talks to the provider; the agent itself only talks to the proxy."""
    for process in psutil.Process(wrapper).children(recursive=True):
        if any(c.raddr and c.raddr.port == provider.port for c in process.net_connections("tcp")):
            return process
    raise LookupError("no process under the wrapper is connected to the provider")
