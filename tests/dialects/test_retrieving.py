"""The nouns of retrieval within an answer."""

import pytest

from headroom_cli import registry
from headroom_cli.dialects.retrieving import Hidden, appended, arguments


def test_what_is_hidden_is_nothing_until_something_is():
    assert Hidden() == Hidden((), 0, (), (), ())


def test_a_dialect_offers_nothing_in_a_body_without_tools():
    dialects = registry.load_all("dialects").values()
    for retrieving in (dialect.retrieving for dialect in dialects if dialect.retrieving):
        for raw in (b"{}", b'{"tools":[]}', b'{"tools":7}'):
            assert retrieving.offer(raw, "t", "d", {}) is raw


def test_more_items_are_put_behind_all_others_of_a_list():
    assert appended(b'{"a":[1 ],"b":2}', "a", "2,3") == b'{"a":[1 ,2,3],"b":2}'


@pytest.mark.parametrize("typed", ['{"k', None, "[]", "7"])
def test_arguments_that_are_no_object_are_none(typed):
    assert arguments(typed) == {}
