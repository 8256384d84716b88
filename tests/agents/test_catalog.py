"""The catalogue: stanzas become Agents, and what cannot be used is said with file, line and entry."""

import os
import re

import pytest

from headroom_cli.agents import catalog
from headroom_cli.errors import AgentNotFoundError, ConfigError

MINE = """\
claude:
  command: claude-nightly
  upstreams: {anthropic: https://gateway.example}
mine:
  title: My agent
  command: my-agent
  args: ["--quick"]
"""


@pytest.fixture
def load(tmp_path):
    """Load the catalogue with a user's file of this text over it."""

    def loaded(text):
        (tmp_path / "agents.yaml").write_text(text)
        return catalog.load(tmp_path / "agents.yaml")

    return loaded


def test_claude_code_is_known_without_any_file_of_the_users():
    claude = catalog.load()["claude"]
    assert (claude.title, claude.retrieval) == ("Claude Code", "mcp")
    assert claude.mcp_files["mcp.json"]["mcpServers"]["headroom"]["alwaysLoad"] is True


@pytest.mark.parametrize("agent", catalog.load().values(), ids=lambda agent: agent.name)
def test_every_agent_says_what_it_is_how_to_install_it_and_with_what_it_was_tried(agent):
    if not agent.recipe:
        assert all((agent.command, agent.install, agent.verified, agent.verified_on, agent.upstreams))
    assert set(agent.upstream_env) <= set(agent.upstreams)


@pytest.mark.parametrize("agent", catalog.load().values(), ids=lambda agent: agent.name)
def test_every_file_that_an_agent_names_is_one_of_its_stanza(agent):
    ours = {*agent.files, *agent.mcp_files}
    named = re.findall(
        r"\{(?:file|text):([^}]*)\}",
        " ".join((*agent.args, *agent.mcp_args, *agent.env.values(), *agent.mcp_env.values())),
    )
    assert set(named) == ours >= set(agent.user_documents.values())


def test_a_file_of_the_users_that_is_not_there_changes_nothing(tmp_path):
    assert catalog.load(tmp_path / "agents.yaml") == catalog.load()


def test_a_users_file_wins_key_by_key_and_may_add_agents(load):
    theirs, ours = load(MINE), catalog.load()["claude"]
    assert theirs["claude"].command == "claude-nightly"
    assert theirs["claude"].upstreams == {"anthropic": "https://gateway.example"}
    assert theirs["claude"].files == ours.files
    assert (theirs["mine"].args, theirs["mine"].retrieval) == (("--quick",), "none")


def test_an_empty_file_and_an_empty_stanza_change_nothing(load):
    assert load("") == catalog.load()
    assert load("claude:\n") == catalog.load()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("claude:\n  comand: x\n", "line 2: claude: no agent has a key 'comand'"),
        ("claude:\n  name: x\n", "line 2: claude: no agent has a key 'name'"),
        ("claude:\n  command: x\n  command: y\n", "line 3: claude: 'command' is said twice"),
        ("claude:\n  title: A\nclaude:\n  title: B\n", "line 3: the catalogue: 'claude' is said twice"),
        ("claude:\n  command: [x]\n", "line 2: claude.command: one text is needed here"),
        ("claude:\n  args: --quick\n", "line 2: claude.args: a list of texts is needed here"),
        ("claude:\n  args:\n    - a\n    - {b: c}\n", "line 4: claude.args: one text is needed here"),
        ("claude:\n  env: [A]\n", "line 2: claude.env: keys and values are needed here"),
        ("claude:\n  files:\n    a.json: 1\n", "line 3: claude.files: keys and values are needed here"),
        ("claude:\n  retrieval: always\n", "line 2: claude.retrieval: cannot be 'always', only mcp, stream, none"),
        ("mine:\n  title: T\n", "mine has no command"),
        ("- claude\n", "line 1: the catalogue: keys and values are needed here"),
        ("claude: x\n", "line 1: claude: keys and values are needed here"),
        ("claude:\n  title: [\n", "line 3: "),
        ("claude:\n  files:\n    a.json:\n      b: !!python/name:os.system ''\n", "line 4: claude.files: "),
    ],
)
def test_what_cannot_be_used_is_said_with_file_line_and_entry(load, tmp_path, text, message):
    with pytest.raises(ConfigError) as caught:
        load(text)
    assert caught.value.message.startswith(str(tmp_path / "agents.yaml"))
    assert message in caught.value.message


def test_an_unknown_key_is_answered_with_the_nearest_one(load):
    with pytest.raises(ConfigError) as caught:
        load("claude:\n  comand: x\n")
    assert caught.value.hint == "Did you mean 'command'?"


def test_a_file_that_is_no_text_is_named(tmp_path):
    (tmp_path / "agents.yaml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(ConfigError, match="cannot be read"):
        catalog.load(tmp_path / "agents.yaml")


def test_an_unknown_agent_is_answered_with_the_nearest_one():
    with pytest.raises(AgentNotFoundError, match="no agent is named 'cluade'") as caught:
        catalog.pick(catalog.load(), "cluade")
    assert caught.value.hint == "Did you mean 'claude'?"


def test_an_agent_is_installed_where_its_command_is_on_the_path(tmp_path):
    claude = catalog.load()["claude"]
    place = tmp_path / ("claude.bat" if os.name == "nt" else "claude")
    place.touch(mode=0o755)
    assert catalog.installed(claude, str(tmp_path)) == catalog.executable(claude, str(tmp_path)) == str(place)


def test_an_agent_that_is_not_installed_comes_with_the_line_that_installs_it(tmp_path):
    claude = catalog.load()["claude"]
    assert catalog.installed(claude, str(tmp_path)) is None
    with pytest.raises(AgentNotFoundError, match=r"claude \(Claude Code\) is not installed") as caught:
        catalog.executable(claude, str(tmp_path))
    assert caught.value.hint == f"Install it: {claude.install}"
