import contextlib
import os
import signal
import subprocess
import sys

import pytest

from headroom_cli.supervise.signals import yielded

ALL = (signal.SIGINT, signal.SIGQUIT, signal.SIGTERM, signal.SIGHUP)


@contextlib.contextmanager
def kept():
    """The dispositions of this process, whatever happens inside."""
    before = {s: signal.getsignal(s) for s in ALL}
    try:
        yield before
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@contextlib.contextmanager
def agent():
    with subprocess.Popen(["sleep", "60"]) as process:
        yield process
        process.kill()


def dispositions():
    return {s: signal.getsignal(s) for s in ALL}


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGQUIT])
def test_the_keyboards_signals_are_neither_ours_nor_passed_on(number):
    with kept(), yielded() as relay:
        os.kill(os.getpid(), number)
        assert not relay.received(number)


def test_afterwards_all_is_as_it_was():
    with kept() as before:
        with yielded():
            assert dispositions() != before
        assert dispositions() == before


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_what_ends_a_program_is_passed_on(number):
    with kept(), agent() as process, yielded() as relay:
        relay.connect(process)
        os.kill(os.getpid(), number)
        assert process.wait(timeout=20) == -number


def test_what_came_before_the_agent_was_there_is_passed_on():
    with kept(), agent() as process, yielded() as relay:
        os.kill(os.getpid(), signal.SIGTERM)
        relay.connect(process)
        assert process.wait(timeout=20) == -signal.SIGTERM


def test_what_was_passed_on_stays_ignored_so_that_a_second_one_breaks_nothing():
    with kept() as before:
        with yielded():
            os.kill(os.getpid(), signal.SIGHUP)
        os.kill(os.getpid(), signal.SIGHUP)
        assert signal.getsignal(signal.SIGTERM) == before[signal.SIGTERM]


def test_what_comes_after_the_agents_end_goes_nowhere():
    with kept(), agent() as process, yielded() as relay:
        process.kill()
        process.wait()
        relay.connect(process)
        os.kill(os.getpid(), signal.SIGTERM)
        assert relay.received(signal.SIGTERM)


def test_what_was_ignored_stays_ignored_in_the_agent_too():
    code = (
        "import os; from headroom_cli.supervise import child; "
        "child.run(['sh', '-c', 'kill -HUP $PPID; kill -HUP $$; kill -INT $$; echo alive'], os.environ)"
    )
    done = subprocess.run(
        ["sh", "-c", 'trap "" HUP INT; exec "$@"', "sh", sys.executable, "-c", code],
        check=False, capture_output=True, text=True, timeout=20,
    )  # fmt: skip
    assert done.stdout == "alive\n"
