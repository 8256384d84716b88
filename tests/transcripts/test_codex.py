"""Codex's transcripts are found where they are."""

from pathlib import Path

from headroom_cli.transcripts.codex import PLUGIN
from headroom_cli.transcripts.finding import Wanted
from tests.transcripts.making import CodexSession


def saved(home, **more):
    session = CodexSession(project="/work/shop")
    session.lines[0]["payload"] |= more
    return session.save(home)


def found(home, project=None, **environment):
    return list(PLUGIN.find(Wanted(home=home, environment=environment, project=project)))


def test_another_home_may_be_named(tmp_path):
    path = saved(tmp_path)
    assert [t.path for t in found(tmp_path / "x", CODEX_HOME=str(tmp_path / ".codex"))] == [path]
    assert found(tmp_path / "x") == []


def test_archived_sessions_are_found_too(tmp_path):
    path = saved(tmp_path)
    archived = tmp_path / ".codex/archived_sessions" / path.name
    archived.parent.mkdir()
    path.rename(archived)
    assert [t.path for t in found(tmp_path)] == [archived]


def test_the_first_record_says_the_folder(tmp_path):
    saved(tmp_path)
    assert [t.folder for t in found(tmp_path, Path("/work"))] == ["/work/shop"]
    assert found(tmp_path, Path("/elsewhere")) == []


def test_a_sub_agents_conversation_has_its_sessions_name_and_one_of_its_own(tmp_path):
    saved(tmp_path, id="child", session_id="parent", source={"subagent": {"thread_spawn": {}}})
    assert [(t.session, t.subagent) for t in found(tmp_path)] == [("parent", "child")]


def test_a_file_that_is_none_of_codexs_is_no_transcript(tmp_path):
    path = saved(tmp_path)
    for text in ("", "x\n", "[]\n", '{"type": "other"}\n'):
        path.write_text(text)
        assert found(tmp_path) == []
