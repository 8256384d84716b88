"""An answer in legs, over real sockets: the model asks for originals, and the agent sees one answer."""

import json

import pytest

from tests.fakes.agent import Agent
from tests.fakes.conversations import log
from tests.fakes.provider import FakeProvider
from tests.fakes.proxy import Proxy
from tests.fakes.script import Conversation, Turn, fetch, say, turns

LOG = log(400)
READS = Turn(thinking="The log first.", text="Looking.", calls=(("Bash", {"command": "cat service.log"}),))


def fetching(*, thinking: str = "", text: str = "", calls: tuple = ()):
    """A step that asks for an original, and says or calls more."""

    def step(conversation: Conversation) -> Turn:
        return Turn(thinking=thinking, text=text, calls=(*fetch(conversation).calls, *calls))

    return step


def hidden(record) -> list[str]:
    """The texts that our tool gave, as the provider was shown them."""
    blocks = [b for m in record.body["messages"] for b in m["content"] if isinstance(b, dict)]
    ours = {b["id"] for b in blocks if b.get("name") == "headroom_retrieve"}
    return [b["content"] for b in blocks if b.get("tool_use_id") in ours]


@pytest.fixture(params=[True, False], ids=["streamed", "whole"])
def streaming(request):
    return request.param


def test_what_the_model_asks_for_is_fetched_within_the_answer(streaming):
    script = turns(READS, fetching(thinking="I need it all.", text="Fetching. "), say("Line 40 failed."), say("Bye."))
    with FakeProvider(script) as provider, Proxy(provider.url, offer=True) as proxy:
        agent = Agent(proxy.url, streaming=streaming)
        agent.say("Find out why it fails.")
        told = agent.answer(LOG)
        agent.say("Thanks.")
        proxy.stop()
        exchanges = proxy.exchanges
    assert [b.get("text") or b.get("thinking") for b in told["content"]] == [
        "I need it all.", "Fetching. ", "Line 40 failed.",
    ]  # fmt: skip
    assert told["stop_reason"] == "end_turn"
    assert b"headroom_retrieve" not in b"".join(agent.answers)
    assert provider.violations == [] == provider.errors
    assert hidden(provider.records[-1]) == [LOG]
    assert provider.prefix_changes() == []
    assert len(provider.records) == 4
    assert [r.body["tools"][0]["name"] for r in provider.records] == ["headroom_retrieve"] * 4
    assert exchanges[1].usage.output == sum(r.usage["output_tokens"] for r in provider.records[1:3])
    assert told["usage"]["output_tokens"] == exchanges[1].usage.output


def test_a_call_beside_the_agents_own_is_answered_when_theirs_are(streaming):
    script = turns(READS, fetching(text="Both.", calls=(("Read", {"file_path": "/a"}),)), say("Done."), say("Bye."))
    with FakeProvider(script) as provider, Proxy(provider.url, offer=True) as proxy:
        agent = Agent(proxy.url, streaming=streaming)
        agent.say("Find out why it fails.")
        told = agent.answer(LOG)
        assert [b["type"] for b in told["content"]] == ["text", "tool_use"]
        assert told["stop_reason"] == "tool_use"
        agent.answer("a file")
        agent.say("Thanks.")
    assert provider.violations == [] == provider.errors
    assert hidden(provider.records[-1]) == [LOG]
    assert provider.prefix_changes() == []


def test_a_conversation_goes_on_under_another_proxy(tmp_path, streaming):
    script = turns(READS, fetching(), fetching(text="Again."), say("Found it."), say("Bye."))
    store = f"disk://{tmp_path.as_posix()}/store"
    with FakeProvider(script) as provider:
        with Proxy(provider.url, offer=True, store=store) as proxy:
            agent = Agent(proxy.url, streaming=streaming)
            agent.say("Find out why it fails.")
            agent.answer(LOG)
        with Proxy(provider.url, offer=True, store=store) as proxy:
            agent.url = proxy.url
            agent.say("Thanks.")
    assert provider.violations == [] == provider.errors
    assert hidden(provider.records[-1]) == [LOG, LOG]
    assert provider.prefix_changes() == []


def test_a_conversation_whose_memory_is_lost_is_valid(streaming):
    script = turns(READS, fetching(text="Hm."), say("Found it."), say("Bye."))
    with FakeProvider(script) as provider:
        with Proxy(provider.url, offer=True) as proxy:
            agent = Agent(proxy.url, streaming=streaming)
            agent.say("Find out why it fails.")
            agent.answer(LOG)
        with Proxy(provider.url, offer=True) as proxy:
            agent.url = proxy.url
            agent.say("Thanks.")
    assert provider.violations == [] == provider.errors
    assert hidden(provider.records[-1]) == []
    assert json.loads(provider.records[-1].raw)["messages"][-2]["content"] == agent.messages[-3]["content"]
