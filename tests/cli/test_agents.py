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


def test_the_list_says_what_each_agent_is_and_where_it_is_or_how_to_install_it(agents, tmp_path):
    lines = [" ".join(line.split()) for line in agents().replace(str(tmp_path), "HERE").splitlines()]
    assert lines[0] == "agent what it is tried with on retrieval installed"
    assert re.match(r"claude Claude Code [\d.]+ [\d-]+ by MCP no: npm install -g", lines[1])
    assert "mine My agent 3 2026-01-02 in the stream HERE/mine" in lines
    assert "theirs An editor `headroom wrap theirs` says how" in lines
    assert lines[-1] == "mine is experimental: only X"


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
