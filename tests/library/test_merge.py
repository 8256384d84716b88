"""Changed JSON put back into what it was made from."""

import copy
import json

from hypothesis import given
from hypothesis import strategies as st

from headroom_cli.library.merge import merged
from tests.dialects.test_spans import JSON


class Theirs:
    """A client's own object, whose JSON form is its fields."""

    def __init__(self, text):
        self.text = text


def changed(value, other: str):
    """The value with every string but the keys replaced."""
    if isinstance(value, dict):
        return {key: changed(inner, other) for key, inner in value.items()}
    if isinstance(value, list):
        return [changed(inner, other) for inner in value]
    return other if isinstance(value, str) else value


@given(JSON, st.text())
def test_a_change_of_strings_comes_out_in_a_value_of_its_own(before, other):
    given_, after = copy.deepcopy(before), changed(before, other)
    assert merged(given_, before, after) == after
    assert given_ == before


def test_what_did_not_change_is_the_very_object_that_it_was():
    theirs, same = Theirs("x"), {"type": "text", "text": "same"}
    given_ = [{"role": "user", "content": [same, theirs]}, {"role": "tool", "content": "long", "at": (1, 2)}]
    before = json.loads(json.dumps(given_, default=vars))
    after = json.loads(json.dumps(before).replace("long", "short"))
    found = merged(given_, before, after)
    assert found[0] is given_[0]
    assert found[1] == {"role": "tool", "content": "short", "at": (1, 2)}
    assert given_[1]["content"] == "long"


def test_an_object_of_the_clients_that_changed_becomes_its_json_form():
    assert merged([Theirs("long")], [{"text": "long"}], [{"text": "short"}]) == [{"text": "short"}]


def test_keys_that_are_no_strings_keep_their_values():
    assert merged({1: "one", "a": "long"}, {"1": "one", "a": "long"}, {"1": "one", "a": "b"}) == {1: "one", "a": "b"}
