"""Places in documents: what stands there, and what can be put there."""

import copy

import pytest

from headroom_cli.agents.places import at, has, part, put

DOCUMENT = {
    "env": {"URL": "x", "n": 1},
    "models": [{"by": "a", "url": "x"}, 3, {"by": "b", "url": "y"}, {"by": "a"}, {"by": "a", "url": "z"}],
}


def always(_):
    return True


@pytest.mark.parametrize(
    ("place", "text"),
    [
        ("env.URL", "x"),
        ("models[by=b].url", "y"),
        ("models[by=a].url", "x"),
        ("models[by=c].url", ""),
        ("models.url", ""),
        ("env.n", ""),
        ("env.n.m", ""),
    ],
)
def test_what_stands_at_a_place_is_said_and_else_nothing(place, text):
    assert at(DOCUMENT, place) == text
    assert at(None, place) == ""


def test_a_text_is_put_at_every_such_place_and_only_there():
    before = copy.deepcopy(DOCUMENT)
    changed = put(DOCUMENT, "models[by=a].url", "!", lambda stands: stands in {"", "x"})
    assert changed["models"] == [
        {"by": "a", "url": "!"},
        3,
        {"by": "b", "url": "y"},
        {"by": "a", "url": "!"},
        {"by": "a", "url": "z"},
    ]
    assert [m["url"] for m in put(DOCUMENT, "models[*].url", "!", always)["models"] if m != 3] == ["!"] * 4
    assert at(DOCUMENT, "models[*].url") == "x"
    assert put(DOCUMENT, "env.NEW", "!", always)["env"] == {"URL": "x", "n": 1, "NEW": "!"}
    assert before == DOCUMENT


@pytest.mark.parametrize(
    "place", ["no.url", "env.URL.url", "env[by=a].url", "models.url", "models[by=c].url", "env.n.m"]
)
def test_where_nothing_can_stand_nothing_is_put(place):
    assert put(DOCUMENT, place, "!", always) == DOCUMENT


@pytest.mark.parametrize(
    ("place", "there"), [("a", True), ("a.b", True), ("c", True), ("d", False), ("a.d", False), ("", True)]
)
def test_something_stands_at_a_place_or_nothing(place, there):
    assert has({"a": {"b": 0}, "c": {}}, place) is there
    assert not has(None, "a")


def test_a_part_is_what_stands_under_its_keys_and_nothing_beside_it():
    document = {"a": {"b": 0, "c": 1}, "d": 2}
    assert [part(document, place) for place in ("a.b", "d", "a.x", "x.y", "d.x")] == [
        {"a": {"b": 0}},
        {"d": 2},
        *[None] * 3,
    ]
