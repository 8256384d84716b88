"""An answer in legs, over real sockets: the model asks for originals, and the agent sees one answer."""

import http.client
import json
import time
from contextlib import closing

import pytest

from tests.fakes.agent import Agent
from tests.fakes.conversations import log
from tests.fakes.provider import FakeProvider
from tests.fakes.proxy import Proxy, ask
from tests.fakes.script import Conversation, Fault, Turn, fetch, say, turns

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


def until_the_model_asks(provider: FakeProvider, proxy: Proxy, *, streaming: bool = True) -> Agent:
    """An agent whose next request is answered in legs."""
    agent = Agent(proxy.url, streaming=streaming)
    agent.say("Find out why it fails.")
    call = agent.messages[-1]["content"][-1]["id"]
    agent.messages.append({"role": "user", "content": [{"type": "tool_result", "tool_use_id": call, "content": LOG}]})
    assert len(provider.records) == 1
    return agent


def test_what_was_said_before_reaches_the_agent_while_the_next_leg_is_waited_for():
    script = turns(READS, fetching(thinking="Hm.", text="Fetching."), say("Found it.", first_byte=2.5))
    with FakeProvider(script) as provider, Proxy(provider.url, offer=True) as proxy:
        agent = until_the_model_asks(provider, proxy)
        with closing(http.client.HTTPConnection("127.0.0.1", proxy.port, timeout=20)) as connection:
            connection.request("POST", "/s3cret/v1/messages", agent.body(), {"content-type": "application/json"})
            answer, begun, heard = connection.getresponse(), time.monotonic(), b""
            while b"Fetching." not in heard:
                heard += answer.read1()
            assert time.monotonic() - begun < 2
            rest = answer.read()
    assert rest.startswith(b"event: content_block_stop") or b"content_block_stop" in heard
    assert b'event: ping\ndata: {"type": "ping"}\n\n' in rest
    assert b"Found it." in rest


@pytest.mark.parametrize(
    "fault", [Fault(status=529), Fault(hang_up=True), Fault(drop=0.6)], ids=["529", "none", "half"]
)
def test_a_later_leg_that_fails_is_an_error_in_the_midst_of_the_answer(fault):
    script = turns(READS, fetching(text="Fetching."), say("Found it. " * 99, faults=(fault,)))
    with FakeProvider(script) as provider, Proxy(provider.url, offer=True) as proxy:
        agent = until_the_model_asks(provider, proxy)
        status, _, answer = ask(proxy.url, "POST", "/v1/messages", agent.body())
        again = ask(proxy.url, "POST", "/v1/messages", agent.body())[2]
        proxy.stop()
        exchanges = proxy.exchanges
    *_, last, rest = answer.split(b"\n\n")
    assert (status, rest) == (200, b"")
    assert last.startswith(b"event: error\ndata: {")
    assert b"Fetching." in answer
    assert (exchanges[1].outcome, exchanges[2].outcome) == ("failed", "rewritten")
    assert "later leg" in exchanges[1].reason or "cannot be reached" in exchanges[1].reason
    assert b"message_stop" in again


def test_a_later_leg_of_a_whole_answer_that_fails_is_an_answer_of_its_own():
    script = turns(READS, fetching(text="Fetching."), say("Found it.", faults=(Fault(status=529),)))
    with FakeProvider(script) as provider, Proxy(provider.url, offer=True) as proxy:
        agent = until_the_model_asks(provider, proxy, streaming=False)
        status, headers, answer = ask(proxy.url, "POST", "/v1/messages", agent.body())
    assert (status, headers["content-type"].split(";")[0]) == (529, "application/json")
    assert json.loads(answer)["error"]["type"] == "overloaded_error"


def test_a_refusal_of_the_first_leg_is_relayed_as_it_is():
    refused = say("never", faults=(Fault(status=429, retry_after=7),))
    with FakeProvider(turns(refused)) as provider, Proxy(provider.url, offer=True) as proxy:
        agent = Agent(proxy.url)
        agent.messages.append({"role": "user", "content": [{"type": "text", "text": "go"}]})
        status, headers, answer = ask(proxy.url, "POST", "/v1/messages", agent.body())
    assert (status, headers["retry-after"]) == (429, "7")
    assert json.loads(answer)["error"]["type"] == "rate_limit_error"


def test_several_originals_are_fetched_in_one_turn_and_legs_have_an_end(streaming):
    def both(conversation: Conversation) -> Turn:
        return Turn(calls=fetch(conversation).calls * 2)

    script = turns(READS, both, both, both, both, say("Bye."))
    with FakeProvider(script) as provider, Proxy(provider.url, offer=True) as proxy:
        agent = Agent(proxy.url, streaming=streaming)
        agent.say("Find out why it fails.")
        told = agent.answer(LOG)
    assert (told["content"], told["stop_reason"]) == ([], "end_turn")
    assert len(provider.records) == 5
    assert hidden(provider.records[-1]) == [LOG] * 6
    assert provider.violations == [] == provider.errors
