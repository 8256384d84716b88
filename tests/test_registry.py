"""Discovery: one file, one plug-in, by the name of the file alone."""

import sys

import pytest

import headroom_cli
from headroom_cli import registry
from headroom_cli.errors import ConfigError


@pytest.fixture
def package(tmp_path, monkeypatch):
    """A room with two plug-ins, one helper, and one module that must not be imported."""
    room = tmp_path / "parlour"
    room.mkdir()
    for name, text in {
        "__init__": "",
        "disk": "PLUGIN = 'a disk'",
        "attic": "PLUGIN = 'an attic'",
        "helper": "",
        "_hidden": "raise RuntimeError",
    }.items():
        (room / f"{name}.py").write_text(text)
    monkeypatch.setattr(headroom_cli, "__path__", [*headroom_cli.__path__, str(tmp_path)])
    yield "parlour"
    for name in [name for name in sys.modules if name.startswith("headroom_cli.parlour")]:
        del sys.modules[name]


def test_every_public_module_is_found_in_alphabetical_order(package):
    assert registry.names(package) == ("attic", "disk", "helper")


def test_only_the_one_that_is_asked_for_is_imported(package):
    assert registry.load(package, "disk") == "a disk"
    assert "headroom_cli.parlour.attic" not in sys.modules


def test_all_plug_ins_come_by_name_and_helpers_are_none(package):
    assert registry.load_all(package) == {"attic": "an attic", "disk": "a disk"}


def test_an_unknown_name_is_answered_with_the_nearest_one(package):
    with pytest.raises(ConfigError, match="no parlour plug-in named 'dusk'") as caught:
        registry.load(package, "dusk")
    assert caught.value.hint == "Did you mean 'disk'?"


def test_a_helper_is_no_plug_in_and_is_not_suggested_for_itself(package):
    with pytest.raises(ConfigError) as caught:
        registry.load(package, "helper")
    assert "helper" not in caught.value.hint


def test_a_name_that_is_near_to_none_is_answered_with_all():
    assert registry.nearest("zzz", ("attic", "disk")) == "Known: attic, disk."


def test_plugins_are_imported_when_the_first_is_asked_for(package):
    plugins = registry.Plugins(package)
    assert f"headroom_cli.{package}.disk" not in sys.modules
    assert dict(plugins) == {"attic": "an attic", "disk": "a disk"}
    assert (plugins["disk"], len(plugins)) == ("a disk", 2)
