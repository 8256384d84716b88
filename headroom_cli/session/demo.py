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
from headroom_cli.tokens import count
from headroom_cli.usage.summary import Summary

_AGENT = (sys.executable, "-P", "-m", "headroom_cli.session.demo_agent")
_PROVIDER = (sys.executable, "-P", "-m", "headroom_cli.session.demo_provider")
# Which tool results of the story are shown, counted from 0.
_LOG, _READ_AGAIN = 1, 6
_DIRECT = {"NO_PROXY": "127.0.0.1", "no_proxy": "127.0.0.1"}


@dataclass(frozen=True, slots=True)
class Pair:
    """One tool result: what the agent sent, and what the model was given, with their tokens (o200k)."""

    title: str
    before: str
    after: str
    tokens: tuple[int, int]


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
            set_env={"ANTHROPIC_BASE_URL": base, **_DIRECT},
            files={config: json.dumps(mcp)},
            upstreams={"anthropic": upstream},
            serve_env=_DIRECT,
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
    """The log and the file read again, as they stood in the last request; not what went through as it came."""
    if not last_request.exists():
        return ()
    messages = json.loads(last_request.read_bytes())["messages"]
    given = [_text(block) for message in messages for block in _results(message)]
    shown = ((_LOG, "A log", demo_material.log()), (_READ_AGAIN, "A file, read again", demo_material.source(version=2)))
    pairs = [(title, sent, given[place]) for place, title, sent in shown if place < len(given)]
    return tuple(Pair(*pair, tokens=(count(pair[1]), count(pair[2]))) for pair in pairs if pair[1] != pair[2])


def _results(message: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    content = message["content"]
    return [b for b in content if b["type"] == "tool_result"] if isinstance(content, list) else []


def _text(block: Mapping[str, Any]) -> str:
    return str(block["content"])
