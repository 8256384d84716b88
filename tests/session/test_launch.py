"""From an agent's name to the plan of a run."""

import pytest

from headroom_cli import settings
from headroom_cli.errors import AgentNotFoundError
from headroom_cli.session import launch


@pytest.fixture
def person(tmp_path, monkeypatch):
    """A clean home with a project folder, an agent on the PATH, and settings of our own."""
    for name in ("ANTHROPIC_BASE_URL", "CLAUDE_CONFIG_DIR", "NO_PROXY", "no_proxy", "HEADROOM_BASE_URL"):
        monkeypatch.delenv(name, raising=False)
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "claude").touch(mode=0o755)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    monkeypatch.chdir(tmp_path)
    return settings.load({"config_dir": tmp_path / "config", "data_dir": tmp_path / "data"})


def test_everything_that_decides_a_plan_is_read_once_and_then_the_proxys_url_makes_it(person, tmp_path):
    (tmp_path / ".claude").mkdir()
    (tmp_path / ".claude" / "settings.json").write_text('{"env": {"ANTHROPIC_BASE_URL": "http://gateway"}}')
    make_plan = launch.planner("claude", ("-p", "x"), person)
    (tmp_path / ".claude" / "settings.json").unlink()
    plan = make_plan("http://127.0.0.1:1/s", tmp_path / "run")
    assert plan.argv[0] == str(tmp_path / "bin" / "claude")
    assert plan.argv[-2:] == ("-p", "x")
    assert plan.upstreams == {"anthropic": "http://gateway"}
    assert set(plan.files) == {str(tmp_path / "run" / name) for name in ("settings.json", "mcp.json")}


def test_an_agent_that_is_no_command_is_answered_with_its_recipe(person, tmp_path):
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "agents.yaml").write_text("mine: {title: Mine, recipe: Set it.}")
    with pytest.raises(AgentNotFoundError) as refused:
        launch.planner("mine", (), person)
    assert (refused.value.message, refused.value.hint) == (
        "Mine is no command that can be wrapped",
        "Set it.",
    )


def test_an_agent_of_the_users_own_file_can_be_wrapped(person, tmp_path):
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "agents.yaml").write_text("mine: {title: Mine, command: claude, upstreams: {x: http://x}}")
    assert launch.planner("mine", (), person)("http://127.0.0.1:1/s", tmp_path).upstreams == {"x": "http://x"}


def test_an_unknown_agent_and_one_that_is_not_installed_are_errors(person, tmp_path):
    with pytest.raises(AgentNotFoundError, match="no agent is named"):
        launch.planner("cluade", (), person)
    (tmp_path / "bin" / "claude").unlink()
    with pytest.raises(AgentNotFoundError, match="not installed"):
        launch.planner("claude", (), person)
