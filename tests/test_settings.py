"""Settings: a flag beats a variable, a variable beats the file, the file beats the default."""

import os
from pathlib import Path

import pytest

from headroom_cli import settings
from headroom_cli.errors import ConfigError
from headroom_cli.model import Level

_OTHERS = ("HOME", "PATH", "TMPDIR")


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    """A folder for config.toml, and an environment that says nothing else."""
    for name in set(os.environ) - set(_OTHERS):
        monkeypatch.delenv(name)
    monkeypatch.setenv("HEADROOM_CONFIG_DIR", str(tmp_path))
    monkeypatch.setenv("HEADROOM_WORKSPACE_DIR", str(tmp_path / "data"))
    return tmp_path


def refusal(flags=None):
    with pytest.raises(ConfigError) as caught:
        settings.load(flags)
    return caught.value


def test_without_any_choice_every_setting_has_its_default_and_nothing_is_created(home):
    loaded = settings.load()
    assert (loaded.config_dir, loaded.data_dir) == (home, home / "data")
    assert (loaded.level, loaded.quiet, loaded.exclude) == (Level.BALANCED, False, ())
    assert list(home.iterdir()) == []


def test_the_file_beats_the_default_a_variable_beats_the_file_and_a_flag_beats_all(home, monkeypatch):
    (home / "config.toml").write_text('level = "off"\nfloor = 7\nkeep_hours = 1.5\n')
    monkeypatch.setenv("HEADROOM_LEVEL", "lossless")
    monkeypatch.setenv("HEADROOM_FLOOR", "8")
    loaded = settings.load({"level": "aggressive"})
    assert (loaded.level, loaded.floor, loaded.keep_hours) == (Level.AGGRESSIVE, 8, 1.5)


def test_a_flag_that_was_not_given_decides_nothing():
    assert settings.load({"level": None, "quiet": None, "config_dir": None}) == settings.load()


def test_the_folder_flags_say_where_the_file_is(home):
    (home / "mine").mkdir()
    (home / "mine" / "config.toml").write_text("quiet = true\n")
    assert settings.load({"config_dir": home / "mine"}).quiet


def test_the_folders_follow_the_system_when_nothing_names_them(monkeypatch):
    monkeypatch.delenv("HEADROOM_CONFIG_DIR")
    monkeypatch.setenv("HEADROOM_WORKSPACE_DIR", "~/kept")
    loaded = settings.load()
    assert loaded.config_dir.name == "headroom"
    assert loaded.data_dir == Path.home() / "kept"


def test_a_current_folder_that_is_gone_is_said(tmp_path, monkeypatch):
    (tmp_path / "gone").mkdir()
    monkeypatch.chdir(tmp_path / "gone")
    assert settings.here() == tmp_path / "gone"
    (tmp_path / "gone").rmdir()
    with pytest.raises(ConfigError, match="no longer exists"):
        settings.here()


@pytest.mark.parametrize("said", ["tool:Read, path:*.lock", ["tool:Read", " path:*.lock ", ""]])
def test_patterns_are_a_list_or_text_between_commas(said):
    assert settings.load({"exclude": said}).exclude == ("tool:Read", "path:*.lock")


def test_a_pattern_of_no_known_kind_is_refused_and_not_taken_for_one_that_excludes_nothing():
    with pytest.raises(ConfigError, match="exclude cannot be") as refused:
        settings.load({"exclude": ("*.env",)})
    assert "path:GLOB" in refused.value.hint


@pytest.mark.parametrize(("word", "meant"), [("1", True), ("Yes", True), ("off", False), ("", False)])
def test_yes_and_no_are_said_in_many_ways(monkeypatch, word, meant):
    monkeypatch.setenv("HEADROOM_QUIET", word)
    assert settings.load().quiet is meant


@pytest.mark.parametrize(
    "line",
    [
        'level = "hard"',
        "floor = -1",
        "floor = 3.7",
        "floor = inf",
        "floor = true",
        "keep_hours = nan",
        "keep_hours = inf",
        "port = 65536",
        "exclude = [1]",
        "exclude = 1",
        'exclude = ["*.env"]',
        'exclude = ["path:"]',
        'exclude = ["re:("]',
        'quiet = "perhaps"',
        'anthropic_api_url = "api.anthropic.com"',
    ],
)
def test_a_value_in_the_file_that_cannot_be_used_names_the_file_and_the_setting(home, line):
    (home / "config.toml").write_text(f"{line}\n")
    error = refusal()
    assert error.message.startswith(f"{home / 'config.toml'}: {line.split()[0]} cannot be ")
    assert error.exit_code == 2


def test_a_value_in_a_variable_that_cannot_be_used_names_the_variable(monkeypatch):
    monkeypatch.setenv("HEADROOM_LEVEL", "hard")
    error = refusal()
    assert error.message == "HEADROOM_LEVEL: level cannot be 'hard'"
    assert error.hint == "Known: off, lossless, balanced, aggressive."


def test_a_value_of_a_flag_that_cannot_be_used_names_the_command_line():
    assert refusal({"floor": "many"}).message == "the command line: floor cannot be 'many'"


def test_an_unknown_setting_in_the_file_is_answered_with_the_nearest_one(home):
    (home / "config.toml").write_text("levle = 1\n")
    error = refusal()
    assert "unknown setting 'levle'" in error.message
    assert error.hint == "Did you mean 'level'?"


@pytest.mark.parametrize("content", [b"level = ", b"\xff\xfe"])
def test_a_file_that_cannot_be_read_is_named(home, content):
    (home / "config.toml").write_bytes(content)
    assert str(home / "config.toml") in refusal().message


def test_an_upstream_may_be_named_by_the_variable_that_other_proxies_know_and_ours_wins(monkeypatch):
    monkeypatch.setenv("ANTHROPIC_TARGET_API_URL", "https://gateway.example")
    assert settings.load().anthropic_api_url == "https://gateway.example"
    monkeypatch.setenv("HEADROOM_ANTHROPIC_API_URL", "https://other.example")
    assert settings.load().anthropic_api_url == "https://other.example"


def test_every_default_is_a_value_that_may_be_said():
    defaults = settings.load()
    said = {name: getattr(defaults, name) for name in settings.Settings.__slots__}
    assert settings.load(said) == defaults


def test_the_environment_is_handed_out_as_a_copy():
    copy = settings.environment()
    copy["HEADROOM_LEVEL"] = "hard"
    assert settings.load().level is Level.BALANCED


def test_the_home_is_that_of_the_person_who_runs_the_process(home, monkeypatch):
    monkeypatch.setenv("HOME", str(home))
    assert settings.home() == home
