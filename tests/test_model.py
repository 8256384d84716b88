"""The nouns are values."""

import dataclasses

import pytest

from headroom_cli import model
from headroom_cli.model import Agent, Edit, Exchange, Level, Usage

_NOUNS = [kind for kind in vars(model).values() if dataclasses.is_dataclass(kind)]


def test_a_noun_cannot_be_changed():
    edit = Edit(span=(0, 2), text="", key="k", kind="json", before=9, after=3)
    with pytest.raises(dataclasses.FrozenInstanceError):
        edit.text = "other"


def test_nouns_with_equal_fields_are_the_same_thing():
    assert Exchange(session="s", at=1.0) == Exchange(session="s", at=1.0, usage=Usage())


def test_two_nouns_share_no_default_that_could_be_changed():
    one, other = (Agent(name=name, title="T", command="c") for name in "ab")
    assert one.env is not other.env


@pytest.mark.parametrize("noun", _NOUNS)
def test_every_noun_is_frozen_slotted_and_built_by_name(noun):
    assert noun.__dataclass_params__.frozen
    assert "__slots__" in vars(noun)
    with pytest.raises(TypeError):
        noun("by position")


def test_a_level_is_the_word_that_a_person_writes():
    assert [str(level) for level in Level] == ["off", "lossless", "balanced", "aggressive"]
