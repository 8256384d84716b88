"""Looking at processes from outside: whether they live, and waiting until something is true."""

import json
import os
import shlex
import socket
import sys
import time
from pathlib import Path

import psutil

WRAPPER = (sys.executable, str(Path(__file__).with_name("wrapper.py")))


def lives(pid):
    try:
        return psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def stopped(pid):
    return psutil.Process(pid).status() == psutil.STATUS_STOPPED


def until(truth, seconds=20):
    """What `truth` returns as soon as it is true; a test that waits longer has failed."""
    deadline = time.monotonic() + seconds
    while not (found := truth()):
        assert time.monotonic() < deadline, f"waited {seconds} s in vain"
        time.sleep(0.02)
    return found


def written(path):
    """The whole line that another process writes to `path`, once it is there."""
    return until(lambda: path.exists() and path.read_text().endswith("\n") and path.read_text().strip())


def ask(port, line=b"who\n"):
    with socket.create_connection(("127.0.0.1", port), timeout=20) as client:
        client.sendall(line)
        answer = client.makefile("rb").read()
    return json.loads(answer) if answer else None


def note_pid(path):
    """Shell: write the pid of this shell to `path`."""
    return f"echo $$ > {shlex.quote(str(path))}"


def end(*pids):
    for pid in pids:
        if lives(pid):
            os.kill(pid, 9)
