"""`headroom agents`."""

import json
import re

import pytest
import typer
from typer.testing import CliRunner

from headroom_cli.cli.agents import PLUGIN

MINE = """\
mine: {title: My agent, command: mine, verified: '3', verified_on: 2026-01-02, retrieval: stream, experimental: only X}
theirs: {title: An editor, recipe: Set it.}
"""


@pytest.fixture
def agents(tmp_path, monkeypatch):
    """Run `headroom agents` where only the agent of the user's own file is installed."""
    (tmp_path / "mine").touch(mode=0o755)
    (tmp_path / "agents.yaml").write_text(MINE)
    monkeypatch.setenv("HEADROOM_CONFIG_DIR", str(tmp_path))
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("COLUMNS", "200")
    app = typer.Typer()
    app.command()(PLUGIN)
    return lambda *words: CliRunner().invoke(app, words).stdout


def test_the_list_says_what_each_agent_is_and_whether_it_is_here_or_how_to_install_it(agents):
    lines = [" ".join(line.split()) for line in agents().splitlines()]
    assert lines[0] == "agent what it is tried with on retrieval installed"
    assert re.fullmatch(r"claude Claude Code [\d.]+ [\d-]+ by MCP no", lines[1])
    assert "mine My agent 3 2026-01-02 in the stream yes" in lines
    assert "claude npm install -g @anthropic-ai/claude-code" in lines[lines.index("to install one") :]
    assert "mine only X" in lines[lines.index("experimental") :]
    assert lines[-1] == "theirs `headroom wrap theirs` says how"


def test_programs_get_the_same_as_json(agents, tmp_path):
    claude, *_, mine, theirs = json.loads(agents("--json"))
    assert (claude["name"], claude["installed"], claude["retrieval"]) == ("claude", None, "mcp")
    assert mine == {
        "name": "mine",
        "title": "My agent",
        "command": "mine",
        "installed": str(tmp_path / "mine"),
        "install": "",
        "verified": "3",
        "verified_on": "2026-01-02",
        "retrieval": "stream",
        "experimental": "only X",
        "recipe": "",
    }
    assert theirs["recipe"] == "Set it."
