"""An answer in legs, over real sockets: the model asks for originals, and the agent sees one answer."""

import asyncio
import http.client
import json
import time
from contextlib import closing

import pytest

from headroom_cli.proxy.relay import Reply
from tests.fakes.agent import Agent
from tests.fakes.conversations import log
from tests.fakes.provider import FakeProvider
from tests.fakes.proxy import Proxy, ask
from tests.fakes.script import Conversation, Fault, Turn, fetch, say, turns
from tests.fakes.speech import SPEECHES, Messages

LOG = log(400)
READS = Turn(thinking="The log first.", text="Looking.", calls=(("Bash", {"command": "cat service.log"}),))


def fetching(*, thinking: str = "", text: str = "", calls: tuple = ()):
    """A step that asks for an original, and says or calls more."""

    def step(conversation: Conversation) -> Turn:
        return Turn(thinking=thinking, text=text, calls=(*fetch(conversation).calls, *calls))

    return step


def hidden(record) -> list[str]:
    """The texts that our tool gave, as the provider was shown them."""
    blocks = [b for m in record.asked["messages"] for b in m["content"] if isinstance(b, dict)]
    ours = {b["id"] for b in blocks if b.get("name") == "headroom_retrieve"}
    texts = [b["content"] for b in blocks if b.get("tool_use_id") in ours]
    return [text if isinstance(text, str) else text[0]["text"] for text in texts]


@pytest.fixture(params=SPEECHES, ids=lambda speech: speech.dialect.name)
def speech(request):
    return request.param


@pytest.fixture(params=[True, False], ids=["streamed", "whole"])
def streaming(request):
    return request.param


def proxy_for(provider: FakeProvider, speech, **changes) -> Proxy:
    return Proxy(provider.url, offer=True, upstreams={speech.dialect.name: provider.url}, **changes)


def until_the_model_asks(proxy: Proxy, speech, *, streaming: bool = True) -> Agent:
    """An agent whose next request is answered in legs."""
    agent = Agent(proxy.url, speech, streaming=streaming)
    agent.say("Find out why it fails.")
    agent.do(LOG)
    return agent


def test_what_the_model_asks_for_is_fetched_within_the_answer(speech, streaming):
    script = turns(READS, fetching(thinking="I need it all.", text="Fetching."), say("Line 40 failed."), say("Bye."))
    with FakeProvider(script) as provider, proxy_for(provider, speech) as proxy:
        agent = until_the_model_asks(proxy, speech, streaming=streaming)
        told = agent.send()
        agent.say("Thanks.")
        proxy.stop()
        exchanges = proxy.exchanges
    assert provider.violations == [] == provider.errors
    assert "\n\n".join(told.texts) == "Fetching.\n\nLine 40 failed."
    assert told.stop in {"end_turn", "stop", "completed", "STOP"}
    assert b"headroom_retrieve" not in b"".join(agent.answers)
    assert hidden(provider.records[-1]) == [LOG]
    assert provider.prefix_changes() == []
    assert len(provider.records) == 4
    assert [r.asked["tools"][0]["name"] for r in provider.records] == ["headroom_retrieve"] * 4
    assert exchanges[1].usage.output == sum(r.usage["output_tokens"] for r in provider.records[1:3]) == told.output


def test_a_call_beside_the_agents_own_is_answered_when_theirs_are(speech, streaming):
    script = turns(READS, fetching(text="Both.", calls=(("Read", {"file_path": "/a"}),)), say("Done."), say("Bye."))
    with FakeProvider(script) as provider, proxy_for(provider, speech) as proxy:
        agent = until_the_model_asks(proxy, speech, streaming=streaming)
        told = agent.send()
        assert (told.texts, len(told.calls)) == (["Both."], 1)
        agent.answer("a file")
        agent.say("Thanks.")
    assert provider.violations == [] == provider.errors
    assert hidden(provider.records[-1]) == [LOG]
    assert provider.prefix_changes() == []


def test_a_conversation_goes_on_under_another_proxy(tmp_path, speech, streaming):
    script = turns(READS, fetching(), fetching(text="Again."), say("Found it."), say("Bye."))
    store = f"disk://{tmp_path.as_posix()}/store"
    with FakeProvider(script) as provider:
        with proxy_for(provider, speech, store=store) as proxy:
            agent = until_the_model_asks(proxy, speech, streaming=streaming)
            agent.send()
        with proxy_for(provider, speech, store=store) as proxy:
            agent.url = proxy.url
            agent.say("Thanks.")
    assert provider.violations == [] == provider.errors
    assert hidden(provider.records[-1]) == [LOG, LOG]
    assert provider.prefix_changes() == []


def test_a_conversation_whose_memory_is_lost_is_valid(speech, streaming):
    script = turns(READS, fetching(text="Hm."), say("Found it."), say("Bye."))
    with FakeProvider(script) as provider:
        with proxy_for(provider, speech) as proxy:
            agent = until_the_model_asks(proxy, speech, streaming=streaming)
            agent.send()
        with proxy_for(provider, speech) as proxy:
            agent.url = proxy.url
            agent.say("Thanks.")
    assert provider.violations == [] == provider.errors
    assert hidden(provider.records[-1]) == []


def test_what_was_said_before_reaches_the_agent_while_the_next_leg_is_waited_for(speech):
    script = turns(READS, fetching(thinking="Hm.", text="Fetching."), say("Found.", first_byte=2.5))
    with FakeProvider(script) as provider, proxy_for(provider, speech) as proxy:
        agent = until_the_model_asks(proxy, speech)
        with closing(http.client.HTTPConnection("127.0.0.1", proxy.port, timeout=20)) as connection:
            connection.request("POST", f"/s3cret{agent.path}", agent.body(), {"content-type": "application/json"})
            answer, begun, heard = connection.getresponse(), time.monotonic(), b""
            while b"Fetching." not in heard:
                heard += answer.read1()
            assert time.monotonic() - begun < 2
            rest = answer.read()
    assert speech.dialect.retrieving.tale("x", streaming=True).ping in rest
    assert b"Found." in rest


@pytest.mark.parametrize(
    "fault", [Fault(status=529), Fault(hang_up=True), Fault(drop=0.6)], ids=["529", "none", "half"]
)
def test_a_later_leg_that_fails_is_an_error_in_the_midst_of_the_answer(speech, fault):
    script = turns(READS, fetching(text="Fetching."), say("Found it. " * 99, faults=(fault,)))
    with FakeProvider(script) as provider, proxy_for(provider, speech) as proxy:
        agent = until_the_model_asks(proxy, speech)
        status, _, answer = ask(proxy.url, "POST", agent.path, agent.body())
        again = agent.send()
        proxy.stop()
        exchanges = proxy.exchanges
    assert status == 200
    assert b'"error"' in answer.splitlines()[-2]
    assert b"Fetching." in answer
    assert (exchanges[1].outcome, exchanges[2].outcome) == ("failed", "rewritten")
    assert "later leg" in exchanges[1].reason or "cannot be reached" in exchanges[1].reason
    assert "Found it." in again.texts[-1]


def test_a_later_leg_of_a_whole_answer_that_fails_is_an_answer_of_its_own(speech):
    script = turns(READS, fetching(text="Fetching."), say("Found it.", faults=(Fault(status=529),)))
    with FakeProvider(script) as provider, proxy_for(provider, speech) as proxy:
        agent = until_the_model_asks(proxy, speech, streaming=False)
        status, headers, answer = ask(proxy.url, "POST", agent.path, agent.body())
    assert (status, headers["content-type"].split(";")[0]) == (529, "application/json")
    assert "as the script says" in json.loads(answer)["error"]["message"]


def test_a_refusal_of_the_first_leg_is_relayed_as_it_is(speech):
    refused = say("never", faults=(Fault(status=429, retry_after=7),))
    with FakeProvider(turns(refused)) as provider, proxy_for(provider, speech) as proxy:
        agent = Agent(proxy.url, speech)
        agent.messages += speech.prompt("go")
        status, headers, answer = ask(proxy.url, "POST", agent.path, agent.body())
    assert (status, headers["retry-after"]) == (429, "7")
    assert "as the script says" in json.loads(answer)["error"]["message"]


def test_several_originals_are_fetched_in_one_turn_and_legs_have_an_end(speech, streaming):
    def both(conversation: Conversation) -> Turn:
        return Turn(text="More.", calls=fetch(conversation).calls * 2)

    script = turns(READS, both, both, both, both, say("Bye."))
    with FakeProvider(script) as provider, proxy_for(provider, speech) as proxy:
        agent = until_the_model_asks(proxy, speech, streaming=streaming)
        told = agent.send()
        agent.say("Go on.")
    assert ("".join(told.texts).count("More."), told.calls) == (4, [])
    assert told.stop in {"end_turn", "stop", "completed", "STOP"}
    assert len(provider.records) == 6
    assert hidden(provider.records[-1]) == [LOG] * 8
    assert provider.prefix_changes() == []
    assert provider.violations == [] == provider.errors


def test_the_agents_own_retrieve_tool_is_left_alone():
    script = turns(READS, fetching(text="Fetching."), say("Found it."))
    with FakeProvider(script) as provider, proxy_for(provider, Messages()) as proxy:
        agent = Agent(proxy.url, Messages(), tools=("Bash", "mcp__headroom__headroom_retrieve"))
        agent.say("Find out why it fails.")
        assert len(agent.answer(LOG).calls) == 1
    assert [len(r.asked["tools"]) for r in provider.records] == [2, 2]


class Gone:
    """A response whose agent hangs up as soon as it has heard the last word."""

    prepared = True

    def __init__(self):
        self.heard = b""

    async def write(self, data):
        self.heard += data

    async def write_eof(self):
        raise ConnectionResetError


def test_an_agent_that_does_not_wait_for_the_end_of_the_connection_has_heard_all():
    response = Gone()
    asyncio.run(Reply(None, response).end(b"message_stop"))
    assert response.heard == b"message_stop"
