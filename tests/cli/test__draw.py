"""Figures for people who look rather than read."""

import io

import pytest

from headroom_cli.cli import _draw


@pytest.mark.parametrize(("value", "drawn"), [(100, "████"), (50, "██"), (1, "█"), (0, ""), (-5, "")])
def test_a_bar_is_as_long_as_its_value_and_what_is_something_is_seen(value, drawn):
    assert _draw.bar(value, 100, 4) == drawn


def test_a_curve_has_a_character_a_value_and_shows_what_is_below_nothing():
    assert _draw.curve([0, 50, 100, -1]) == "▁▅█-"
    assert _draw.curve([0, 0]) == "▁▁"
    assert _draw.curve([]) == ""


def test_where_blocks_cannot_be_said_they_are_drawn_with_plain_characters(monkeypatch):
    monkeypatch.setattr("sys.stdout", io.TextIOWrapper(io.BytesIO(), encoding="ascii"))
    assert (_draw.bar(2, 2, 3), _draw.curve([0, 9])) == ("###", "_#")


def test_what_is_followed_is_shown_once_where_there_is_no_terminal(capsys):
    _draw.follow(lambda: "a frame", 0.0)
    assert capsys.readouterr().out == "a frame\n"
