"""The real Codex does its work through `headroom wrap` as it does without, and nothing is lost."""

import json
import shutil
from collections import Counter
from dataclasses import dataclass
from threading import Event

import pytest

from tests.e2e import project, scenario
from tests.e2e.codex import ACCOUNT, KEY, MODELS, OWN, Person, asks, chatgpt_login, session, texts, wrapped
from tests.e2e.person import Ran, ended, proxy_of
from tests.fakes.journal import Record
from tests.fakes.provider import FakeProvider
from tests.fakes.script import Conversation, Fault, keys, say, turns

pytestmark = [
    pytest.mark.agent,
    pytest.mark.timeout(300),
    pytest.mark.skipif(not shutil.which("git"), reason="git is not installed"),
]
TURNS = 12


@dataclass
class Session:
    """One whole session of the scenario, over."""

    person: Person
    ran: Ran
    provider: FakeProvider
    kills: int = 0

    @property
    def requests(self) -> list[Record]:
        (found,) = self.provider.conversations().values()
        return found

    def seen(self) -> dict[str, list[str]]:
        """The texts of every tool's output as the provider was shown it, by the id of the call."""
        items = self.requests[-1].body["input"]
        return {i["call_id"]: texts(i["output"]) for i in items if i["type"].endswith("_call_output")}


@pytest.fixture(scope="module", params=MODELS)
def model(request):
    return request.param


@pytest.fixture(scope="module")
def direct(codex, model, tmp_path_factory):
    return play(codex, model, tmp_path_factory.mktemp("plain"), ["codex"])


@pytest.fixture(scope="module", params=[False, True], ids=["undisturbed", "proxy killed"])
def held(request, codex, model, tmp_path_factory):
    return play(codex, model, tmp_path_factory.mktemp("wraps"), wrapped(), kill=request.param)


def play(codex, model, root, command, *, kill=False):
    """The scenario from start to end; with `kill`, the proxy process is killed before the turn of the kill."""
    home = project.make(root)
    started, killed, processes = Event(), [], []

    def strike():
        started.wait(10)
        victim = proxy_of(processes[0].pid, provider)
        victim.kill()
        killed.append(victim.pid)

    with FakeProvider(session(model, strike if kill else lambda: None)) as provider:
        person = Person(codex, home, provider.url)
        person.settle()
        processes.append(person.start(*command, *asks(model, scenario.PROMPT)))
        started.set()
        ran = ended(processes[0])
    assert provider.errors == [], ran.err
    return Session(person, ran, provider, len(killed))


def test_the_scenario_itself_is_sound_without_headroom(direct):
    assert (direct.ran.code, direct.ran.out) == (0, f"{scenario.FINAL}\n"), direct.ran.err
    assert direct.requests[-1].turn == TURNS
    assert direct.provider.violations == []
    assert direct.provider.prefix_changes() == []


def test_the_agent_finishes_and_stdout_holds_its_answer_and_nothing_else(held):
    assert (held.ran.code, held.ran.out) == (0, f"{scenario.FINAL}\n"), held.ran.err
    assert held.requests[-1].turn == TURNS


def test_the_provider_finds_nothing_to_refuse(held):
    assert held.provider.violations == []


def test_the_prefix_never_changes(held):
    assert held.provider.prefix_changes() == []


def test_what_the_proxy_was_doing_when_it_was_killed_is_asked_again(held):
    assert Counter(r.turn for r in held.requests)[scenario.TURN_OF_THE_KILL] == 1 + held.kills


def test_fewer_tokens_for_less_money_than_without(held, direct):
    assert held.provider.input_tokens() < direct.provider.input_tokens()
    assert held.provider.bill() < direct.provider.bill()


def test_every_original_is_fetched_byte_for_byte(held):
    sent = held.person.sent()
    shown = [(call, n, text) for call, said in held.seen().items() for n, text in enumerate(said)]
    named = {(call, n, key) for call, n, text in shown for key in keys(text)}
    assert named
    for call, n, key in named:
        assert held.person.original(key) == sent[call][n]


def test_what_failed_is_as_it_was_sent(held):
    sent, seen = held.person.sent(), held.seen()
    failed = [call for call, said in sent.items() if any("FAILED (failures=" in text for text in said)]
    assert [seen[call] for call in failed] == [sent[call] for call in failed] != []


def test_the_model_fetches_an_original_and_reads_it_whole(held):
    asked = [
        i for i in held.requests[-1].body["input"] if "headroom_retrieve" in str(i.get("name")) + str(i.get("input"))
    ]
    (fetch,) = asked
    key = next(key for said in held.seen().values() for text in said for key in keys(text))
    assert any(held.person.original(key) in text for text in held.seen()[fetch["call_id"]])


def test_the_session_says_the_persons_own_provider_and_goes_on_without_the_wrapper(held, model):
    assert held.person.providers() == {"openai"}
    with FakeProvider(turns(say("Still fine."))) as provider:
        on = Person(held.person.agent, held.person.project, provider.url)
        ran = on.run("codex", "-c", f'openai_base_url="{provider.url}/v1"', *asks(model, "And?"), *("resume", "--last"))
    assert (ran.code, ran.out) == (0, "Still fine.\n"), ran.err
    shown = Conversation(provider.records[-1].asked).results()
    assert len(shown) >= len(held.seen())
    assert not any(keys(text) for text in shown.values())


def test_nothing_goes_on_running_and_the_configuration_is_as_it_was(held):
    assert held.person.left_behind() == []
    assert "headroom" not in (held.person.project.home / ".codex/config.toml").read_text()


def test_the_summary_is_on_stderr(held):
    assert "Headroom  " in held.ran.err
    assert "rewritten" in held.ran.err


def test_events_on_stdout_are_json_lines(codex, tmp_path):
    with FakeProvider(turns(say("Fine."))) as provider:
        person = Person(codex, project.make(tmp_path), provider.url)
        person.settle()
        ran = person.run(*wrapped(*asks(MODELS[0], "How is it?", "--json")))
    assert [json.loads(line) for line in ran.out.splitlines()], ran.err


def test_a_failing_agent_leaves_with_its_own_exit_code(codex, tmp_path):
    refused = say("never said", faults=(Fault(status=400),) * 9)
    codes = []
    for name, command in (("plain", ["codex"]), ("wraps", wrapped())):
        (tmp_path / name).mkdir()
        with FakeProvider(turns(refused)) as provider:
            person = Person(codex, project.make(tmp_path / name), provider.url)
            person.settle()
            codes.append(person.run(*command, *asks(MODELS[0], "Go.")).code)
    assert codes[0] == codes[1] != 0


def test_the_persons_own_provider_keeps_its_name_and_is_the_upstream(codex, tmp_path):
    with FakeProvider(session(MODELS[0])) as provider:
        person = Person(codex, project.make(tmp_path), provider.url)
        person.settle(OWN)
        ran = person.run(*wrapped(*asks(MODELS[0], scenario.PROMPT)))
    assert (ran.code, ran.out) == (0, f"{scenario.FINAL}\n"), ran.err
    assert person.providers() == {"corp"}
    assert {r.headers["Authorization"] for r in provider.records} == {f"Bearer {KEY}"}
    assert provider.prefix_changes() == []
    assert "rewritten" in ran.err


def test_a_login_with_chatgpt_goes_to_its_own_upstream_and_its_packed_bodies_are_read(codex, tmp_path):
    with FakeProvider(session(MODELS[0])) as provider:
        person = Person(codex, project.make(tmp_path), provider.url)
        person.settle("", chatgpt_login())
        (person.kept / "config").mkdir(parents=True)
        elsewhere = f"codex:\n  upstream_headers:\n    chatgpt-account-id: {provider.url}/backend-api/codex\n"
        (person.kept / "config/agents.yaml").write_text(elsewhere)
        ran = person.run(*wrapped(*asks(MODELS[0], scenario.PROMPT)))
    assert (ran.code, ran.out) == (0, f"{scenario.FINAL}\n"), ran.err
    asked = [record for record in provider.records if record.method == "POST"]
    assert {record.path for record in asked} == {"/backend-api/codex/responses"}
    assert {record.headers["chatgpt-account-id"] for record in asked} == {ACCOUNT}
    assert {record.headers.get("content-encoding") for record in asked} == {"zstd"}
    assert (provider.violations, provider.prefix_changes()) == ([], [])
    assert person.providers() == {"openai"}
