"""Real agents without MCP: what their model asks for comes within the answer, whatever befalls the proxy."""

import shutil
from dataclasses import dataclass
from itertools import pairwise
from threading import Event

import pytest

from tests.e2e import codex as codexs
from tests.e2e import project
from tests.e2e.claude import Person, asks, wrapped
from tests.e2e.codex import Speech
from tests.e2e.others import FINAL, OTHERS, ask
from tests.e2e.person import Ran, ended, proxy_of
from tests.e2e.real import absent, installed
from tests.e2e.scenario import bash
from tests.fakes.journal import Journal, Record
from tests.fakes.provider import FakeProvider
from tests.fakes.script import Conversation, Turn, fetch, say, turns

pytestmark = [
    pytest.mark.agent,
    pytest.mark.timeout(300),
    pytest.mark.skipif(not shutil.which("git"), reason="git is not installed"),
]
IN_THE_STREAM = "claude:\n  retrieval: stream\n"
ONE_FOR_EACH_API = [o for o in OTHERS if o.name in {"qwen", "gemini", "cn"} or "COPILOT_PROVIDER_WIRE_API" in o.env]
TURNS = 9
END_OF_THE_FIRST = 7  # requests: one turn was asked twice


@dataclass
class Session:
    """A session in two runs, the second under another wrap, over."""

    person: Person | codexs.Person
    provider: FakeProvider
    first: Ran
    second: Ran
    kills: int

    @property
    def records(self) -> list[Record]:
        """The requests of the conversation, in order."""
        return [record for record in self.provider.records if record.of_agent]


@pytest.fixture(scope="module")
def session(claude, tmp_path_factory):
    home = project.make(tmp_path_factory.mktemp("stream"))
    started, processes, pending, killed = Event(), [], [True], []

    def kill(_: Conversation) -> Turn:
        while pending:
            pending.pop()
            started.wait(10)
            victim = proxy_of(processes[-1].pid, provider)
            victim.kill()
            killed.append(victim.pid)
        return Turn(calls=(bash("git log --oneline"),))

    def fetching(thinking: str, text: str, *own: tuple):
        return lambda conversation: Turn(thinking=thinking, text=text, calls=(*fetch(conversation).calls, *own))

    script = turns(
        Turn(thinking="The log first.", text="Looking at the log.", calls=(bash("cat service.log"),)),
        fetching("I need all of it.", "Fetching the log."),
        Turn(thinking="Now I see.", text="Now the orders.", calls=(bash("cat orders.json"),)),
        fetching("", "Both at once.", bash("python3 status.py")),
        kill,
        say("Half of it is done."),
        fetching("", ""),
        Turn(text="And again.", calls=(bash("wc -l service.log"),)),
        say("All of it is done."),
    )
    with FakeProvider(script) as provider:
        person = Person(claude, home, provider.url)
        (person.kept / "config").mkdir(parents=True)
        (person.kept / "config/agents.yaml").write_text(IN_THE_STREAM)
        processes.append(person.start(*wrapped(*asks("Find out why orders fail."))))
        started.set()
        first = ended(processes[0])
        second = person.run(*wrapped("--continue", *asks("Go on.")))
    assert provider.errors == [], first.err + second.err
    return Session(person, provider, first, second, len(killed))


def test_both_runs_end_with_what_the_model_said(session):
    assert (session.first.code, session.first.out) == (0, "Half of it is done.\n"), session.first.err
    assert (session.second.code, session.second.out) == (0, "All of it is done.\n"), session.second.err
    assert session.kills == 1


def test_the_provider_finds_nothing_to_refuse_and_our_tool_in_every_request(session):
    assert session.provider.violations == []
    assert {record.asked["tools"][0]["name"] for record in session.records} == {"headroom_retrieve"}
    assert not any("mcp__headroom" in tool["name"] for record in session.records for tool in record.asked["tools"])


def test_three_originals_were_fetched_and_are_in_every_later_request(session):
    blocks = [b for m in session.records[-1].asked["messages"] for b in m["content"] if isinstance(b, dict)]
    calls = {b["id"] for b in blocks if b.get("name") == "headroom_retrieve"}
    results = [b["content"] for b in blocks if b.get("tool_use_id") in calls]
    assert len(calls) == len(results) == 3
    originals = session.person.sent().values()
    assert all(any(result == original for original in originals) for result in results)


def test_claude_code_knows_nothing_of_it(session):
    assert not any("headroom_retrieve" in text for text in session.person.sent().values())
    history = b"".join(path.read_bytes() for path in session.person.project.home.rglob("*.jsonl"))
    assert b'"name":"headroom_retrieve"' not in history


def test_the_prefix_never_changes_over_legs_the_kill_and_the_new_wrap(session):
    assert max(record.turn for record in session.records) == TURNS - 1
    runs = [session.records[:END_OF_THE_FIRST], session.records[END_OF_THE_FIRST:]]
    assert [change for run in runs for change in Journal(run).prefix_changes()] == []
    for before, after in pairwise(map(messages, session.records)):
        assert after[: len(before)] == before


def messages(record: Record) -> list[str]:
    """What the conversation says; Claude Code itself describes its tools anew in each run."""
    return [unit.said for unit in record.sequence if unit.where.startswith("messages")]


@pytest.fixture(scope="module")
def of_codex(codex, tmp_path_factory):
    speech = Speech(scripts=False)
    steps = (
        lambda _: Turn(thinking="The log first.", text="Looking.", calls=speech.run("cat service.log")),
        lambda ours: Turn(thinking="All of it.", text="Fetching.", calls=ours),
        lambda ours: Turn(thinking="So.", text="Both.", calls=(*speech.run("cat orders.json"), *ours)),
        lambda _: say("Half of it is done."),
        lambda ours: Turn(calls=ours),
        lambda _: Turn(text="And again.", calls=speech.run("git log --oneline")),
        lambda _: say("All of it is done."),
    )
    with FakeProvider(lambda conversation: steps[conversation.turn](fetch(conversation).calls)) as provider:
        person = codexs.Person(codex, project.make(tmp_path_factory.mktemp("codex")), provider.url)
        person.settle()
        (person.kept / "config").mkdir(parents=True)
        (person.kept / "config/agents.yaml").write_text("codex:\n  retrieval: stream\n")
        first = person.run(*codexs.wrapped(*codexs.asks("gpt-5.5", "Find out why orders fail.")))
        options = codexs.asks("gpt-5.5", "resume", "--skip-git-repo-check")
        second = person.run(*codexs.wrapped(*options, "--last", "Go on."))
    assert provider.errors == [], first.err + second.err
    return Session(person, provider, first, second, 0)


def test_codex_too_fetches_three_originals_in_two_runs_and_its_prefix_never_changes(of_codex):
    assert of_codex.first.out == "Half of it is done.\n", of_codex.first.err
    assert of_codex.second.out == "All of it is done.\n", of_codex.second.err
    assert of_codex.provider.violations == []
    assert of_codex.provider.prefix_changes() == []
    assert [record.turn for record in of_codex.records] == list(range(7))
    blocks = [b for m in of_codex.records[-1].asked["messages"] for b in m["content"] if isinstance(b, dict)]
    assert sum(block.get("name") == "headroom_retrieve" for block in blocks) == 3


@pytest.fixture(scope="module", params=ONE_FOR_EACH_API, ids=lambda other: other.name)
def asked(request, tmp_path_factory):
    other = request.param
    path = next(iter(installed(other.command).values()), None)
    if path is None:
        pytest.skip(absent(other.command))

    def script(conversation: Conversation) -> Turn:
        theirs = other.script()(Conversation({"messages": []})).calls
        ours = fetch(conversation).calls
        steps = (("Looking.", theirs), ("Fetching.", ours), ("Once more.", (*theirs, *ours)), (FINAL, ()))
        text, calls = steps[conversation.turn]
        return Turn(text=text, calls=calls)

    home = project.make(tmp_path_factory.mktemp(other.name))
    return ask(other, path, home, script, f"{other.name}:\n  retrieval: stream\n")


def test_another_agent_ends_well_and_its_provider_finds_nothing_to_refuse(asked):
    assert (asked.code, FINAL in asked.out) == (0, True), asked.out + asked.err
    assert asked.provider.errors == [] == asked.provider.violations


def test_another_agents_history_is_put_back_and_its_prefix_never_changes(asked):
    *_, last = (record for record in asked.provider.records if record.of_agent)
    blocks = [b for m in last.asked["messages"] for b in m["content"] if isinstance(b, dict)]
    called = [block["name"] for block in blocks if block.get("type") == "tool_use"]
    assert called == [asked.other.tool, "headroom_retrieve", asked.other.tool, "headroom_retrieve"]
    assert asked.provider.prefix_changes() == []
