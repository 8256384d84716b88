"""The one line at the end of a wrapped session."""

import pytest

from headroom_cli import registry
from headroom_cli.learn.hint import hint
from headroom_cli.transcripts.finding import Wanted
from tests.transcripts.making import START, ClaudeSession

HISTORIES = registry.load_all("transcripts")
DAY = 86_400


@pytest.fixture
def project(tmp_path):
    folder = tmp_path / "shop"
    (folder / ".git").mkdir(parents=True)
    return folder


def failed(home, project, name, at):
    session = ClaudeSession(project=str(project), name=name, at=at)
    session.run("pytest -q", "pytest: command not found", 127)
    session.run("python3 -m unittest", "OK")
    session.save(home)
    return session


def ask(home, project, since, *, in_time=lambda: True, week=START):
    return hint(HISTORIES, Wanted(home=home, environment={}, project=project, since=week), since, in_time)


def test_what_failed_again_in_this_session_is_told(tmp_path, project):
    failed(tmp_path, project, "one", START)
    failed(tmp_path, project, "two", START + DAY)
    found = ask(tmp_path, project, START + DAY)
    assert found is not None
    assert found.failures == 1
    assert 20 < found.tokens < 200


def test_a_session_in_which_nothing_of_it_failed_is_not_bothered(tmp_path, project):
    failed(tmp_path, project, "one", START)
    failed(tmp_path, project, "two", START + DAY)
    assert ask(tmp_path, project, START + 2 * DAY) is None


def test_once_is_not_again_and_what_is_older_than_the_week_does_not_count(tmp_path, project):
    failed(tmp_path, project, "one", START)
    assert ask(tmp_path, project, START) is None
    failed(tmp_path, project, "two", START + DAY)
    assert ask(tmp_path, project, START + DAY, week=START + DAY / 2) is None


def test_what_the_file_says_already_is_not_told(tmp_path, project):
    failed(tmp_path, project, "one", START)
    failed(tmp_path, project, "two", START + DAY)
    (project / "CLAUDE.md").write_text("Run tests with `python3 -m unittest`.\n")
    assert ask(tmp_path, project, START) is None


def test_a_file_that_must_not_be_changed_is_no_hint_and_no_error(tmp_path, project):
    failed(tmp_path, project, "one", START)
    failed(tmp_path, project, "two", START + DAY)
    (project / "CLAUDE.md").write_text("<<<<<<< HEAD\n")
    assert ask(tmp_path, project, START) is None


def test_when_the_time_is_over_nothing_is_told_and_nothing_more_is_read(tmp_path, project):
    failed(tmp_path, project, "one", START)
    failed(tmp_path, project, "two", START + DAY)
    asked = []
    assert ask(tmp_path, project, START, in_time=lambda: asked.append(1)) is None
    assert len(asked) == 1


def test_a_project_without_any_history_has_no_hint(tmp_path, project):
    assert ask(tmp_path, project, START) is None
