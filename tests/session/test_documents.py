"""Files of settings: what they hold, and what stands at a place in one."""

import pytest

from headroom_cli.session.documents import at, has, load, parse

FILES = {
    "settings.json": '\ufeff{"a": {"b": "x"}}',
    "config.toml": '[a]\nb = "x"',
    ".env": "# b=y\na.b\nexport b = 'x'  # why\nc=\"1 # 2\"\nd=3 # 4",
    "mine.env": "b=x",
}


@pytest.mark.parametrize(
    ("name", "place"), [("settings.json", "a.b"), ("config.toml", "a.b"), (".env", "b"), ("mine.env", "b")]
)
def test_a_file_is_read_by_its_kind(tmp_path, name, place):
    (tmp_path / name).write_text(FILES[name], "utf-8")
    assert at(load(tmp_path / name), place) == "x"


def test_lines_of_variables_may_be_quoted_and_commented(tmp_path):
    (tmp_path / ".env").write_text(FILES[".env"])
    assert load(tmp_path / ".env") == {"b": "x", "c": "1 # 2", "d": "3"}


@pytest.mark.parametrize("name", ["a.json", "a.toml", "missing.json", "missing.env"])
def test_what_cannot_be_read_says_nothing(tmp_path, name):
    if not name.startswith("missing"):
        (tmp_path / name).write_text("// = [no")
    assert load(tmp_path / name) is None
    assert at(load(tmp_path / name), "a.b") == ""


def test_only_an_object_is_a_document():
    assert (parse("[]"), parse("{"), parse("{}")) == (None, None, {})


def test_a_place_may_choose_one_of_a_list_by_what_it_says():
    document = {"providers": [{"name": "a", "url": "x"}, 3, {"name": "b", "url": "y"}], "n": 1}
    assert at(document, "providers[name=b].url") == "y"
    assert [at(document, place) for place in ("providers[name=c].url", "providers.url", "n", "n.m", "")] == [""] * 5


def test_something_stands_at_a_place_or_nothing():
    document = {"a": {"b": 0}, "c": {}}
    assert [has(document, place) for place in ("a", "a.b", "c", "d", "a.d", "")] == [
        True,
        True,
        True,
        False,
        False,
        True,
    ]
    assert not has(None, "a")


def test_of_yaml_only_what_stands_at_the_top_and_is_one_text_is_read(tmp_path):
    (tmp_path / "a.yml").write_text("# hm\na-b: http://x:1/v1  # why\nlist:\n  - c: 1\nq: 'it: is'\n  deep: no\n")
    assert load(tmp_path / "a.yml") == {"a-b": "http://x:1/v1", "q": "it: is"}
