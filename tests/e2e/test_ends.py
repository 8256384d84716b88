"""However a wrapped session ends, nothing of it lives on."""

import shutil
import signal
import time

import psutil
import pytest

from tests.e2e import project
from tests.e2e.claude import Person, asks, wrapped
from tests.e2e.person import ended
from tests.fakes.provider import FakeProvider
from tests.fakes.script import say

pytestmark = [pytest.mark.agent, pytest.mark.skipif(not shutil.which("git"), reason="git is not installed")]


@pytest.fixture
def midway(claude, tmp_path):
    """A wrapped Claude Code that waits for its answer, and all the processes under it."""
    with FakeProvider(lambda _: say("too late", first_byte=90)) as provider:
        wrapper = Person(claude, project.make(tmp_path), provider.url).start(*wrapped(*asks("Go.")))
        until(lambda: any(r.of_agent for r in provider.records))
        family = psutil.Process(wrapper.pid).children(recursive=True)
        yield wrapper, family
        for process in psutil.wait_procs(family, timeout=0)[1]:
            process.kill()


def until(true):
    """Wait until it is so; the test's own timeout ends what never is."""
    while not true():
        time.sleep(0.02)


def the_agent(family):
    return next(p for p in family if "claude" in p.name())


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
