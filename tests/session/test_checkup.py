"""The checkup, whole, and what holds for any list of checks."""

import os

import pytest

from headroom_cli.errors import LedgerError
from headroom_cli.session import checkup
from headroom_cli.session.finding import note, ok, problem
from tests.session.patients import healthy


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    """A clean home with an agent on the PATH."""
    for name in set(os.environ) - {"TMPDIR"}:
        monkeypatch.delenv(name)
    (tmp_path / "claude").touch(mode=0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("HEADROOM_CONFIG_DIR", str(tmp_path / "config"))
    monkeypatch.setenv("HEADROOM_WORKSPACE_DIR", str(tmp_path / "data"))
    return tmp_path


def test_on_a_sound_machine_everything_is_well_and_only_the_data_folder_is_made(home):
    found = list(checkup.examine(checkup.patient(online=False)))
    assert [(name, finding) for name, finding in found if finding.verdict != "ok"] == []
    assert {name for name, _ in found} == set(checkup.CHECKS)
    assert sorted(path.name for path in home.rglob("*")) == ["claude", "data", "sessions"]


def test_settings_that_are_refused_are_a_problem_and_all_else_is_still_looked_at(home):
    (home / "config").mkdir()
    (home / "config" / "config.toml").write_text("level = ")
    found = list(checkup.examine(checkup.patient(online=False)))
    [(name, refused)] = [(name, finding) for name, finding in found if finding.verdict == "problem"]
    assert name == "settings"
    assert "config.toml cannot be read" in refused.text
    assert {name for name, _ in found} == set(checkup.CHECKS)


def test_findings_come_in_the_order_of_the_checks_under_their_names(home):
    checks = {"one": lambda _: [ok("1")], "two": lambda _: [note("2", "x"), note("3", "x")]}
    found = checkup.examine(healthy(home), checks)
    assert [(name, finding.text) for name, finding in found] == [("one", "1"), ("two", "2"), ("two", "3")]


def test_an_error_of_ours_is_a_problem_with_its_own_next_step(home):
    def check(_):
        yield ok("so far")
        raise LedgerError("it broke", "Mend it.")

    found = checkup.examine(healthy(home), {"it": check})
    assert list(found) == [("it", ok("so far")), ("it", problem("it broke", "Mend it."))]


def test_a_check_that_breaks_down_is_a_problem_and_not_the_end(home):
    def broken(_):
        raise RuntimeError("ours")

    (_, fault), (_, other) = checkup.examine(healthy(home), {"it": broken, "other": lambda _: [ok("fine")]})
    assert (fault.verdict, fault.text) == ("problem", "RuntimeError: ours")
    assert "report" in fault.hint
    assert other == ok("fine")
