"""The real Claude Code: where it is installed, and how a test runs it in a clean home.

Law: the environment is built from nothing, so that neither the user's settings nor the machine's reach it.
"""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from tests.e2e.project import Project
from tests.e2e.scenario import TOOLS

ROOT = Path(__file__).parents[2]
KEY = "sk-ant-fake-0123456789-not-a-key"


def installed() -> list[Path]:
    """Every Claude Code there is to test with: HEADROOM_TEST_CLAUDE, else what the test command installed."""
    named = os.environ.get("HEADROOM_TEST_CLAUDE", "")
    found = named.split(os.pathsep) if named else sorted(ROOT.glob(".ci/node/*/node_modules/.bin/claude"))
    return [Path(p) for p in found]


def environment(project: Project, base_url: str) -> dict[str, str]:
    """The environment of a person who has only a home, a key and a gateway."""
    return {
        "HOME": str(project.home),
        "PATH": os.environ["PATH"],
        "LANG": "C.UTF-8",
        "TERM": "xterm-256color",
        "ANTHROPIC_BASE_URL": base_url,
        "ANTHROPIC_API_KEY": KEY,
        "CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC": "1",
        "DISABLE_AUTOUPDATER": "1",
    }


def arguments(prompt: str, *more: str) -> list[str]:
    """How `claude` is called without a terminal."""
    return ["-p", prompt, *more, "--allowedTools", *TOOLS]


def run(argv: list[str], project: Project, env: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """Run to the end in the project's folder."""
    return subprocess.run(
        argv,
        cwd=project.folder,
        env=env,
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        timeout=240,
        check=False,
    )
