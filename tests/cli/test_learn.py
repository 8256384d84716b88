"""`headroom learn`, by the real command."""

import json
import os
import subprocess
import sys
import time

import pexpect
import pytest

from headroom_cli.learn.block import END, START
from tests.transcripts.making import ClaudeSession, CodexSession

ARGV = [sys.executable, "-m", "headroom_cli", "learn"]
DAY = 86_400
LINE = "- Run tests with `python3 -m unittest discover -s tests`; `pytest` is not installed."
PATH = "- Use `src/util.py`; there is no `src/utils.py`."


@pytest.fixture
def home(tmp_path):
    """A home with two sessions of a project in which the same went wrong."""
    project = tmp_path / "shop"
    for folder in (project / ".git", project / "src"):
        folder.mkdir(parents=True)
    (project / "src/util.py").touch()
    (project / "CLAUDE.md").write_text("# Shop\n\nSell things.\n")
    for days, kind in ((2, ClaudeSession), (1, CodexSession)):
        session = kind(project=str(project), name=f"0000-{days}", at=time.time() - days * DAY)
        session.says("run the tests")
        session.run("pytest -q", "/bin/bash: line 1: pytest: command not found", 127)
        session.run("python3 -m unittest discover -s tests", "OK")
        session.run("cat src/utils.py", "cat: src/utils.py: No such file or directory", 1)
        session.run("cat src/util.py", "x")
        session.run("deploy --token s3cr3ts3cr3t", "no", 1)
        session.save(tmp_path)
    return tmp_path


def environment(home):
    folders = {"HEADROOM_CONFIG_DIR": str(home / "config"), "HEADROOM_WORKSPACE_DIR": str(home / "data")}
    return {"HOME": str(home), "PATH": os.environ["PATH"], "COLUMNS": "80", "TERM": "dumb", **folders}


@pytest.fixture
def learn(home):
    """Run `headroom learn` in the project, or in another folder of the home."""

    def run(*words, folder="shop", **more):
        return subprocess.run(
            [*ARGV, *words], env=environment(home) | more, cwd=home / folder, stdin=subprocess.DEVNULL,
            capture_output=True, text=True, check=False, timeout=60,
        )  # fmt: skip

    return run


def files(home):
    """Every file of the project, with what it holds."""
    return {p.relative_to(home / "shop").as_posix(): p.read_text() for p in (home / "shop").rglob("*") if p.is_file()}


def test_what_would_be_written_is_shown_and_nothing_is_written(learn, home):
    before = files(home)
    done = learn()
    assert done.returncode == 0
    assert done.stdout.startswith("shop: 2 sessions of claude and codex, 10 requests\n")
    for told in ("2 sessions", "pytest -q\n", "-> python3 -m unittest discover -s tests\n", "67 % sure"):
        assert told in done.stdout.replace("  ", "").replace(" \n", "\n")
    assert {"CLAUDE.md", "AGENTS.md (new)"} < {line.strip() for line in done.stdout.splitlines()}
    assert f"+{START}" in done.stdout
    assert "tokens a month" in done.stdout
    assert "--apply writes it" in done.stderr
    assert max(map(len, done.stdout.splitlines())) <= 80
    assert files(home) == before


def test_applying_writes_the_block_and_nothing_else_and_running_again_changes_nothing(learn, home):
    assert "Wrote CLAUDE.md." in learn("--apply").stderr
    written = files(home)
    block = f"{START}\n## Learned from earlier sessions\n\n{{}}\n{{}}\n{END}\n"
    assert written["CLAUDE.md"] in {
        "# Shop\n\nSell things.\n\n" + block.format(*order) for order in ((LINE, PATH), (PATH, LINE))
    }
    assert written["AGENTS.md"].startswith(START)
    again = learn("--apply")
    assert (files(home), again.stderr) == (written, "")
    assert "Nothing new to learn" in again.stdout


def test_undoing_leaves_the_files_as_they_were(learn, home):
    before = files(home)
    learn("--apply")
    done = learn("--undo")
    assert "Wrote CLAUDE.md." in done.stderr
    assert "Removed AGENTS.md." in done.stderr
    assert f"-{START}" in done.stdout
    assert files(home) == before
    assert "nothing to undo" in learn("--undo").stdout


def test_another_file_may_be_named(learn, home):
    learn("--apply", "--target", "CLAUDE.local.md")
    assert set(files(home)) == {"CLAUDE.md", "CLAUDE.local.md", "src/util.py"}
    assert LINE in files(home)["CLAUDE.local.md"]
    learn("--undo")
    assert set(files(home)) == {"CLAUDE.md", "src/util.py"}


def test_one_agent_one_week_and_more_sessions_may_be_asked_for(learn):
    assert "1 session of codex" in learn("--agent", "codex").stdout
    assert "No agent left a history" in learn("--since", "1h").stdout
    assert "Nothing new to learn" in learn("--sessions", "3").stdout
    assert LINE[2:30] in learn("--agent", "codex", "--sessions", "1").stdout


def test_all_projects_are_looked_at_from_anywhere(learn, home):
    (home / "data").mkdir()
    assert "No agent left a history" in learn(folder="data").stdout
    done = learn("--all", "--apply", folder="data")
    assert "shop: 2 sessions" in done.stdout
    assert LINE in files(home)["CLAUDE.md"]
    assert "Nothing new to learn in any project" in learn("--all", folder="data").stdout


def test_programs_get_json(learn, home):
    told = json.loads(learn("--json").stdout)
    (project,) = told["projects"]
    assert project["project"] == str(home / "shop")
    lines = {line["line"]: line for line in project["lines"]}
    assert set(lines) == {LINE[2:], PATH[2:]}
    assert lines[LINE[2:]]["tried"] == ["pytest -q"]
    assert lines[LINE[2:]]["sessions"] == 2
    assert project["tokens_a_month"]["saved"] > project["tokens_a_month"]["cost"] > 0


def test_secrets_are_nowhere(learn):
    assert "s3cr3t" not in learn().stdout + learn("--json").stdout


def test_broken_records_are_counted_and_the_rest_is_learned_from(learn, home):
    (path,) = home.glob(".claude/projects/*/*.jsonl")
    path.write_text("{broken\n" + path.read_text() + '{"type": "invented"}\n')
    done = learn()
    assert "headroom: left out: broken line (1)\n" in done.stderr
    assert "headroom: left out: unknown record (1)\n" in done.stderr
    assert LINE[2:30] in done.stdout


@pytest.mark.parametrize(
    ("content", "problem", "hint"),
    [
        (f"{START}\n", "its learn markers do not pair", f"Leave one {START} and one {END} after it, or none."),
        ("<<<<<<< HEAD\na\n", "it holds a merge conflict", "Resolve the conflict first."),
    ],
)
def test_a_file_that_must_not_be_changed_is_said_in_two_lines(learn, home, content, problem, hint):
    (home / "shop/CLAUDE.md").write_text(content)
    done = learn("--apply")
    assert done.returncode == 1
    assert done.stderr == f"headroom: {home}/shop/CLAUDE.md cannot be changed: {problem}\n  {hint}\n"
    assert files(home)["CLAUDE.md"] == content
    everywhere = learn("--all", "--apply")
    assert (everywhere.returncode, problem in everywhere.stderr) == (0, True)


def test_a_link_out_of_the_project_is_refused(learn, home):
    (home / "mine.md").write_text("mine")
    (home / "shop/CLAUDE.md").unlink()
    (home / "shop/CLAUDE.md").symlink_to(home / "mine.md")
    done = learn("--apply")
    assert "leads out of the project" in done.stderr
    assert (home / "mine.md").read_text() == "mine"


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["--agent", "claud"], 2, "Did you mean 'claude'?"),
        (["--since", "soon"], 2, "Say it as 30d, 2w, 12h or 2026-03-01."),
        (["--interactive"], 2, "Use --apply, or neither to look only."),
        (["--with", "gemini"], 2, "Known: claude, codex."),
        (["--undo", "--all"], 2, "Run it in the project's folder."),
    ],
)
def test_what_cannot_be_is_said_with_the_next_step(learn, words, code, said):
    done = learn(*words)
    assert done.returncode == code
    assert done.stderr.rstrip().endswith(said)


def test_a_person_keeps_line_by_line_what_is_to_be_written(home):
    person = pexpect.spawn(ARGV[0], [*ARGV[1:], "--interactive"], env=environment(home), cwd=home / "shop",
                           encoding="utf-8", timeout=30)  # fmt: skip
    for _ in range(2):
        person.expect(r"(Use `src|Run tests)[^\r]*\r\nKeep it\? \[y/N\]\r\n")
        person.sendline("y" if "Run" in person.match[1] else "")
    person.expect(pexpect.EOF)
    assert LINE in files(home)["CLAUDE.md"]
    assert PATH not in files(home)["CLAUDE.md"]


@pytest.fixture
def agent(home):
    """A `claude` that says what it was told to say."""

    def make(answer):
        path = home / "bin/claude"
        path.parent.mkdir()
        path.write_text(f"#!/bin/sh\ncat > {home}/question\ncat <<'EOF'\n{answer}\nEOF\n")
        path.chmod(0o755)
        return {"PATH": f"{path.parent}{os.pathsep}{os.environ['PATH']}"}

    return make


def test_an_agent_may_reword_and_only_the_lines_are_sent(learn, home, agent):
    text = "Tests run with `python3 -m unittest discover -s tests`, `pytest` is not installed."
    answer = json.dumps([{"from": [n], "line": text} for n in (1, 2)])
    done = learn("--with", "claude", "--yes", "--apply", **agent(answer))
    assert "claude is asked once, without tools" in done.stderr
    assert f"- {text}\n" in files(home)["CLAUDE.md"]
    question = (home / "question").read_text()
    assert LINE[2:] in question
    assert "shop" not in question
    assert learn("--apply").stderr == ""


def test_without_leave_nothing_is_sent(learn, home, agent):
    done = learn("--with", "claude", **agent("[]"))
    assert "Send it? [y/N]" in done.stderr
    assert not (home / "question").exists()
