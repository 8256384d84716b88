"""Checks of the agents, by their stanzas and plans."""

import json

import pytest

from headroom_cli.errors import ConfigError
from headroom_cli.session import checkup_agents
from tests.session.patients import healthy, only, verdicts, writing


@pytest.fixture
def person(tmp_path):
    """Makes someone with Claude Code on the PATH and an environment of their own."""
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "claude").touch(mode=0o755)
    return lambda **env: healthy(tmp_path, PATH=str(tmp_path / "bin"), **env)


def test_a_catalogue_of_ones_own_is_named(person):
    who = writing(person(), "agents.yaml", "mine: {title: Mine, command: mine}")
    assert ", mine; " in only(checkup_agents.catalogue(who)).text
    assert "agents.yaml" in only(checkup_agents.catalogue(who)).text


def test_a_catalogue_that_cannot_be_used_is_an_error_and_ours_is_still_looked_at(person):
    who = writing(person(), "agents.yaml", "mine: {titel: Mine}")
    with pytest.raises(ConfigError, match="line 1"):
        list(checkup_agents.catalogue(who))
    assert verdicts(checkup_agents.agents(who)) == ["ok"]


def test_an_installed_agent_is_well_and_says_where_its_requests_go(person):
    finding = only(checkup_agents.agents(person()))
    assert finding.verdict == "ok"
    assert finding.text.startswith("Claude Code: /")
    assert finding.text.endswith("/bin/claude, requests go to https://api.anthropic.com")


def test_without_any_agent_all_are_named_and_where_it_is_said_how_to_install_them(tmp_path):
    finding = only(checkup_agents.agents(healthy(tmp_path)))
    assert finding.verdict == "note"
    assert "Claude Code, " in finding.text
    assert "`headroom agents`" in finding.hint


def test_a_gateway_of_the_persons_own_is_named_without_its_credentials(person):
    who = person(ANTHROPIC_BASE_URL="https://me:secret@gateway.example:8443/secret/path")
    assert only(checkup_agents.agents(who)).text.endswith("requests go to https://gateway.example:8443 (yours)")


def test_a_variable_with_which_nothing_would_be_saved_is_noted(person, tmp_path):
    finding = only(checkup_agents.agents(person(CLAUDE_CODE_USE_BEDROCK="1")))
    assert finding.verdict == "note"
    assert "Nothing is saved" in finding.text
    assert "CLAUDE_CODE_USE_BEDROCK" in finding.text
    (tmp_path / ".claude").mkdir()
    (tmp_path / ".claude" / "settings.json").write_text(json.dumps({"env": {"CLAUDE_CODE_USE_VERTEX": "1"}}))
    assert "CLAUDE_CODE_USE_VERTEX" in only(checkup_agents.agents(person())).text


def test_the_plans_are_those_of_the_installed_agents(person, tmp_path):
    who = writing(person(), "agents.yaml", "mine: {title: Mine, command: mine}")
    assert set(checkup_agents.plans(who)) == {"claude"}
    assert checkup_agents.plans(healthy(tmp_path)) == {}


def test_what_is_experimental_with_an_agent_is_said(person, tmp_path):
    (tmp_path / "bin" / "claude").unlink()
    (tmp_path / "bin" / "opencode").touch(mode=0o755)
    finding = only(checkup_agents.agents(person()))
    assert finding.verdict == "ok"
    assert finding.text.count("https://api.openai.com") == 1
    assert "; experimental: only its providers" in finding.text
