"""Checks of the program, and of what it is told."""

import pytest

from headroom_cli.errors import ConfigError
from headroom_cli.session import checkup_home as home
from headroom_cli.session.finding import Patient
from tests.session.patients import choosing, healthy, only, verdicts, writing


@pytest.fixture
def who(tmp_path):
    return healthy(tmp_path)


@pytest.mark.parametrize(("version", "verdict"), [((3, 10, 13), "problem"), ((3, 11, 0), "ok"), ((4, 0, 0), "ok")])
def test_a_python_that_is_too_old_is_a_problem(who, version, verdict):
    finding = only(home.program(who, version))
    assert finding.verdict == verdict
    assert ".".join(map(str, version)) in finding.text


def test_settings_say_what_was_chosen_but_no_url(who):
    chosen = choosing(who, floor=7, exclude=("tool:X", "re:y"), store="redis://me:secret@host", keep_hours=72.0)
    assert only(home.configuration(chosen)).text == "no config.toml: floor 7, exclude tool:X, re:y, store"
    assert only(home.configuration(who)).text == "no config.toml: everything by default"
    assert (
        str(who.settings.config_dir / "config.toml") in only(home.configuration(writing(who, "config.toml", ""))).text
    )


def test_settings_that_were_refused_are_the_finding(who):
    refused = Patient(settings=who.settings, refusal=ConfigError("no such level", "Did you mean it?"))
    finding = only(home.configuration(refused))
    assert (finding.verdict, finding.text, finding.hint) == ("problem", "no such level", "Did you mean it?")


def test_a_variable_that_means_nothing_is_noted_with_the_nearest_that_does(tmp_path):
    env = {"HEADROOM_LEVLE": "off", "HEADROOM_CONFIG_DIR": "x", "HEADROOM_FLOOR": "1", "HEADROOM_UPSTREAM_X": "u"}
    finding = only(home.variables(healthy(tmp_path, **env)))
    assert (finding.verdict, finding.hint) == ("note", "Did you mean 'HEADROOM_LEVEL'?")
    assert finding.text.startswith("HEADROOM_LEVLE ")
    assert verdicts(home.variables(healthy(tmp_path))) == ["ok"]


def test_prices_of_ones_own_that_cannot_be_read_are_an_error(who):
    assert verdicts(home.prices_file(who)) == ["ok"]
    with pytest.raises(ConfigError):
        list(home.prices_file(writing(who, "prices.json", "{")))


@pytest.mark.parametrize(
    ("shell", "place"),
    [
        ("/bin/bash", ".bash_completions/headroom.sh"),
        ("/usr/bin/zsh", ".zfunc/_headroom"),
        ("fish", ".config/fish/completions/headroom.fish"),
    ],
)
def test_completions_of_the_persons_shell_are_looked_for(tmp_path, shell, place):
    who = healthy(tmp_path, SHELL=shell)
    nowhere = tmp_path / "nowhere"
    assert verdicts(home.completions(who, nowhere)) == ["note"]
    (tmp_path / place).parent.mkdir(parents=True)
    (tmp_path / place).touch()
    assert only(home.completions(who, nowhere)).text.endswith(place)


def test_a_shell_without_completions_is_no_fault(tmp_path):
    assert verdicts(home.completions(healthy(tmp_path, SHELL="/bin/dash"))) == ["ok"]
