"""Claude Code's transcripts are found where they are."""

import pytest

from headroom_cli.transcripts.claude import PLUGIN
from headroom_cli.transcripts.finding import Wanted
from tests.transcripts.making import ClaudeSession


def saved(home, **more):
    session = ClaudeSession(**({"project": "/work/café.app"} | more))
    session.says("go")
    return session.save(home)


def found(home, project=None, **environment):
    return list(PLUGIN.find(Wanted(home=home, environment=environment, project=project)))


def test_another_home_may_be_named(tmp_path):
    path = saved(tmp_path)
    assert [t.path for t in found(tmp_path / "x", CLAUDE_CONFIG_DIR=str(tmp_path / ".claude"))] == [path]
    assert found(tmp_path / "x") == []


def test_every_character_that_is_no_letter_or_digit_is_a_dash_in_the_folders_name(tmp_path):
    path = saved(tmp_path)
    assert path.parent.name == "-work-caf--app"
    assert [t.path for t in found(tmp_path, path.__class__("/work/café.app"))] == [path]


def test_a_folder_of_the_same_name_may_be_another_projects(tmp_path):
    path = saved(tmp_path, project="/work/cafe/app")
    assert found(tmp_path, path.__class__("/work/cafe-app")) == []


def test_the_folder_is_found_behind_a_long_first_line(tmp_path):
    session = ClaudeSession(project="/work/shop", lines=[{"type": "mode", "padding": "x" * 100_000}])
    session.says("go")
    session.save(tmp_path)
    assert [t.folder for t in found(tmp_path)] == ["/work/shop"]


@pytest.mark.parametrize("place", ["s1/subagents/agent-7.jsonl", "agent-7.jsonl"])
def test_a_sub_agents_conversation_belongs_to_its_session(tmp_path, place):
    path = saved(tmp_path, name="s1")
    beside = path.parent / place
    beside.parent.mkdir(parents=True, exist_ok=True)
    beside.write_text(path.read_text())
    assert {(t.session, t.subagent) for t in found(tmp_path)} == {("s1", ""), ("s1", "agent-7")}


def test_a_file_that_does_not_say_its_folder_is_in_no_project(tmp_path):
    path = saved(tmp_path)
    path.write_bytes(b"")
    assert found(tmp_path, path.__class__("/work/café.app")) == []
    assert [t.folder for t in found(tmp_path)] == [""]
