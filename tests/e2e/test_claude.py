"""The real Claude Code does its work through `headroom wrap` as it does without, and nothing is lost."""

import json
import shutil
from collections import Counter
from dataclasses import dataclass
from threading import Event

import pytest

from tests.e2e import project, scenario
from tests.e2e.claude import Person, asks, wrapped
from tests.e2e.person import Ran, ended, proxy_of
from tests.fakes.journal import Record
from tests.fakes.provider import FakeProvider
from tests.fakes.script import Conversation, Fault, keys, say, turns

pytestmark = [
    pytest.mark.agent,
    pytest.mark.timeout(300),
    pytest.mark.skipif(not shutil.which("git"), reason="git is not installed"),
]

CLAUDES_OWN = {".claude/.last-cleanup", ".cache/claude-cli-nodejs/#/mcp-logs-headroom/#.jsonl"}
HISTORY = ".claude/projects/"


@dataclass
class Session:
    """One whole session of the scenario, over."""

    person: Person
    ran: Ran
    provider: FakeProvider
    kills: int = 0

    @property
    def last(self) -> Record:
        """The last request of the main conversation."""
        return max(self.provider.conversations().values(), key=len)[-1]

    def seen(self) -> dict[str, str]:
        """Every tool result as the provider was shown it, sub-agents' too, by the id of the call."""
        shown: dict[str, str] = {}
        for record in self.provider.records:
            if record.of_agent:
                shown |= Conversation(record.body).results()
        return shown


@pytest.fixture(scope="module")
def direct(claude, tmp_path_factory):
    return play(claude, tmp_path_factory.mktemp("plain"), ["claude", *asks(scenario.PROMPT)])


@pytest.fixture(scope="module", params=[False, True], ids=["undisturbed", "proxy killed"])
def session(request, claude, tmp_path_factory):
    return play(claude, tmp_path_factory.mktemp("wraps"), wrapped(*asks(scenario.PROMPT)), kill=request.param)


def play(claude, root, argv, *, kill=False):
    """The scenario from start to end; with `kill`, the proxy process is killed before the turn of the kill."""
    home = project.make(root)
    started, killed, processes = Event(), [], []

    def strike():
        started.wait(10)
        victim = proxy_of(processes[0].pid, provider)
        victim.kill()
        killed.append(victim.pid)

    with FakeProvider(scenario.session(home.folder, strike if kill else lambda: None)) as provider:
        person = Person(claude, home, provider.url)
        processes.append(person.start(*argv))
        started.set()
        ran = ended(processes[0])
    assert provider.errors == [], ran.err
    return Session(person, ran, provider, len(killed))


def test_the_scenario_itself_is_sound_without_headroom(direct):
    assert (direct.ran.code, direct.ran.out) == (0, f"{scenario.FINAL}\n")
    assert direct.last.turn == 13
    assert direct.provider.violations == []
    assert direct.provider.prefix_changes() == []


def test_the_agent_finishes_and_stdout_holds_its_answer_and_nothing_else(session):
    assert (session.ran.code, session.ran.out) == (0, f"{scenario.FINAL}\n"), session.ran.err
    assert session.last.turn == 13


def test_the_provider_finds_nothing_to_refuse(session):
    assert session.provider.violations == []


def test_the_prefix_never_changes(session):
    assert session.provider.prefix_changes() == []


def test_what_the_proxy_was_doing_when_it_was_killed_is_asked_again(session):
    turns_asked = Counter(r.turn for r in max(session.provider.conversations().values(), key=len))
    assert turns_asked[scenario.TURN_OF_THE_KILL] == 1 + session.kills


def test_fewer_tokens_for_less_money_than_without(session, direct):
    assert session.provider.input_tokens() < direct.provider.input_tokens()
    assert session.provider.bill() < direct.provider.bill()


def test_every_original_is_fetched_byte_for_byte(session):
    sent = session.person.sent()
    marked = {(call, key) for call, text in session.seen().items() for key in keys(text)}
    assert marked
    for call, key in marked:
        assert session.person.original(key) == sent[call]


def test_what_was_not_shortened_for_good_reason_is_as_it_was_sent(session):
    sent, seen = session.person.sent(), session.seen()
    failed = [call for call, text in sent.items() if text.startswith("Exit code 1")]
    assert [seen[call] for call in failed] == [sent[call] for call in failed] != []


def test_the_model_fetches_an_original_and_reads_it_whole(session):
    shown, sent = session.seen(), session.person.sent()
    blocks = [b for m in session.last.body["messages"] for b in m["content"]]
    (fetched,) = [b for b in blocks if isinstance(b, dict) and b.get("name", "").endswith("headroom_retrieve")]
    about = {call for call, text in shown.items() if fetched["input"]["key"] in keys(text)}
    (original,) = {sent[call] for call in about - {fetched["id"]}}
    assert original in shown[fetched["id"]]


def test_the_home_holds_what_claude_code_writes_and_nothing_more(session, direct):
    with_it, without = session.person.written(), direct.person.written()
    assert with_it.keys() - CLAUDES_OWN == without.keys() - CLAUDES_OWN
    traces = {path for path, content in with_it.items() if b"headroom" in content and not path.startswith(HISTORY)}
    assert traces <= CLAUDES_OWN


def test_the_summary_is_on_stderr(session):
    assert "headroom" in session.ran.err.lower()


def test_json_output_is_json(claude, tmp_path):
    with FakeProvider(turns(say("Fine."))) as provider:
        person = Person(claude, project.make(tmp_path), provider.url)
        ran = person.run(*wrapped(*asks("How is it?", "--output-format", "json")))
    assert json.loads(ran.out)["result"] == "Fine.", ran.err


def test_a_failing_agent_leaves_with_its_own_exit_code(claude, tmp_path):
    refused = say("never said", faults=(Fault(status=400),) * 9)
    codes = []
    for name, argv in (("plain", ["claude", *asks("Go.")]), ("wraps", wrapped(*asks("Go.")))):
        (tmp_path / name).mkdir()
        with FakeProvider(turns(refused)) as provider:
            codes.append(Person(claude, project.make(tmp_path / name), provider.url).run(*argv).code)
    assert codes[0] == codes[1] != 0


def test_a_gateway_in_the_users_settings_is_the_upstream_and_the_file_stays(claude, tmp_path):
    with FakeProvider(turns(say("Fine."))) as provider:
        person = Person(claude, project.make(tmp_path), "http://127.0.0.1:9")
        settings = person.project.home / ".claude/settings.json"
        settings.parent.mkdir()
        settings.write_text(text := json.dumps({"env": {"ANTHROPIC_BASE_URL": provider.url}}))
        ran = person.run(*wrapped(*asks("How is it?")))
    assert (ran.code, ran.out) == (0, "Fine.\n"), ran.err
    assert settings.read_text() == text
