"""A wrapped run that needs neither an agent nor a key: ours, against a scripted provider on loopback.

Law: it goes through exactly the code of `wrap`: the same run, proxy process, store, retrieval, ledger
and summary. Only the agent and the provider are scripted, and nothing leaves the machine.
"""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from headroom_cli.model import LaunchPlan
from headroom_cli.session import demo_material
from headroom_cli.session.figures import of_session
from headroom_cli.session.run import run
from headroom_cli.settings import Settings
from headroom_cli.usage.summary import Summary

_AGENT = (sys.executable, "-m", "headroom_cli.session.demo_agent")
_PROVIDER = (sys.executable, "-m", "headroom_cli.session.demo_provider")


@dataclass(frozen=True, slots=True)
class Pair:
    """One tool result: what the agent sent, and what the model was given."""

    title: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Played:
    """How the demo ended: the agent's exit code, the figures, and pairs to look at."""

    code: int
    summary: Summary | None
    pairs: tuple[Pair, ...]


def play(settings: Settings, say: Callable[[str], None]) -> Played:
    """Run the demo in a folder of its own that is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="headroom-demo-") as name:
        folder, own = Path(name), replace(settings, data_dir=Path(name) / "data", store="")
        with _provider(folder / "last-request.json") as upstream:
            outcome = run(_planner(upstream), own, say)
        summary = of_session(own, outcome.session, outcome.befell)
        return Played(outcome.code, summary, _pairs(folder / "last-request.json"))


def _planner(upstream: str) -> Callable[[str, Path], LaunchPlan]:
    def make(base: str, folder: Path) -> LaunchPlan:
        mcp = {"mcpServers": {"headroom": {"type": "http", "url": f"{base}/mcp"}}}
        config = str(folder / "mcp.json")
        return LaunchPlan(
            agent="demo",
            argv=(*_AGENT, config),
            set_env={"ANTHROPIC_BASE_URL": base, "NO_PROXY": "127.0.0.1"},
            files={config: json.dumps(mcp)},
            upstreams={"anthropic": upstream},
            serve_env={"NO_PROXY": "127.0.0.1"},
            retrieval="mcp",
        )

    return make


@contextmanager
def _provider(last_request: Path) -> Iterator[str]:
    """The scripted provider as a process of its own, up while the block runs; its URL."""
    with socket.create_server(("127.0.0.1", 0), backlog=16) as listener:
        argv = (*_PROVIDER, str(listener.fileno()), str(last_request))
        process = subprocess.Popen(argv, stdin=subprocess.PIPE, pass_fds=[listener.fileno()])
        try:
            yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        finally:
            process.communicate()


def _pairs(last_request: Path) -> tuple[Pair, ...]:
    """What stood in the last request for the file read again, the log and the orders."""
    if not last_request.exists():
        return ()
    given = [
        _text(block) for message in json.loads(last_request.read_bytes())["messages"] for block in _results(message)
    ]
    sent = {"the log": demo_material.log(), "the file, read again": demo_material.source(version=2)}
    after = {"the log": 1, "the file, read again": 6}
    return tuple(Pair(title, sent[title], given[at]) for title, at in after.items() if at < len(given))


def _results(message: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    content = message["content"]
    return [b for b in content if b["type"] == "tool_result"] if isinstance(content, list) else []


def _text(block: Mapping[str, Any]) -> str:
    return str(block["content"])
