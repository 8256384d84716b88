"""However a wrapped session ends, nothing of it lives on."""

import shutil
import signal

import psutil
import pytest

from tests.e2e import claude, codex, project
from tests.e2e.person import ended, until
from tests.e2e.real import installed
from tests.fakes.provider import FakeProvider
from tests.fakes.script import say

pytestmark = [pytest.mark.agent, pytest.mark.skipif(not shutil.which("git"), reason="git is not installed")]

KINDS = {
    "claude": (claude.Person, claude.wrapped(*claude.asks("Go."))),
    "codex": (codex.Person, codex.wrapped(*codex.asks(codex.MODELS[0], "Go."))),
}
AGENTS = [(name, folder, path) for name in KINDS for folder, path in installed(name).items()] or [None]


@pytest.fixture(params=AGENTS, ids=lambda agent: agent and f"{agent[0]} {agent[1]}")
def midway(request, tmp_path):
    """A wrapped agent that waits for its answer, and all the processes under it."""
    if request.param is None:
        pytest.skip("no agent here; `python3 -m tests` installs them where it can")
    name, _, path = request.param
    make, argv = KINDS[name]
    with FakeProvider(lambda _: say("too late", first_byte=90)) as provider:
        person = make(path, project.make(tmp_path), provider.url)
        person.settle()
        wrapper = person.start(*argv)
        until(lambda: any(r.of_agent for r in provider.records))
        family = psutil.Process(wrapper.pid).children(recursive=True)
        yield wrapper, family
        for process in psutil.wait_procs(family, timeout=0)[1]:
            process.kill()


def the_agent(family):
    return next(p for p in family if p.name().startswith(("claude", "codex")))


def survivors(family):
    return psutil.wait_procs(family, timeout=20)[1]


def test_sigterm_ends_the_session_with_the_agents_status(midway):
    wrapper, family = midway
    wrapper.send_signal(signal.SIGTERM)
    assert ended(wrapper).code == 143
    assert survivors(family) == []


def test_a_killed_wrapper_takes_all_with_it(midway):
    wrapper, family = midway
    wrapper.kill()
    assert ended(wrapper).code == -signal.SIGKILL
    assert survivors(family) == []


def test_a_killed_agent_is_reported_as_a_shell_would(midway):
    wrapper, family = midway
    the_agent(family).kill()
    assert ended(wrapper).code == 128 + signal.SIGKILL
    assert survivors(family) == []
