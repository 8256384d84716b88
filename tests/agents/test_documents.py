"""Files of settings: what they hold, and what stands at a place in one."""

import pytest

from headroom_cli.agents.documents import is_variables, load, parse
from headroom_cli.agents.places import at

FILES = {
    "settings.json": '\ufeff{"a": {"b": "x"}}',
    "config.yaml": "a: {b: x}",
    "config.toml": '[a]\nb = "x"',
    ".env": "# b=y\na.b\nexport b = 'x'  # why\nc=\"1 # 2\"\nd=3 # 4",
    "mine.env": "b=x",
}


@pytest.mark.parametrize(
    ("name", "place"),
    [("settings.json", "a.b"), ("config.toml", "a.b"), ("config.yaml", "a.b"), (".env", "b"), ("mine.env", "b")],
)
def test_a_file_is_read_by_its_kind(tmp_path, name, place):
    (tmp_path / name).write_text(FILES[name], "utf-8")
    assert at(load(tmp_path / name), place) == "x"


def test_lines_of_variables_may_be_quoted_and_commented(tmp_path):
    (tmp_path / ".env").write_text(FILES[".env"])
    assert load(tmp_path / ".env") == {"b": "x", "c": "1 # 2", "d": "3"}


@pytest.mark.parametrize("name", ["a.json", "a.toml", "a.yaml", "list.yml", "missing.json", "missing.env"])
def test_what_cannot_be_read_says_nothing(tmp_path, name):
    if not name.startswith("missing"):
        (tmp_path / name).write_text("- a" if name == "list.yml" else "// = [no")
    assert load(tmp_path / name) is None
    assert at(load(tmp_path / name), "a.b") == ""


def test_json_may_have_comments_and_last_commas_as_agents_allow_them():
    said = '// why\n{"a": "http://x // no", /* but\n */ "b": ["c,]", ], "d": "\\"//",\n}'
    assert parse(said) == {"a": "http://x // no", "b": ["c,]"], "d": '"//'}


def test_only_an_object_is_a_document():
    assert (parse("[]"), parse("{"), parse("{}")) == (None, None, {})


@pytest.mark.parametrize(("name", "is_so"), [(".env", True), ("my.env", True), (".env.local", True), ("a.json", False)])
def test_a_file_of_variables_is_known_by_its_name(name, is_so):
    assert is_variables(name) is is_so
