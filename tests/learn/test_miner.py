"""Going through transcripts."""

from collections import deque

import pytest

from headroom_cli import registry
from headroom_cli.learn.miner import Miner, refutes
from headroom_cli.transcripts.finding import Wanted, find
from tests.learn.making import PROJECT, episode, run, step
from tests.transcripts.making import ClaudeSession, CodexSession

HISTORIES = registry.load_all("transcripts")
UNITTEST = "python3 -m unittest discover -s tests"


@pytest.fixture
def project(tmp_path):
    folder = tmp_path / "shop"
    (folder / ".git").mkdir(parents=True)
    return folder


def mined(home):
    miner = Miner(HISTORIES)
    for transcript in reversed(find(HISTORIES, Wanted(home=home, environment={}))):
        deque(miner.watch(transcript), maxlen=0)
    return miner


@pytest.mark.parametrize("kind", [ClaudeSession, CodexSession])
def test_a_failure_and_what_put_it_right_are_an_episode(tmp_path, project, kind):
    session = kind(project=str(project))
    session.run("pytest -q", "/bin/bash: line 1: pytest: command not found", 127)
    session.run("ls")
    session.run(UNITTEST, "OK")
    session.save(tmp_path)
    found = mined(tmp_path).projects[str(project)]
    assert [(e.kind, e.wrong, e.right) for e in found.episodes] == [("program", "pytest", UNITTEST)]
    assert (found.agents, found.requests) == ({session.agent}, 3)
    assert found.first < found.last <= session.at
    assert found.episodes[0].request == 9943.0 - 3 * (kind is CodexSession)


def test_the_first_thing_that_puts_it_right_counts(tmp_path, project):
    session = ClaudeSession(project=str(project))
    session.run("pytest -q", "pytest: command not found", 127)
    session.run("make test")
    session.run("tox")
    session.save(tmp_path)
    assert [e.right for e in mined(tmp_path).projects[str(project)].episodes] == ["make test"]


def test_what_is_far_away_has_nothing_to_do_with_it(tmp_path, project):
    session = ClaudeSession(project=str(project))
    session.run("pytest -q", "pytest: command not found", 127)
    for n in range(9):
        session.run(f"echo {n}")
    session.run("make test")
    session.save(tmp_path)
    assert mined(tmp_path).projects[str(project)].episodes == []


def test_a_copy_of_a_session_adds_nothing(tmp_path, project):
    for name in ("one", "two"):
        session = ClaudeSession(project=str(project), name=name)
        session.reply({"type": "tool_use", "id": "same", "name": "Bash", "input": {"command": "pytest"}})
        session.result("Exit code 127\npytest: command not found", "same", error=True)
        session.run("make test")
        session.save(tmp_path)
    assert len(mined(tmp_path).projects[str(project)].episodes) == 1


def test_what_went_well_later_is_known(tmp_path, project):
    for name, at, code in (("one", 1000, 127), ("two", 2000, 0)):
        session = ClaudeSession(project=str(project), name=name, at=at)
        session.run("pytest -q", "pytest: command not found" if code else "3 passed", code)
        session.run("make test")
        session.save(tmp_path)
    found = mined(tmp_path).projects[str(project)]
    assert found.well == {("program", "pytest"): 2002.0}
    assert found.episodes[0].at == 1002.0


def test_each_project_has_its_own_and_folders_below_are_its(tmp_path, project):
    for name, folder in (("one", project), ("two", project / "web"), ("three", tmp_path / "other")):
        session = ClaudeSession(project=str(folder), name=name)
        session.run("pytest -q", "pytest: command not found", 127)
        session.run("make test")
        session.save(tmp_path)
    projects = mined(tmp_path).projects
    assert {name: len(found.sessions) for name, found in projects.items()} == {
        str(project): 2, str(tmp_path / "other"): 1,
    }  # fmt: skip


def test_a_file_that_vanished_is_counted(tmp_path, project):
    session = ClaudeSession(project=str(project))
    session.run("ls")
    path = session.save(tmp_path)
    (transcript,) = find(HISTORIES, Wanted(home=tmp_path, environment={}))
    path.unlink()
    miner = Miner(HISTORIES)
    deque(miner.watch(transcript), maxlen=0)
    assert miner.skipped.total() == 1


@pytest.mark.parametrize(
    ("now", "told"),
    [
        (run("pytest"), episode()),
        (step("read", "/shop/a.py"), episode("path", "a.py", "b.py")),
        (run("git push"), episode("refused", "git push", "git push")),
        (run("npm test"), episode("place", "npm test", "web")),
    ],
)
def test_each_kind_knows_what_refutes_it(now, told):
    assert refutes(now, told, PROJECT)
    assert not refutes(run("ls"), told, PROJECT)


def test_secrets_are_masked_in_what_is_kept(tmp_path, project):
    session = ClaudeSession(project=str(project))
    session.run("make deploy", "error: API_TOKEN not set", 2)
    session.run("API_TOKEN=abcdef123456 make deploy", "ok")
    session.save(tmp_path)
    (episode,) = mined(tmp_path).projects[str(project)].episodes
    assert (episode.kind, episode.wrong, episode.right) == ("env", "make deploy", "API_TOKEN=***")
    assert "abcdef123456" not in str(episode)
