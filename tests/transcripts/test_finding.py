"""Transcripts are found by project, agent and day, the last written one first."""

import pytest

from headroom_cli import registry
from headroom_cli.transcripts.finding import Wanted, find, listing, opened, root, within
from tests.transcripts.making import ClaudeSession, CodexSession

HISTORIES = registry.load_all("transcripts")


@pytest.fixture
def project(tmp_path):
    folder = tmp_path / "projects" / "shop"
    (folder / ".git").mkdir(parents=True)
    return folder


def made(kind, home, folder, name, at):
    session = kind(project=str(folder), name=name, at=at)
    session.run("ls")
    return session.save(home)


def test_the_agents_that_leave_histories_are_known():
    assert tuple(HISTORIES) == ("aider", "claude", "codex")
    assert [h.instructions for h in HISTORIES.values()] == ["CONVENTIONS.md", "CLAUDE.md", "AGENTS.md"]


def test_a_project_is_all_that_is_below_it_and_nothing_beside_it(tmp_path, project):
    for name, folder in (("a", project), ("b", project / "web"), ("c", f"{project}-old"), ("d", tmp_path)):
        made(ClaudeSession, tmp_path, folder, f"claude-{name}", 1000)
        made(CodexSession, tmp_path, folder, f"codex-{name}", 1000)
    found = find(HISTORIES, Wanted(home=tmp_path, environment={}, project=project))
    assert {t.session for t in found} == {"claude-a", "claude-b", "codex-a", "codex-b"}
    assert {(t.agent, t.folder) for t in found if t.session.endswith("b")} == {
        (agent, str(project / "web")) for agent in ("claude", "codex")
    }


def test_the_last_written_one_comes_first_and_old_ones_are_left_out(tmp_path, project):
    for name, at in (("old", 1000), ("new", 3000), ("middle", 2000)):
        made(ClaudeSession, tmp_path, project, name, at)
    wanted = Wanted(home=tmp_path, environment={}, project=project, since=1500)
    assert [t.session for t in find(HISTORIES, wanted)] == ["new", "middle"]


def test_without_a_project_all_are_found_and_aider_is_asked_for_those_that_others_were_in(tmp_path, project):
    made(ClaudeSession, tmp_path, project / "web", "a", 1000)
    made(CodexSession, tmp_path, tmp_path / "gone", "b", 1000)
    (project / ".aider.chat.history.md").write_text("# aider chat started at 2026-03-02 10:00:00\n\n#### hello\n")
    found = find(HISTORIES, Wanted(home=tmp_path, environment={}))
    assert sorted((t.agent, t.folder) for t in found) == [
        ("aider", str(project)), ("claude", str(project / "web")), ("codex", str(tmp_path / "gone")),
    ]  # fmt: skip


def test_no_home_and_no_history_is_nothing(tmp_path):
    assert find(HISTORIES, Wanted(home=tmp_path / "nobody", environment={}, project=tmp_path)) == []
    assert list(listing(tmp_path / "nowhere", "*")) == []


def test_a_closed_folder_holds_nothing(tmp_path):
    (tmp_path / "closed").mkdir()
    (tmp_path / "closed" / "x").touch()
    (tmp_path / "closed").chmod(0)
    assert list(listing(tmp_path / "closed", "*")) in ([], [tmp_path / "closed" / "x"])


def test_a_file_that_cannot_be_read_is_no_transcript(tmp_path):
    def look(path):
        raise PermissionError(path)

    assert list(opened([tmp_path], look, Wanted(home=tmp_path, environment={}))) == []


def test_the_root_is_the_nearest_folder_with_a_repository(tmp_path, project):
    (project / "web" / "src").mkdir(parents=True)
    assert root(project / "web" / "src") == root(project) == project
    assert root(tmp_path) == tmp_path


def test_a_session_of_no_known_folder_is_in_no_project(project):
    assert within("", None)
    assert not within("", project)
