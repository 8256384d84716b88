"""What holds for the program as a whole: help, completions, and what it says when something is wrong."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pexpect
import pytest

from headroom_cli import registry
from headroom_cli.agents import catalog
from tests.tools import make_completions

COMMANDS = tuple(registry.load_all("cli"))
NOT_INSTALLED = "claude (Claude Code) is not installed, or not on the PATH"
EVERY_COMMAND = {"bench": ["."], "proxy": ["--port", "0"], "retrieve": ["0" * 12], "wrap": ["claude"]}


@pytest.fixture
def home(tmp_path):
    (tmp_path / "config").mkdir()
    return tmp_path


@pytest.fixture
def headroom(home):
    """Run the whole program, as a shell does, in a clean home where no agent is installed."""
    env = {"HOME": str(home), "PATH": str(home), "COLUMNS": "80", "LANG": os.environ.get("LANG", "")}
    env |= {"HEADROOM_CONFIG_DIR": str(home / "config"), "HEADROOM_WORKSPACE_DIR": str(home / "data")}
    return lambda *words, **more: subprocess.run(
        [sys.executable, "-m", "headroom_cli", *words],
        env=env | more, cwd=home, capture_output=True, text=True, check=False, timeout=60, stdin=subprocess.DEVNULL,
    )  # fmt: skip


def test_help_names_every_command_with_a_line_that_is_not_cut(headroom):
    done = headroom("--help")
    _, _, commands = done.stdout.partition("Commands:\n")
    assert [line.split()[0] for line in commands.splitlines()] == list(COMMANDS)
    assert "..." not in commands
    assert (done.returncode, done.stderr) == (0, "")


def test_without_a_word_the_help_is_shown(headroom):
    assert headroom("--help").stdout in {(done := headroom()).stdout, done.stderr}


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_at_eighty_columns(headroom, command):
    done = headroom(command, "-h")
    assert done.stdout.startswith(f"Usage: headroom {command} ")
    assert max(map(len, done.stdout.splitlines())) <= 80


def test_the_version_is_said_on_one_line(headroom):
    name, version = headroom("--version").stdout.split()
    assert name == "headroom"
    assert version[0].isdigit()


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        ("wrp claude", 2, "Error: No such command 'wrp'. Did you mean 'wrap'?\n"),
        ("stats --jsn", 2, "Error: No such option: --jsn (Possible options: --csv, --json, --since)\n"),
        ("wrap", 2, "Error: Missing argument 'agent'.\n"),
        ("wrap cluade", 127, "headroom: no agent is named 'cluade'\n  Did you mean 'claude'?\n"),
        ("wrap x", 127, f"headroom: no agent is named 'x'\n  Known: {', '.join(sorted(catalog.load()))}.\n"),
        (
            "wrap claude",
            127,
            f"headroom: {NOT_INSTALLED}\n  Install it: npm install -g @anthropic-ai/claude-code\n",
        ),
        (
            "wrap --level losless claude",
            2,
            "headroom: the command line: level cannot be 'losless'\n  Did you mean 'lossless'?\n",
        ),
        (
            "demo --level no-way",
            2,
            "headroom: the command line: level cannot be 'no-way'\n  Known: off, lossless, balanced, aggressive.\n",
        ),
    ],
)
def test_what_is_not_known_is_answered_with_the_nearest_that_is(headroom, words, code, said):
    done = headroom(*words.split())
    assert (done.returncode, done.stdout) == (code, "")
    assert done.stderr.endswith(said)
    assert done.stderr.startswith(("headroom: ", "Usage: headroom "))


@pytest.mark.parametrize("command", sorted(set(COMMANDS) - {"doctor"}))
def test_a_broken_settings_file_is_two_lines_from_every_command(headroom, home, command):
    path = home / "config" / "config.toml"
    path.write_text("level = ")
    done = headroom(command, *EVERY_COMMAND.get(command, []))
    problem, hint = done.stderr.splitlines()
    assert (done.returncode, done.stdout, hint) == (2, "", "  Mend or remove the file.")
    assert problem.startswith(f"headroom: {path} cannot be read: ")


@pytest.mark.parametrize("words", ["proxy --port 0", "wrap claude", "doctor"])
def test_a_data_folder_that_cannot_be_made_is_said_with_the_next_step(headroom, home, words):
    (home / "data").write_text("a file")
    (home / "claude").touch(mode=0o755)
    done = headroom(*words.split())
    said = done.stdout + done.stderr
    assert done.returncode == 1
    assert "cannot be written" in said
    assert "HEADROOM_WORKSPACE_DIR" in said
    assert "Traceback" not in said


@pytest.mark.parametrize("shell", make_completions.FILES)
def test_the_completions_are_what_the_program_says_today(shell):
    """Otherwise: python -m tests.tools.make_completions."""
    file = make_completions.FOLDER / make_completions.FILES[shell]
    assert file.read_text() == make_completions.script(shell)


SHELLS = {
    "bash": (["bash", "--norc", "--noprofile"], "source {}"),
    "zsh": (["zsh", "-f"], "fpath=({.parent} $fpath); autoload -U compinit; compinit -u -D"),
    "fish": (["fish", "--no-config"], "source {}"),
}


@pytest.mark.parametrize("shell", SHELLS)
def test_a_real_shell_completes_commands_agents_and_levels(home, shell):
    argv, set_up = SHELLS[shell]
    if not shutil.which(shell):
        pytest.skip(f"{shell} is not installed")
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    env = {"PATH": path, "HOME": str(home), "TERM": "dumb", "HEADROOM_CONFIG_DIR": str(home / "config")}
    person = pexpect.spawn(argv[0], argv[1:], env=env, encoding="utf-8", timeout=30, dimensions=(24, 200))
    try:
        person.sendline(set_up.format(make_completions.FOLDER / make_completions.FILES[shell]))
        person.sendline("echo rea''dy")
        person.expect("ready")
        for typed, completed in (("headroom wr", "wrap "), ("--level lossl", "lossless "), ("cla", "claude ")):
            person.send(f"{typed}\t")
            person.expect(completed)
    finally:
        person.close(force=True)


def test_completing_loads_neither_tables_nor_the_proxys_libraries():
    code = (
        "import sys; from headroom_cli.cli import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "print(*sys.modules, file=sys.stderr)"
    )
    env = os.environ | {"_HEADROOM_COMPLETE": "complete_bash", "COMP_WORDS": "headroom wrap cla", "COMP_CWORD": "2"}
    done = subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.split() == ["claude"]
    loaded = {name.split(".")[0] for name in done.stderr.split()}
    assert {"aiohttp", "asyncio", "diskcache", "rich", "msgspec", "sqlite3"} & loaded == set()


def test_completing_is_silent_where_the_settings_cannot_be_read(headroom, home):
    (home / "config" / "config.toml").write_text("level = ")
    done = headroom(_HEADROOM_COMPLETE="complete_bash", COMP_WORDS="headroom wrap cla", COMP_CWORD="2")
    assert (done.stdout.strip(), done.stderr) == ("", "")
