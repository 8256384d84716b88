"""`headroom doctor`, whole, and as a person sees it at eighty columns."""

import json
import os
import subprocess
import sys
from textwrap import dedent

import pytest

from headroom_cli.cli import doctor
from headroom_cli.session.finding import note, ok, problem


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    """A clean home with an agent on the PATH."""
    (tmp_path / "claude").touch(mode=0o755)
    (tmp_path / "config").mkdir()
    monkeypatch.setenv("COLUMNS", "80")
    return tmp_path


@pytest.fixture
def run(home):
    """Run the whole program, as a shell does, in that home and with no other environment."""
    env = {"HOME": str(home), "PATH": str(home), "COLUMNS": "80", "HEADROOM_CONFIG_DIR": str(home / "config")}
    env |= {"HEADROOM_WORKSPACE_DIR": str(home / "data"), "LANG": os.environ.get("LANG", "")}
    argv = [sys.executable, "-m", "headroom_cli", "doctor"]
    return lambda *words, **more: subprocess.run(
        [*argv, *words], env=env | more, cwd=home, capture_output=True, text=True, check=False, timeout=60
    )


def test_a_sound_machine_is_told_so(run):
    done = run()
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.endswith("\n\nNothing is wrong.\n")
    assert max(map(len, done.stdout.splitlines())) <= 80


def test_a_problem_is_the_exit_code_and_programs_get_the_same(run, home):
    (home / "config" / "config.toml").write_text("level = 'losless'")
    done = run("--json")
    said = json.loads(done.stdout)
    assert (done.returncode, said["healthy"]) == (1, False)
    assert [finding for finding in said["findings"] if finding["verdict"] != "ok"] == [
        {
            "check": "settings",
            "verdict": "problem",
            "text": f"{home / 'config' / 'config.toml'}: level cannot be 'losless'",
            "hint": "Did you mean 'lossless'?",
        }
    ]


def test_online_also_tries_the_providers(run):
    gone = "http://127.0.0.1:1"
    said = json.loads(run("--json", "--online", HTTPS_PROXY=gone, NO_PROXY="").stdout)
    hosts = [finding for finding in said["findings"] if finding["check"] == "providers"]
    assert len(hosts) == 3
    assert all(finding["text"].endswith(f"by {gone}: Connection refused") for finding in hosts)


def test_what_is_not_well_has_its_next_step_below_it_and_a_check_is_named_once(capsys):
    findings = [
        ("program", ok("all there")),
        ("agents", note("one is not installed", "Install it.")),
        ("agents", note("another is not, either", "Install [it].")),
        ("data folder", problem("x" * 70, "Mend it.")),
    ]
    doctor._show(findings)
    lines = [line.rstrip() for line in capsys.readouterr().out.splitlines()]
    assert "\n".join(lines) == dedent(f"""\
        ok       program      all there
        note     agents       one is not installed
                              Install it.
        note                  another is not, either
                              Install [it].
        problem  data folder  {"x" * 58}
                              {"x" * 12}
                              Mend it.

        1 problem; the line below it says what to do.""")


@pytest.mark.parametrize(
    ("findings", "said"),
    [
        ([ok("")], "Nothing is wrong."),
        ([ok(""), note("", "")], "Nothing is wrong; 1 thing is worth knowing."),
        ([note("", ""), note("", "")], "Nothing is wrong; 2 things are worth knowing."),
        ([problem("", ""), problem("", "")], "2 problems; the line below each says what to do."),
    ],
)
def test_the_last_line_sums_up(findings, said):
    assert doctor._conclusion(findings) == said


def test_in_a_folder_that_is_gone_the_next_step_is_said(tmp_path):
    gone = tmp_path / "gone"
    gone.mkdir()
    command = f'rmdir "{gone}"; exec "{sys.executable}" -P -m headroom_cli doctor'
    done = subprocess.run(["/bin/sh", "-c", command], cwd=gone, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert "the current folder no longer exists" in done.stderr
    assert "Traceback" not in done.stderr
