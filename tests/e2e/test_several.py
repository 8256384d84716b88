"""Several wraps at once, and one after the other over the same session: each works as if it were alone."""

import json
import shutil

import pytest

from tests.e2e import claude as claudes
from tests.e2e import codex as codexes
from tests.e2e import project
from tests.e2e.person import HEADROOM, ended
from tests.e2e.real import absent, installed
from tests.e2e.scenario import bash
from tests.fakes.provider import FakeProvider
from tests.fakes.script import Turn, by_prompt, fetch, say, turns

pytestmark = [
    pytest.mark.agent,
    pytest.mark.timeout(200),
    pytest.mark.skipif(not shutil.which("git"), reason="git is not installed"),
]
CODEX_MODEL = codexes.MODELS[1]
SPEECH = codexes.Speech(scripts=True)
LOG, ORDERS = "cat service.log", "cat orders.json"


class Claude:
    """How Claude Code is asked, and what its model says."""

    Person = claudes.Person

    @staticmethod
    def run(*commands):
        return Turn(calls=tuple(bash(command) for command in commands))

    fetch = staticmethod(fetch)

    @staticmethod
    def asks(prompt, *, on=False):
        return ["claude", "--", *(["-c"] if on else []), *claudes.asks(prompt)]


class Codex:
    """The same of Codex."""

    Person = codexes.Person
    fetch = staticmethod(SPEECH.fetch)

    @staticmethod
    def run(*commands):
        return Turn(calls=SPEECH.run(*commands))

    @staticmethod
    def asks(prompt, *, on=False):
        asked = codexes.asks(CODEX_MODEL, prompt)
        return ["codex", "--", *([*asked[:-1], "resume", "--last", prompt] if on else asked)]


@pytest.fixture(params=[Claude, Codex], ids=lambda habits: habits.__name__)
def someone(request, tmp_path):
    """What makes a person with that agent whose requests go to a provider, in a home that stays; and its habits."""
    habits, command = request.param, request.param.__name__.lower()
    found = list(installed(command).values())
    if not found:
        pytest.skip(absent(command))
    path = found[-1]
    home = project.make(tmp_path)

    def make(provider):
        person = habits.Person(path, home, provider.url)
        if not (home.home / ".codex").exists():
            person.settle()
        return person

    return make, habits


def wrapped(person, name, *arguments):
    """Start a wrap that writes its summary into a file of that name."""
    return person.start(HEADROOM, "wrap", "--summary-json", person.kept.parent / f"{name}.json", *arguments)


def summary(person, name):
    return json.loads((person.kept.parent / f"{name}.json").read_text())


def test_the_same_agent_in_two_terminals_works_as_if_each_were_alone(someone):
    make, habits = someone
    first = turns(habits.run(LOG), habits.run(LOG), habits.fetch, say("The log is fine."))
    second = turns(habits.run(ORDERS), habits.run(ORDERS), habits.run("ls"), habits.fetch, say("The orders are fine."))
    with FakeProvider(by_prompt(first, ORDERS=second)) as provider:
        person = make(provider)
        runs = [wrapped(person, n, *habits.asks(f"Look at the {n}.")) for n in ("LOG", "ORDERS")]
        log, orders = map(ended, runs)
    assert (log.code, log.out) == (0, "The log is fine.\n"), log.err
    assert (orders.code, orders.out) == (0, "The orders are fine.\n"), orders.err
    assert provider.errors == provider.violations == provider.prefix_changes() == []
    assert [summary(person, n)["requests"] for n in ("LOG", "ORDERS")] == [4, 5]
    assert [summary(person, n)["retrievals"]["hits"] for n in ("LOG", "ORDERS")] == [1, 1]


def test_a_session_goes_on_under_a_new_wrap_with_its_prefix_and_its_originals(someone):
    make, habits = someone
    script = turns(
        habits.run(LOG), habits.run(ORDERS), say("So far."), habits.run(LOG), habits.fetch, say("All of it.")
    )
    with FakeProvider(script) as provider:
        person = make(provider)
        first = ended(wrapped(person, "first", *habits.asks("Look at the log.")))
        second = ended(wrapped(person, "second", *habits.asks("Go on.", on=True)))
    assert (first.code, first.out, second.code, second.out) == (0, "So far.\n", 0, "All of it.\n"), second.err
    assert provider.errors == provider.violations == provider.prefix_changes() == []
    (conversation,) = provider.conversations().values()
    assert len(conversation) == 6
    assert [summary(person, n)["requests"] for n in ("first", "second")] == [3, 3]
    assert summary(person, "second")["retrievals"]["hits"] == 1


def test_sub_agents_in_parallel_keep_their_own_prefixes(claude, tmp_path):
    sub = {"description": "Count", "run_in_background": False}
    both = Turn(calls=tuple(("Agent", {**sub, "prompt": f"SUBAGENT {n}"}) for n in ("log", "orders")))
    main = turns(Claude.run(LOG), both, Claude.run(LOG), say("Both are fine."))
    others = turns(Claude.run(LOG), Claude.run(ORDERS, LOG), say("Fine."))
    with FakeProvider(by_prompt(main, SUBAGENT=others)) as provider:
        person = claudes.Person(claude, project.make(tmp_path), provider.url)
        ran = ended(wrapped(person, "one", *Claude.asks("Look.")))
    assert (ran.code, ran.out) == (0, "Both are fine.\n"), ran.err
    assert provider.errors == provider.violations == provider.prefix_changes() == []
    assert sorted(len(records) for records in provider.conversations().values()) == [3, 3, 4]
