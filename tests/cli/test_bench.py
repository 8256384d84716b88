"""`headroom bench`, by the real command."""

import json
import os
import subprocess
import sys

import pexpect
import pytest

from tests.fakes.conversations import body, conversation, log, read_result, rows


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "logs").mkdir()
    (tmp_path / "json").mkdir()
    (tmp_path / "logs" / "a.log").write_text(log(300))
    (tmp_path / "json" / "b.json").write_text(rows(80))
    return tmp_path


@pytest.fixture
def bench(tmp_path_factory):
    """Run `headroom bench` in a clean home."""
    home = tmp_path_factory.mktemp("home")
    env = {"HOME": str(home), "PATH": os.environ["PATH"], "HEADROOM_CONFIG_DIR": str(home), "COLUMNS": "80"}
    argv = [sys.executable, "-m", "headroom_cli", "bench"]
    return lambda *words, **more: subprocess.run(
        [*argv, *map(str, words)], env=env | more, capture_output=True, text=True, check=False, timeout=60
    )


def test_a_table_has_a_row_for_each_folder_and_a_total(bench, folder):
    done = bench(folder)
    assert (done.returncode, done.stderr) == (0, "")
    rows_ = [line.split()[0] for line in done.stdout.splitlines() if line]
    assert rows_[:9] == ["Headroom", "level", "lossless", "balanced", "aggressive", "folder", "json", "logs", "total"]
    assert max(map(len, done.stdout.splitlines())) <= 80


def test_a_session_is_counted_over_all_its_requests(bench, folder):
    (folder / "session.json").write_bytes(body(conversation([("Bash", {"command": "x"}, log(200))] * 3)))
    done = bench(folder)
    assert "sessions" in done.stdout
    assert json.loads(bench(folder, "--json").stdout)["sessions"]["total"]["requests"] == 4


def test_needles_are_looked_for(bench, folder):
    needle = {"doc": "logs/a.log", "answer_strings": ["status=500"], "class": "important"}
    (folder / "needles").write_text(json.dumps(needle))
    done = bench(folder / "logs", folder / "json", "--needles", folder / "needles")
    assert "important  balanced      1  100.0%    100.0%     0" in done.stdout


def test_programs_get_json(bench, folder):
    assert json.loads(bench(folder, "--json").stdout)["total"]["files"] == 2


def test_one_level_may_be_measured_alone(bench, folder):
    told = json.loads(bench(folder, "--json", "--level", "lossless").stdout)
    assert told["total"]["levels"].keys() == {"lossless"}


def test_a_persons_settings_hold(bench, folder):
    told = json.loads(bench(folder, "--json", HEADROOM_FLOOR="100000").stdout)
    assert told["kinds"].keys() == {"as it came: too small"}


def test_what_is_left_out_is_said_beside_the_figures(bench, folder):
    (folder / "x.bin").write_bytes(b"\x00")
    assert bench(folder).stderr == "headroom: left out: not text (1)\n"


def test_a_file_is_shown_before_and_after_whole_where_it_goes_to_a_pager(bench, folder):
    done = bench(folder, "--show", "a.log")
    title, second, *lines = done.stdout.splitlines()
    assert title == "logs/a.log: Bash cat a.log"
    assert second.startswith("log, 1")
    assert second.endswith("rows left out")
    before, after = "\n".join(lines).removeprefix("--- before\n").split("\n+++ after\n", 1)
    assert before == log(300)
    assert "headroom_retrieve" in after
    assert "rows left out" not in bench(folder, "--show", "a.log", "--level", "lossless").stdout


def test_a_file_is_shown_side_by_side_in_a_terminal(folder):
    (folder / "code.py").write_text(read_result(1, 60).replace("\t", " "))
    argv = ["-m", "headroom_cli", "bench", str(folder), "--show", "code.py"]
    seen = pexpect.run(f"{sys.executable} {' '.join(argv)}", encoding="utf-8", env=os.environ | {"TERM": "dumb"})
    lines = seen.replace("\r", "").splitlines()
    beside = [line.split(" │ ") for line in lines if " │ " in line]
    assert len(beside) > 40
    assert all(len(line) <= 80 for line in lines)
    assert any(len(pair) == 2 and pair[0].strip()[-12:] == pair[1].strip()[-12:] for pair in beside)


def test_a_file_that_stays_says_why(bench, folder):
    (folder / "small.txt").write_text("few words")
    assert bench(folder, "--show", "small.txt").stderr == "headroom: small.txt stays as it came: too small\n"


@pytest.mark.parametrize(
    ("words", "problem", "hint"),
    [
        (["nowhere"], "nowhere does not exist", "Name folders or files that hold text."),
        (["{folder}/empty"], "there is nothing to measure", "Name folders or files that hold text."),
        (["{folder}/x.bin"], "{folder}/x.bin cannot be measured: not text", "Name folders or files that hold text."),
        (["{folder}", "--show", "a.lok"], "a.lok is not among the files to measure", "Did you mean 'a.log'?"),
        (["{folder}", "--level", "losless"], "the command line: level cannot be 'losless'", "Did you mean 'lossless'?"),
        (
            ["{folder}", "--needles", "{folder}/logs/a.log"],
            "{folder}/logs/a.log is no file of needles",
            "It must hold a JSON object a line, with doc and answer_strings.",
        ),
    ],
)
def test_what_is_wrong_is_said_in_two_lines(bench, folder, words, problem, hint):
    (folder / "empty").mkdir()
    (folder / "x.bin").write_bytes(b"\x00")
    done = bench(*(word.format(folder=folder) for word in words))
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == f"headroom: {problem.format(folder=folder)}\n  {hint}\n"
