"""`headroom bench`, by the real command."""

import json
import subprocess
import sys

import pytest

from tests.fakes.conversations import log, rows


def run(*args: str) -> subprocess.CompletedProcess:
    return subprocess.run(
        [sys.executable, "-m", "headroom_cli", "bench", *args], capture_output=True, text=True, check=False
    )


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "logs").mkdir()
    (tmp_path / "json").mkdir()
    (tmp_path / "logs" / "a.log").write_text(log(300))
    (tmp_path / "json" / "b.json").write_text(rows(80))
    return tmp_path


def test_a_table_has_a_row_for_each_folder_and_a_total(folder):
    done = run(str(folder))
    assert (done.returncode, done.stderr) == (0, "")
    assert [line.split()[0] for line in done.stdout.splitlines()[:4]] == ["kind", "json", "logs", "total"]


def test_needles_are_looked_for(folder):
    needle = {"doc": "logs/a.log", "answer_strings": ["status=500"], "class": "important"}
    (folder / "needles.jsonl").write_text(json.dumps(needle))
    done = run(str(folder / "logs"), str(folder), "--needles", str(folder / "needles.jsonl"))
    assert "important  balanced      1  100.0%    100.0%" in done.stdout


def test_programs_get_json(folder):
    assert json.loads(run(str(folder), "--json").stdout)["total"]["files"] == 2


def test_an_empty_folder_is_said(tmp_path):
    done = run(str(tmp_path))
    assert (done.returncode, done.stdout) == (2, "")
    assert "nothing to measure" in done.stderr
