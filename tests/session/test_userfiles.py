"""Reading the person's own files for an agent, and never writing them."""

import json
from dataclasses import replace

import pytest

from headroom_cli.agents import catalog
from headroom_cli.session import userfiles

CLAUDE = catalog.load()["claude"]
NAME = "ANTHROPIC_BASE_URL"


@pytest.fixture
def place(tmp_path):
    """A home and a project; write a settings file whose env names a base URL."""

    class Place:
        home, project = tmp_path / "home", tmp_path / "project"

        def says(self, folder, url, name="settings.json"):
            folder.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(json.dumps({"env": {NAME: url}, "model": "opus"}))

        def read(self, *args, agent=CLAUDE, **environment):
            return userfiles.read(agent, args, {"HOME": str(self.home), **environment}, self.project)

    made = Place()
    made.project.mkdir()
    return made


def test_without_any_file_nothing_is_said_and_nothing_is_written(place):
    given = place.read("-p", "x", A="1")
    assert (given.args, given.environment["A"]) == (("-p", "x"), "1")
    assert (given.files_env, given.documents) == ({}, {})
    assert not place.home.exists()


def test_later_files_beat_earlier_ones_and_the_flag_beats_them_all(place):
    place.says(place.home / ".claude", "user")
    assert place.read().files_env == {NAME: "user"}
    place.says(place.project / ".claude", "project")
    assert place.read().files_env == {NAME: "project"}
    place.says(place.project / ".claude", "local", "settings.local.json")
    assert place.read().files_env == {NAME: "local"}
    assert place.read("--settings", json.dumps({"env": {NAME: "flag"}})).files_env == {NAME: "flag"}


def test_a_folder_that_the_environment_names_stands_for_the_one_in_the_home(place):
    place.says(place.home / ".claude", "user")
    place.says(place.home / "elsewhere", "elsewhere")
    assert place.read(CLAUDE_CONFIG_DIR=str(place.home / "elsewhere")).files_env == {NAME: "elsewhere"}


@pytest.mark.parametrize(
    ("choice", "env"),
    [("user", {NAME: "user"}), ("user,project", {NAME: "project"}), ("local", {}), ("", {})],
)
def test_only_the_files_that_the_person_lets_the_agent_take_in_are_read(place, choice, env):
    place.says(place.home / ".claude", "user")
    place.says(place.project / ".claude", "project")
    assert place.read("--setting-sources", choice).files_env == env


@pytest.mark.parametrize("value", ["mine.json", "{folder}/mine.json", ' {"env": {"' + NAME + '": "flag"}} '])
def test_a_flag_names_a_file_or_is_the_json_itself(place, value):
    place.says(place.project, "flag", "mine.json")
    given = place.read("--settings=" + value.replace("{folder}", str(place.project)))
    assert given.documents["--settings"]["env"] == {NAME: "flag"}


@pytest.mark.parametrize("value", ["missing.json", "{not json", "list.json", "."])
def test_a_flag_whose_json_cannot_be_read_has_no_document(place, value):
    (place.project / "list.json").write_text("[]")
    assert place.read("--settings", value).documents == {}


@pytest.mark.parametrize("content", [b"{", b"[]", b'{"env": []}', b"\xff"])
def test_a_broken_file_says_nothing(place, content):
    place.says(place.home / ".claude", "user")
    (place.home / ".claude" / "settings.json").write_bytes(content)
    assert place.read().files_env == {}


def test_values_that_are_no_text_are_taken_as_the_agent_takes_them(place):
    (place.home / ".claude").mkdir(parents=True)
    (place.home / ".claude" / "settings.json").write_text('\ufeff{"env": {"A": 1}}')
    assert place.read().files_env == {"A": "1"}


OTHER = replace(
    CLAUDE,
    user_documents={"OTHER_CONFIG": "o.json", "${OTHER_FILE:-~/.other.json}": "p.json"},
    user_defaults={
        ".env": {"URL": ("URL",)},
        "~/.other/settings.json": {"URL": ("env.URL", "auth.url"), "MODEL": ("model",)},
    },
)


def test_json_in_a_variable_and_in_a_file_that_is_there_is_read(place):
    place.home.mkdir()
    (place.home / ".other.json").write_text('{"a": 1}')
    documents = place.read(agent=OTHER, OTHER_CONFIG='{"b": 2}').documents
    assert documents == {"OTHER_CONFIG": {"b": 2}, "${OTHER_FILE:-~/.other.json}": {"a": 1}}


def test_what_is_there_and_cannot_be_read_is_told(place):
    (place.project / "bad.json").write_text("// a comment")
    given = place.read(agent=OTHER, OTHER_CONFIG="{,", OTHER_FILE="./bad.json")
    assert given.documents == {}
    assert set(given.unread) == {"OTHER_CONFIG", "${OTHER_FILE:-~/.other.json}"}
    assert place.read(agent=OTHER).unread == ()


def test_the_first_file_that_fills_a_variable_wins(place):
    (place.home / ".other").mkdir(parents=True)
    (place.home / ".other" / "settings.json").write_text('{"auth": {"url": "http://b"}, "model": "m"}')
    assert place.read(agent=OTHER).defaults == {"URL": "http://b", "MODEL": "m"}
    (place.project / ".env").write_text("URL=http://a\n")
    assert place.read(agent=OTHER).defaults == {"URL": "http://a", "MODEL": "m"}


def test_of_several_ways_the_first_that_is_there_is_taken(place):
    agent = replace(CLAUDE, user_documents={"--config|OTHER_FILE|~/.other.json": "o.json"})
    assert place.read(agent=agent).documents == {}
    place.home.mkdir()
    (place.home / ".other.json").write_text('{"from": "home"}')
    assert place.read(agent=agent).documents == {"--config|OTHER_FILE|~/.other.json": {"from": "home"}}
    (place.project / "mine.yaml").write_text("from: flag")
    (found,) = place.read("--config", "mine.yaml", agent=agent).documents.values()
    assert found == {"from": "flag"}


def test_the_setting_that_holds_the_base_url_is_found_in_files_and_flags(place):
    codex = catalog.load()["codex"]
    (place.home / ".codex").mkdir(parents=True)
    own = 'model_provider = "corp"\n[model_providers.corp]\nbase_url = "https://corp.test"\n'
    (place.home / ".codex/config.toml").write_text(own)
    given = place.read(agent=codex)
    assert (given.setting, given.setting_url) == ("model_providers.corp.base_url", "https://corp.test")
    given = place.read("-c", "model_provider=openai", agent=codex)
    assert (given.setting, given.setting_url) == ("openai_base_url", "")
    assert place.read().setting == ""


def test_files_of_variables_beat_the_environment_wherever_in_the_repository_one_is(place):
    aider, below = catalog.load()["aider"], place.project / "a" / "b"
    below.mkdir(parents=True)
    (place.project / ".git").mkdir()
    (place.project / ".env").write_text("OPENAI_API_BASE=http://repository/v1\n")
    (place.project / ".aider.conf.yml").write_text("model: gpt-5\nopenai-api-base: http://settings/v1\n")
    (place.project / "my.env").write_text("ANTHROPIC_API_BASE='http://flag'")
    args = (f"--env-file={place.project / 'my.env'}",)
    given = userfiles.read(aider, args, {"HOME": str(place.home), "OPENAI_API_BASE": "http://shell/v1"}, below)
    assert given.files_env == {"OPENAI_API_BASE": "http://repository/v1", "ANTHROPIC_API_BASE": "http://flag"}
    assert given.defaults == {"AIDER_OPENAI_API_BASE": "http://settings/v1"}
    assert given.documents == {"--env-file": {"ANTHROPIC_API_BASE": "http://flag"}}


def test_of_a_file_only_a_part_may_be_taken_and_one_without_it_is_passed_over(place):
    name = "./.x.json#a.b|~/.x.json#a.b"
    agent = replace(CLAUDE, user_documents={name: "o.json"})
    place.home.mkdir()
    (place.home / ".x.json").write_text('{"a": {"b": 1, "c": 2}, "d": 3}')
    (place.project / ".x.json").write_text('{"d": 4}')
    assert place.read(agent=agent).documents == {name: {"a": {"b": 1}}}
    (place.project / ".x.json").write_text("// no")
    assert place.read(agent=agent).documents == {name: {"a": {"b": 1}}}
    (place.home / ".x.json").write_text("{}")
    given = place.read(agent=agent)
    assert (given.documents, given.unread) == ({}, ())
