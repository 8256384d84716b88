"""The nouns of retrieval within an answer."""

from headroom_cli import registry
from headroom_cli.dialects.retrieving import Hidden


def test_what_is_hidden_is_nothing_until_something_is():
    assert Hidden() == Hidden((), 0, (), (), ())


def test_a_dialect_offers_nothing_in_a_body_without_tools():
    dialects = registry.load_all("dialects").values()
    for retrieving in (dialect.retrieving for dialect in dialects if dialect.retrieving):
        for raw in (b"{}", b'{"tools":[]}', b'{"tools":7}'):
            assert retrieving.offer(raw, "t", "d", {}) is raw
