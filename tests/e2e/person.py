"""Someone who runs a real agent in a project, with Headroom and without.

Law: the environment is built from nothing, so that neither the user's settings nor the machine's reach it,
and what Headroom itself keeps lies outside the home.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import psutil

from tests.e2e.project import Project
from tests.fakes.provider import FakeProvider

HEADROOM = Path(sys.executable).with_name("headroom")


@dataclass(frozen=True, slots=True)
class Ran:
    """How a run ended."""

    code: int
    out: str
    err: str


@dataclass(frozen=True, slots=True)
class Person:
    """Someone with a home, a project, and this agent on the PATH, whose requests go to `provider`."""

    agent: Path
    project: Project
    provider: str

    def environment(self) -> dict[str, str]:
        """What every agent finds; each kind of person adds what theirs needs."""
        return {
            "HOME": str(self.project.home),
            "PATH": f"{self.agent.parent}{os.pathsep}{os.environ['PATH']}",
            "LANG": "C.UTF-8",
            "TERM": "xterm-256color",
            "HEADROOM_CONFIG_DIR": str(self.kept / "config"),
            "HEADROOM_WORKSPACE_DIR": str(self.kept / "data"),
        }

    @property
    def kept(self) -> Path:
        """Where Headroom keeps what is its own."""
        return self.project.home.parent / "kept"

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


def ended(process: subprocess.Popen[str]) -> Ran:
    """Wait for the end, but not for ever."""
    try:
        out, err = process.communicate(timeout=100)
    finally:
        process.kill()
    return Ran(process.returncode, out, err)


def until(true: Callable[[], bool]) -> None:
    """Wait until it is so; the test's own timeout ends what never is."""
    while not true():
        time.sleep(0.02)


def proxy_of(wrapper: int, provider: FakeProvider) -> psutil.Process:
    """The process under the wrapper that talks to the provider; the agent itself only talks to the proxy."""
    for process in psutil.Process(wrapper).children(recursive=True):
        if any(c.raddr and c.raddr.port == provider.port for c in process.net_connections("tcp")):
            return process
    raise LookupError("no process under the wrapper is connected to the provider")
