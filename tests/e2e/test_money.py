"""One session's figures agree with the provider's own account, and with what it would have billed without Headroom.

The account without Headroom is the provider's prompt cache itself, run a second time over the requests as the agent
would have sent them: unshortened, without the originals that the model fetched and the requests that took.
"""

import json
from dataclasses import dataclass, field
from datetime import datetime
from http.client import HTTPException

import pytest

from headroom_cli.ccr import tool
from headroom_cli.session import figures
from headroom_cli.session.overview import overview
from headroom_cli.settings import Settings
from headroom_cli.usage.ledger import Query
from tests.fakes.agent import Agent
from tests.fakes.conversations import log, read_result, rows
from tests.fakes.journal import PRICES
from tests.fakes.prompt_cache import PromptCache, parse, units
from tests.fakes.provider import FakeProvider
from tests.fakes.proxy import Proxy, ask
from tests.fakes.script import Fault, Turn, fetch, say, turns
from tests.fakes.speech import SPEECHES, Messages

# A tokenizer that is o200k, as the fake provider's is, so that what is estimated can be exact.
MODEL = "example-1"
OWN_PRICES = {
    "input": PRICES["input"], "output": PRICES["output"], "cache_read": PRICES["cache_read"],
    "cache_write_5m": PRICES["5m"], "cache_write_1h": PRICES["1h"],
}  # fmt: skip
MINUTES = {6: 7, 9: 70}  # how long the person thinks before a turn: the one outlives a short entry, the other all
SPEECH = Messages()
RETRIEVE = "mcp__headroom__headroom_retrieve"
SYSTEM = "You work on a service. " + " ".join(f"Rule {n}: be careful with part {n * 7}." for n in range(160))
FAULTS = {
    3: (Fault(status=529),),
    5: (Fault(drop=0.9),),
    8: (Fault(hang_up=True), Fault(drop=0.8)),
}


@dataclass
class Clock:
    now: float = 0.0

    def __call__(self) -> float:
        return self.now


@dataclass
class Sent:
    """One attempt of the agent's: when, what, and the provider's records of it."""

    at: float
    raw: bytes
    records: list = field(default_factory=list)

    @property
    def billed(self):
        return [r.usage for r in self.records if r.usage]


class Worker:
    """An agent that tries again when an answer breaks off, marks the cache as Claude Code does, and tells it all."""

    def __init__(self, url, provider, clock, *, mcp):
        self._url, self._provider, self._clock, self._mcp = url, provider, clock, mcp
        self._messages, self.sent = [], []

    def work(self, results):
        """A whole session: each result is what the next call of the model's is answered. What it said last."""
        self._messages += SPEECH.prompt("Find out why orders fail.")
        said = self._send()
        for number, result in enumerate(results):
            calls = [block for block in said[-1]["content"] if block["type"] == "tool_use"]
            if not calls:
                break
            self._clock.now += 60 * MINUTES.get(number, 0.3)
            self._messages += SPEECH.results({block["id"]: self._result(block, result) for block in calls})
            said = self._send()
        return said[-1]["content"][-1]["text"]

    def _result(self, block, result):
        if block["name"] != RETRIEVE:
            return result
        params = {"name": "headroom_retrieve", "arguments": block["input"]}
        asked = json.dumps({"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": params}).encode()
        return json.loads(ask(self._url, "POST", "/mcp", asked)[2])["result"]["content"][0]["text"]

    def _body(self):
        body = SPEECH.body(self._messages, ("Bash", "Read"), streaming=True)
        system = [{"type": "text", "text": SYSTEM, "cache_control": {"type": "ephemeral", "ttl": "1h"}}]
        if self._mcp:
            body["tools"].append({"name": RETRIEVE, "description": tool.DESCRIPTION, "input_schema": tool.SCHEMA})
            system.insert(0, {"type": "text", "text": tool.INSTRUCTIONS})
        return json.dumps(body | {"model": MODEL, "system": system}, ensure_ascii=False).encode()

    def _send(self):
        while True:
            attempt = Sent(self._clock.now, self._body())
            before = len(self._provider.records)
            said = self._tried(attempt.raw)
            attempt.records = self._provider.records[before:]
            self.sent.append(attempt)
            if said:
                self._messages += said
                return said
            self._clock.now += 2

    def _tried(self, raw):
        try:
            status, _, answer = ask(self._url, "POST", "/v1/messages", raw)
            return SPEECH.heard(answer, streaming=True).messages if status == 200 else None
        except (HTTPException, OSError, AssertionError, ValueError):
            return None


def without_us(raw):
    """The request as it would have been, and whether it would have been at all."""
    body = parse(raw)
    body["tools"] = [t for t in body["tools"] if t["name"] != RETRIEVE]
    body["system"] = [part for part in body["system"] if part["text"] != tool.INSTRUCTIONS]
    ours = {b["id"] for m in body["messages"] for b in m["content"] if b.get("name") == RETRIEVE}
    last = [b.get("tool_use_id") for b in body["messages"][-1]["content"]]
    kept = []
    for entry in body["messages"]:
        blocks = [b for b in entry["content"] if b.get("id") not in ours and b.get("tool_use_id") not in ours]
        kept += [{**entry, "content": blocks}] if blocks else []
    return {**body, "messages": kept}, not set(last) <= ours


def bill(usage):
    created = usage["cache_creation"]
    return (
        usage["input_tokens"] * PRICES["input"]
        + usage["cache_read_input_tokens"] * PRICES["cache_read"]
        + created["ephemeral_5m_input_tokens"] * PRICES["5m"]
        + created["ephemeral_1h_input_tokens"] * PRICES["1h"]
    ) / 1e6


def account_without_us(sent):
    """Input in dollars, new input in tokens, and the output tokens, had the agent spoken to the provider itself."""
    clock = Clock()
    cache = PromptCache(clock)
    dollars, new, output, asked = 0.0, 0, 0, 0
    for attempt in sent:
        if not attempt.billed:
            continue
        clock.now = attempt.at
        body, needed = without_us(attempt.raw)
        if needed:
            usage = cache.usage(MODEL, units(body))
            dollars += bill(usage)
            new += usage["input_tokens"] + usage["cache_creation_input_tokens"]
        else:
            output -= asked
        asked = attempt.records[-1].usage.get("output_tokens", 0)
        output += asked
    return dollars + output * PRICES["output"] / 1e6, new


RESULTS = [
    log(160), rows(150), read_result(1, 160), "ok", log(160), read_result(90, 260, version=1), rows(150, 7), "fine",
    log(200, 60), read_result(1, 160), rows(90), "done", log(160), read_result(1, 260), "", "",
]  # fmt: skip


def faults(number):
    """The pause lets the agent see what was said before an answer breaks off."""
    return {"faults": FAULTS[number], "pause": 0.3, "piece": 100_000} if number in FAULTS else {}


def script():
    steps = [
        Turn(
            text=f"Step {n}.",
            thinking="Hm." if n % 3 else "",
            calls=(("Bash", {"command": f"do {n}"}),),
            **faults(n),
        )
        for n in range(13)
    ]
    steps[7] = steps[10] = fetch
    return turns(*steps, say("Rule 5 was wrong."))


@dataclass
class Over:
    """A session that is over: what the provider counted, the figures, and what it would have been."""

    provider: FakeProvider
    summary: object
    periods: dict
    dollars: float
    new: int


@pytest.fixture(scope="module", params=["mcp", "in the stream"])
def over(request, tmp_path_factory):
    home, clock, mcp = tmp_path_factory.mktemp("money"), Clock(), request.param == "mcp"
    (home / "prices.json").write_text(json.dumps({"models": {MODEL: OWN_PRICES}}))
    settings = Settings(data_dir=home, config_dir=home)
    with (
        FakeProvider(script(), clock=clock) as provider,
        Proxy(provider.url, ledger=str(home / "ledger.sqlite"), offer=not mcp) as proxy,
    ):
        worker = Worker(proxy.url, provider, clock, mcp=mcp)
        told = worker.work(RESULTS)
        proxy.stop()
    assert not provider.violations
    assert told == "Rule 5 was wrong."
    summary = figures.of_session(settings, "test")
    periods = overview(settings, Query(), datetime.now().astimezone().date()).periods
    return Over(provider, summary, periods, *account_without_us(worker.sent))


def total(provider, name):
    return sum(r.usage.get(name, 0) for r in provider.records if r.usage)


def test_the_session_had_all_that_can_befall_it(over):
    reads = [r.usage["cache_read_input_tokens"] for r in over.provider.records if r.usage]
    assert over.summary.retrievals.hits >= 2
    assert any(r.usage and not r.finished for r in over.provider.records)
    assert {0, 529} < {r.status for r in over.provider.records}
    assert reads.count(0) >= 2
    assert sorted(reads)[2] < 3_000


def test_tokens_are_the_provider_s_own_to_the_last(over):
    t = over.summary.tokens
    assert t.cache_read == total(over.provider, "cache_read_input_tokens")
    assert t.cache_write == total(over.provider, "cache_creation_input_tokens")
    assert t.input == total(over.provider, "input_tokens")


def test_what_was_billed_is_the_provider_s_bill_but_for_output_that_broke_off_untold(over):
    assert over.summary.money.billed == pytest.approx(over.provider.bill(), rel=0.005)


def test_what_was_saved_is_what_the_provider_would_have_billed_more(over):
    expected = over.dollars - over.provider.bill()
    assert expected > 0.1 * over.dollars
    assert over.summary.money.net == pytest.approx(expected, rel=0.02)


def test_new_input_that_was_saved_is_what_the_provider_would_have_counted_more(over):
    t = over.summary.tokens
    assert t.saved_new == pytest.approx(over.new - t.input - t.cache_write, rel=0.02)


def test_the_summary_and_stats_tell_the_same(over):
    assert over.periods["all"].tokens == over.periods["today"].tokens == over.summary.tokens
    assert over.periods["all"].money == over.summary.money


def played(speech, url, clock):
    """The same session with any provider: an agent that reads a log, records and a file again and again."""
    agent = Agent(url, speech, tools=("Bash",))
    agent.say("Find out why orders fail. " + SYSTEM)
    for number, result in enumerate(RESULTS[:9]):
        clock.now += 60 * MINUTES.get(number, 0.3)
        agent.answer(result)


@pytest.mark.parametrize("speech", SPEECHES[1:], ids=lambda speech: speech.dialect.name)
def test_with_any_provider_what_was_saved_is_the_difference_of_two_bills(tmp_path, speech):
    bills = []
    steps = turns(*(Turn(calls=(("Bash", {"command": f"do {n}"}),)) for n in range(9)), say("Rule 5 was wrong."))
    prices = {"models": dict.fromkeys(("gpt-5.2", "gpt-5.5", "gemini-3-pro", "gemini-2.5-pro"), OWN_PRICES)}
    (tmp_path / "prices.json").write_text(json.dumps(prices))
    for proxied in (False, True):
        clock = Clock()
        with FakeProvider(steps, clock=clock) as provider:
            if proxied:
                ledger, upstreams = str(tmp_path / "ledger.sqlite"), {speech.dialect.name: provider.url}
                with Proxy(provider.url, ledger=ledger, upstreams=upstreams) as proxy:
                    played(speech, proxy.url, clock)
                    proxy.stop()
            else:
                played(speech, provider.url, clock)
        bills.append(provider.bill())
    money = figures.of_session(Settings(data_dir=tmp_path, config_dir=tmp_path), "test").money
    assert money.billed == pytest.approx(bills[1], rel=0.001)
    assert money.net == pytest.approx(bills[0] - bills[1], rel=0.02)
    assert money.net > 0.2 * bills[0]
