"""`headroom wrap`: our options end where the agent's command line begins."""

import json
import os
import re
import subprocess
import sys
import time

import pytest
import typer
from typer.testing import CliRunner

from headroom_cli.cli.wrap import OPTIONS, PLUGIN
from headroom_cli.errors import AgentNotFoundError, ConfigError
from tests.transcripts.making import ClaudeSession

AGENT = """#!/bin/sh
printf '<%s>' "$@"
exit "${STATUS:-0}"
"""


@pytest.fixture(autouse=True)
def person(tmp_path, monkeypatch):
    """Someone with a small agent `mine`, which needs no proxy, on the PATH."""
    (tmp_path / "mine").write_text(AGENT)
    (tmp_path / "mine").chmod(0o755)
    (tmp_path / "agents.yaml").write_text("mine: {title: Mine, command: mine, install: make mine}")
    monkeypatch.setenv("HEADROOM_CONFIG_DIR", str(tmp_path))
    monkeypatch.setenv("HEADROOM_WORKSPACE_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    return tmp_path


@pytest.fixture
def wrap():
    """Run `headroom wrap` in this process; what is wrong with the command line goes to stderr."""
    app = typer.Typer()
    app.command(**OPTIONS)(PLUGIN)
    return lambda *words: CliRunner().invoke(app, words)


def start(*words, folder=None, **env):
    """Run the whole program, as a shell does."""
    command = [sys.executable, "-m", "headroom_cli", "wrap", *words]
    return subprocess.run(
        command, capture_output=True, text=True, env=os.environ | env, cwd=folder, check=False, timeout=60
    )


@pytest.mark.parametrize(
    ("words", "args"),
    [
        ("--dry-run mine", ""),
        ("mine --dry-run", ""),
        ("mine --dry-run -p x", "-p x"),
        ("--dry-run mine -p x", "-p x"),
        ("mine --dry-run --level lossless -p x", "-p x"),
        ("mine --level=lossless --dry-run -p x --level y", "-p x --level y"),
        ("mine --dry-run fix --quiet", "fix --quiet"),
        ("mine --dry-run -- --quiet", "--quiet"),
        ("mine --dry-run -- -- --quiet", "-- --quiet"),
        ("mine --dry-run -p -- x", "-p -- x"),
        ("mine --dry-run --help", "--help"),
        ("mine --dry-run -p --version", "-p --version"),
        ("mine --dry-run --levels 1", "--levels 1"),
    ],
)
def test_the_first_word_that_is_no_option_of_ours_begins_the_agents_arguments(wrap, person, words, args):
    done = wrap(*words.split())
    assert done.exit_code == 0
    assert done.stdout.splitlines()[1] == f"  {person / 'mine'} {args}".rstrip()


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        ("--levl off mine", "No such option: --levl"),
        ("mine --level", "requires an argument"),
        ("", "Missing argument"),
    ],
)
def test_what_cannot_be_understood_is_a_usage_error(wrap, words, complaint):
    done = wrap(*words.split())
    assert done.exit_code == 2
    assert complaint in done.stderr


def test_a_dry_run_starts_and_writes_nothing(wrap, person):
    before = sorted(person.iterdir())
    assert "http://127.0.0.1:PORT/SECRET" in wrap("mine", "--dry-run").stdout
    assert sorted(person.iterdir()) == before


def test_the_agent_gets_its_words_has_stdout_to_itself_and_its_exit_code_is_ours():
    done = start("mine", "-p", "fix it", STATUS="7")
    assert (done.returncode, done.stdout, done.stderr) == (7, "<-p><fix it>", "")


def test_a_run_without_a_proxy_has_no_summary_to_write(person):
    assert start("mine", "--summary-json", str(person / "summary.json")).returncode == 0
    assert json.loads((person / "summary.json").read_text()) is None


def test_a_summary_that_cannot_be_written_does_not_change_the_exit_code(person):
    done = start("mine", "--summary-json", str(person / "missing" / "summary.json"), STATUS="3")
    assert done.returncode == 3
    assert "cannot be written" in done.stderr


def test_a_ledger_that_cannot_be_read_is_said_and_the_exit_code_stays(person):
    (person / "agents.yaml").write_text(
        "mine: {title: Mine, command: mine, install: make mine, upstreams: {anthropic: 'http://127.0.0.1:9'}}"
    )
    (person / "data").mkdir()
    (person / "data" / "ledger.sqlite").write_text("this is no database, it is a note of some length")
    done = start("mine", STATUS="3")
    assert done.returncode == 3
    assert "ledger.sqlite cannot be used" in done.stderr
    assert "Traceback" not in done.stderr


def test_an_unknown_agent_is_an_error_with_the_nearest_name(wrap):
    error = wrap("mien").exception
    assert isinstance(error, AgentNotFoundError)
    assert error.hint == "Did you mean 'mine'?"


def test_an_agent_that_is_not_installed_is_an_error_with_the_line_that_installs_it(wrap, person):
    (person / "mine").unlink()
    error = wrap("mine").exception
    assert isinstance(error, AgentNotFoundError)
    assert error.hint == "Install it: make mine"


def test_another_folder_of_settings_may_be_named(wrap, person):
    (person / "other").mkdir()
    (person / "other" / "config.toml").write_text("floor = -1")
    assert isinstance(wrap("--config-dir", str(person / "other"), "mine").exception, ConfigError)


def test_before_the_start_of_the_agent_neither_the_proxys_libraries_nor_the_tables_are_loaded():
    code = (
        "import sys; from headroom_cli.cli import main\n"
        "sys.argv = ['headroom', 'wrap', 'mine', '--dry-run']\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "print(*sys.modules, file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    loaded = {name.split(".")[0] for name in done.stderr.split()}
    assert {"aiohttp", "asyncio", "diskcache", "rich", "msgspec"} & loaded == set()


@pytest.fixture
def failing(person):
    """An agent behind the proxy that leaves a history in which the same failed in two sessions."""
    project = person / "shop"
    (project / ".git").mkdir(parents=True)
    for name, at in (("one", time.time() - 9_000), ("two", time.time() + 9_000)):
        session = ClaudeSession(project=str(project), name=name, at=at)
        session.run("pytest -q", "pytest: command not found", 127)
        session.run("python3 -m unittest", "OK")
        session.save(person)
    (person / "agents.yaml").write_text(
        "mine: {title: Mine, command: mine, install: make mine, upstreams: {anthropic: 'http://127.0.0.1:9'}}"
    )
    return project


def test_a_session_in_which_something_failed_again_ends_with_a_hint(person, failing):
    done = start("mine", folder=failing, HOME=str(person), STATUS="3")
    *_, hint = done.stderr.splitlines()
    assert re.fullmatch(r"1 repeated failure cost about \d+ tokens this week: headroom learn", hint)
    assert done.returncode == 3
    assert "repeated" not in start("mine", folder=failing, HOME=str(person), HEADROOM_QUIET="1").stderr


def test_histories_that_cannot_be_read_are_no_hint_and_no_error(person, failing):
    (failing / "CLAUDE.md").write_text("<<<<<<< HEAD\n")
    done = start("mine", folder=failing, HOME=str(person))
    assert "repeated" not in done.stderr
    assert "Traceback" not in done.stderr
