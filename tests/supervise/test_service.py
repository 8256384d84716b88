import contextlib
import json
import os
import socket
import stat
import sys
import threading

import pytest

from headroom_cli.errors import ServiceError
from headroom_cli.supervise.backoff import Backoff
from headroom_cli.supervise.service import Service
from tests.supervise.processes import ask, lives, note_pid, until, written
from tests.supervise.wrapper import ECHO


@contextlib.contextmanager
def service(tmp_path, config_for=lambda bare: {"bare": bare}, argv=ECHO, backoff=None, env=None):
    """A service that is not started yet, and its port; stopped at the end."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        made = Service(
            argv,
            listener,
            lambda bare: json.dumps(config_for(bare)).encode(),
            log=tmp_path / "log",
            backoff=backoff or Backoff(delays=(0.0,) * 3),
            env=env,
        )
        try:
            yield made, listener.getsockname()[1]
        finally:
            made.stop()


def test_a_client_that_was_there_first_is_served(tmp_path):
    with service(tmp_path) as (made, port), socket.create_connection(("127.0.0.1", port), timeout=20) as client:
        client.sendall(b"who\n")
        made.start()
        assert json.loads(client.makefile("rb").read()) == {"pid": made.pids()[0], "bare": False}


def test_a_killed_service_is_back_on_the_same_socket(tmp_path):
    with service(tmp_path) as (made, port):
        made.start()
        made.watch()
        first = ask(port)["pid"]
        os.kill(first, 9)
        until(lambda: not lives(first))
        second = ask(port)["pid"]
        assert second != first
        assert made.pids() == (second,)
        assert (made.restarts, made.bare) == (1, False)


def test_its_log_tells_what_it_wrote_and_how_it_ended_and_is_private(tmp_path):
    with service(tmp_path) as (made, port):
        made.start()
        made.watch()
        assert ask(port, b"crash\n") is None
        ask(port)
    log = tmp_path / "log"
    assert log.read_text() == "started\nheadroom: it ended with status 7 and is started again\nstarted\n"
    assert stat.S_IMODE(log.stat().st_mode) == 0o600


def test_a_service_that_keeps_crashing_is_started_in_its_simplest_form(tmp_path):
    with service(tmp_path, lambda bare: {"crash": not bare, "bare": bare}) as (made, port):
        made.start()
        made.watch()
        assert ask(port)["bare"]
        assert made.bare
        assert made.restarts == 3


def test_a_service_that_crashes_even_then_is_started_for_ever(tmp_path):
    with service(tmp_path, lambda _: {"crash": True}) as (made, _):
        made.start()
        made.watch()
        until(lambda: made.restarts > 5)


def test_the_terminals_signals_do_not_reach_it(tmp_path):
    with service(tmp_path) as (made, port):
        made.start()
        pid = ask(port)["pid"]
        assert os.getsid(pid) == os.getpgid(pid) == pid


def test_stop_lets_it_say_farewell_and_leaves_nothing(tmp_path):
    said = tmp_path / "said"
    with service(tmp_path, lambda _: {"farewell": str(said)}) as (made, port):
        made.start()
        made.watch()
        pid = ask(port)["pid"]
        assert made.stop() == ()
        assert not lives(pid)
        assert said.read_text() == "the parent is gone"
        assert made.restarts == 0


def test_stop_makes_a_deaf_service_end_together_with_its_children(tmp_path):
    deaf = f"trap '' TERM; sh -c '{note_pid(tmp_path / 'pid')}; while :; do sleep 1; done'; :"
    with service(tmp_path, argv=("sh", "-c", deaf)) as (made, _):
        made.start()
        made.watch()
        below = int(written(tmp_path / "pid"))
        pids = made.pids()
        assert made.stop(grace=0.05) == ()
        assert not any(map(lives, (*pids, below)))


def test_after_stop_nothing_is_started(tmp_path):
    with service(tmp_path) as (made, _):
        made.stop()
        made.start()
        assert made.pids() == ()


def test_a_service_that_waits_to_be_started_again_can_be_stopped(tmp_path):
    with service(tmp_path, lambda _: {"crash": True}, backoff=Backoff(delays=(3600.0,))) as (made, _):
        made.start()
        made.watch()
        (pid,) = made.pids()
        until(lambda: not lives(pid))
        assert made.stop() == ()
        until(lambda: "service" not in [thread.name for thread in threading.enumerate()])


def test_it_has_the_environment_that_it_is_given(tmp_path):
    say = ("/bin/sh", "-c", f'echo "$MOOD" > {tmp_path}/mood')
    with service(tmp_path, argv=say, env={"MOOD": "calm"}) as (made, _):
        made.start()
        assert written(tmp_path / "mood") == "calm"


def test_a_command_that_is_not_there_is_an_error_with_a_hint(tmp_path):
    with service(tmp_path, argv=("/nowhere/proxy",)) as (made, _), pytest.raises(ServiceError) as caught:
        made.start()
    assert str(tmp_path / "log") in caught.value.hint


def test_a_service_dies_with_its_parent_however_that_ends(tmp_path):
    script = (
        "import os, sys, socket, pathlib\n"
        "from headroom_cli.supervise.service import Service\n"
        f"service = Service({ECHO!r}, socket.create_server(('127.0.0.1', 0)), lambda bare: b'{{}}',"
        f" log=pathlib.Path({str(tmp_path / 'log')!r}))\n"
        "service.start()\n"
        f"pathlib.Path({str(tmp_path / 'pid')!r}).write_text(f'{{service.pids()[0]}}\\n')\n"
        "os.kill(os.getpid(), 9)\n"
    )
    assert os.spawnl(os.P_WAIT, sys.executable, sys.executable, "-c", script) == -9
    pid = int(written(tmp_path / "pid"))
    until(lambda: not lives(pid))
