import contextlib
import socket
import subprocess
import sys

import pytest

from tests.supervise.processes import ask, lives, until, written
from tests.supervise.wrapper import ECHO

STUCK = """
import sys, time
from headroom_cli.supervise import lifeline
listener, config = lifeline.take(sys.argv)
lifeline.hold(lambda: print(config.decode(), flush=True), grace=0.05)
time.sleep(60)
"""
DEAF = """
import pathlib, os, sys, time
from headroom_cli.supervise import lifeline
lifeline.take(sys.argv)
pathlib.Path(sys.argv[1]).write_text(f"{os.getpid()}\\n")
time.sleep(60)
"""
DONE = """
import sys
from headroom_cli.supervise import lifeline
listener, config = lifeline.take(sys.argv)
lifeline.hold(lambda: None)
"""


@contextlib.contextmanager
def started(*argv, config):
    """A service with its life line in our hand, and the port it serves."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        fd = listener.fileno()
        process = subprocess.Popen(
            [*argv, str(fd)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, pass_fds=[fd], bufsize=0
        )
        with process:
            process.stdin.write(config + b"\n")
            yield process, listener.getsockname()[1]


def test_a_service_gets_its_socket_and_its_configuration():
    with started(*ECHO, config=b'{"name": "me"}') as (process, port):
        assert ask(port) == {"pid": process.pid, "name": "me"}


def test_a_service_is_told_when_the_life_line_ends(tmp_path):
    said = tmp_path / "said"
    with started(*ECHO, config=f'{{"farewell": "{said}"}}'.encode()) as (process, port):
        assert ask(port)
        process.stdin.close()
        assert process.wait(timeout=20) == 0
    assert said.read_text() == "the parent is gone"


def test_a_service_that_does_not_care_is_ended_after_its_grace():
    with started(sys.executable, "-c", STUCK, config=b"a line") as (process, _):
        process.stdin.close()
        assert process.stdout.read() == b"a line\n"
        assert process.wait(timeout=20) == 1


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux can do without the life line")
def test_a_service_that_does_not_hold_the_life_line_ends_with_its_parent(tmp_path):
    pid = tmp_path / "pid"
    with socket.create_server(("127.0.0.1", 0)) as listener:
        fd = listener.fileno()
        deaf = ["sh", "-c", '"$@" </dev/null; true', "sh", sys.executable, "-c", DEAF, str(pid), str(fd)]
        with subprocess.Popen(deaf, pass_fds=[fd]) as parent:
            service = int(written(pid))
            parent.kill()
    until(lambda: not lives(service))


def test_a_service_may_end_by_itself_while_it_holds_the_life_line():
    with started(sys.executable, "-c", DONE, config=b"") as (process, _):
        assert process.wait(timeout=20) == 0
