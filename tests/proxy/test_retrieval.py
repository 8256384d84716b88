"""What an exchange asks of retrieval within its answer."""

import json

import pytest

from headroom_cli import registry
from headroom_cli.dialects.anthropic import PLUGIN as ANTHROPIC
from headroom_cli.errors import StoreError
from headroom_cli.proxy.retrieval import Retrieval
from headroom_cli.stores.memory import MemoryStore
from tests.dialects.legs import ASKS, HIDE, said
from tests.fakes.conversations import body
from tests.fakes.script import Turn
from tests.fakes.speech import Messages

ASKED = [{"role": "user", "content": "go"}]


class Broken:
    """A store that does nothing but fail."""

    def get(self, key):
        raise StoreError(f"the store of {key} fails", "Run it again.")

    def put(self, key, _text):
        self.get(key)


def retrieval(turns=None) -> Retrieval:
    return Retrieval(lambda arguments: (f"about {arguments['key']}", False), turns or MemoryStore())


def hear(interlude) -> None:
    """An answer that asks once, and ends."""
    first, last = (said(Messages(), turn, "leg") for turn in (Turn(text="a", calls=(ASKS,)), Turn(text="b")))
    interlude.legs.feed(first)
    interlude.legs.next_leg(body(ASKED, ("Read",)), interlude.fetch(interlude.legs.end_leg()))
    interlude.legs.feed(last)
    interlude.legs.end_leg()
    interlude.remember(interlude)


def test_the_tool_is_offered_in_the_same_place_whatever_else_is():
    for tools in (("Read",), ("Read", "Bash"), ("Bash", "Read")):
        offered = retrieval().offer(ANTHROPIC, body(ASKED, tools))
        assert ANTHROPIC.outline(offered.body).tools == (HIDE, *tools)
        assert offered.interlude


@pytest.mark.parametrize(
    "raw",
    [
        body(ASKED, ()),
        body(ASKED, ("Read", "mcp__headroom__headroom_retrieve")),
        b"{broken",
        b'{"model":"m","model":"m","messages":[],"tools":[{"name":"Read"}]}',
    ],
)
def test_what_has_no_tools_or_ours_already_or_cannot_be_read_goes_as_it_came(raw):
    offered = retrieval().offer(ANTHROPIC, raw)
    assert (offered.body, offered.interlude) == (raw, None)


def test_what_was_hidden_is_put_back_into_the_next_request():
    kept = retrieval()
    hear(kept.offer(ANTHROPIC, body(ASKED, ("Read",))).interlude)
    spoken = {"role": "assistant", "content": [{"type": "text", "text": "a"}, {"type": "text", "text": "b"}]}
    whole = kept.offer(ANTHROPIC, body([*ASKED, spoken, *ASKED], ("Read",))).body
    assert "about 0123456789ab" in whole.decode()
    assert len(json.loads(whole)["messages"]) == 5


def test_a_store_that_fails_costs_the_memory_and_nothing_else(caplog):
    kept, raw = retrieval(Broken()), body([*ASKED, {"role": "assistant", "content": "ab"}, *ASKED], ("Read",))
    hear(kept.offer(ANTHROPIC, body(ASKED, ("Read",))).interlude)
    told = [len(json.loads(each.offer(ANTHROPIC, raw).body)["messages"]) for each in (kept, retrieval(Broken()))]
    assert told == [5, 3]  # as long as this process lives, and after it
    assert "not remembered" in caplog.text
    assert "not put back" in caplog.text


def test_a_store_that_fails_is_told_to_the_model():
    broken = Retrieval(lambda _: Broken().get("k"), MemoryStore())
    interlude = broken.offer(ANTHROPIC, body(ASKED, ("Read",))).interlude
    assert interlude.fetch({"1": {}}) == {"1": ("the store of k fails Run it again.", True)}


@pytest.mark.parametrize("name", sorted(registry.load_all("dialects")))
def test_a_dialect_without_it_goes_as_it_came(name):
    dialect = registry.load_all("dialects")[name]
    if dialect.retrieving is None:
        assert retrieval().offer(dialect, body(ASKED)).interlude is None


def test_a_request_of_which_all_is_known_is_ready_at_once():
    kept = retrieval()
    raw = body([*ASKED, {"role": "assistant", "content": "a"}, *ASKED], ("Read",))
    assert kept.at_once(ANTHROPIC, raw) is None
    offered = kept.offer(ANTHROPIC, raw)
    assert kept.at_once(ANTHROPIC, raw).body == offered.body
    assert kept.at_once(ANTHROPIC, body(ASKED, ())).interlude is None
