"""`headroom agents`."""

import json

import pytest
import typer
from typer.testing import CliRunner

from headroom_cli.cli.agents import PLUGIN


@pytest.fixture
def agents(tmp_path, monkeypatch):
    """Run `headroom agents` where only the agent of the user's own file is installed."""
    (tmp_path / "mine").touch(mode=0o755)
    (tmp_path / "agents.yaml").write_text("mine: {title: My agent, command: mine, verified: '3', retrieval: stream}")
    monkeypatch.setenv("HEADROOM_CONFIG_DIR", str(tmp_path))
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("COLUMNS", "200")
    app = typer.Typer()
    app.command()(PLUGIN)
    return lambda *words: CliRunner().invoke(app, words).stdout


def test_the_list_says_what_each_agent_is_and_where_it_is_or_how_to_install_it(agents, tmp_path):
    head, claude, mine = (line.split() for line in agents().replace(str(tmp_path), "HERE").splitlines()[:3])
    assert head == ["agent", "what", "it", "is", "tried", "with", "retrieval", "installed"]
    assert claude[:3] == ["claude", "Claude", "Code"]
    assert " ".join(claude[4:]).startswith("by MCP no: npm install -g")
    assert mine == ["mine", "My", "agent", "3", "in", "the", "stream", "HERE/mine"]


def test_programs_get_the_same_as_json(agents, tmp_path):
    claude, mine = json.loads(agents("--json"))
    assert (claude["name"], claude["installed"], claude["retrieval"]) == ("claude", None, "mcp")
    assert mine == {
        "name": "mine",
        "title": "My agent",
        "command": "mine",
        "installed": str(tmp_path / "mine"),
        "install": "",
        "verified": "3",
        "retrieval": "stream",
    }
