"""`headroom replay`, by the real command."""

import json
import os
import subprocess
import sys

import pytest

from tests.fakes.conversations import log
from tests.transcripts.making import ClaudeSession, CodexSession, grown


@pytest.fixture
def home(tmp_path):
    for kind in (ClaudeSession, CodexSession):
        session = kind(project="/work/shop", name=f"{kind.agent}-session")
        session.says("find out why")
        session.run("tail -n 300 app.log", log(300))
        session.answers("Done.")
        grown(session).save(tmp_path)
    return tmp_path


@pytest.fixture
def replay(home):
    """Run `headroom replay` in that home."""
    env = {"HOME": str(home), "PATH": os.environ["PATH"], "HEADROOM_CONFIG_DIR": str(home), "COLUMNS": "80"}
    argv = [sys.executable, "-m", "headroom_cli", "replay", "--since", "50y"]
    return lambda *words, **more: subprocess.run(
        [*argv, *map(str, words)], env=env | more, capture_output=True, text=True, check=False, timeout=60
    )


def test_both_agents_histories_are_found_and_told(replay):
    done = replay()
    assert done.returncode == 0
    assert done.stdout.startswith("Headroom replay  2 sessions, 4 requests, 2026-03-02\n")
    assert max(map(len, done.stdout.splitlines())) <= 80
    assert "MB/s" in done.stderr


def test_programs_get_json_and_it_alone_on_stdout(replay):
    told = json.loads(replay("--json").stdout)
    assert told["total"]["requests"] == 4
    assert told["total"]["levels"]["lossless"]["saved"] <= told["total"]["levels"]["balanced"]["saved"]
    assert set(told["agents"]) == {"claude", "codex"}


@pytest.mark.parametrize(
    ("words", "sessions"),
    [
        (("--agent", "codex"), 1),
        (("--project", "/work"), 2),
        (("--level", "lossless"), 2),
    ],
)
def test_it_may_be_narrowed(replay, words, sessions):
    told = json.loads(replay(*words, "--json").stdout)
    assert len(told["sessions"]) == sessions
    assert list(told["total"]["levels"]) == (
        [words[1]] if "--level" in words else ["lossless", "balanced", "aggressive"]
    )


def test_the_largest_savings_are_shown_before_and_after(replay):
    said = replay("--show", 1, "--agent", "claude").stdout
    assert said.count("--- before\n") == 1
    assert f"--- before\n{log(300)}\n" in said
    assert "claude session claude-session: Bash tail -n 300 app.log\nlog, " in said


def test_histories_may_be_named_wherever_they_are(replay, home, tmp_path_factory):
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    told = json.loads(replay(home / ".codex", "--json", HOME=str(elsewhere)).stdout)
    assert list(told["agents"]) == ["codex"]


@pytest.mark.parametrize("words", [("--project", "/nowhere"), ("--since", "2090-01-01")])
def test_when_there_is_nothing_the_next_step_is_said(replay, words):
    done = replay(*words)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("headroom: no agent left a history to replay\n  Use an agent first")


def test_a_broken_line_is_counted_and_a_foreign_one_too(replay, home):
    (path,) = home.glob(".claude/projects/*/*.jsonl")
    with path.open("a") as file:
        file.write('{"type": "user", "mess\n{"type": "never seen"}\n')
    assert "left out: broken line (1), unknown record (1)" in replay().stderr


def test_nothing_is_written_anywhere(replay, home):
    def state():
        return {path: (path.stat().st_mtime_ns, path.stat().st_size) for path in home.rglob("*")}

    before = state()
    for folder in (path for path in home.rglob("*") if path.is_dir()):
        folder.chmod(0o500)
    home.chmod(0o500)
    try:
        assert replay().returncode == 0
        assert state() == before
    finally:
        for folder in (home, *(path for path in home.rglob("*") if path.is_dir())):
            folder.chmod(0o700)
