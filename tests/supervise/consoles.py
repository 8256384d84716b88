"""Real terminals to run things on: a bare pty, a shell with job control on one, and a tmux window."""

import contextlib
import os
import re
import shlex
import shutil
import subprocess
import uuid

import pexpect
import pytest

from tests.supervise.processes import WRAPPER, until

needs_tmux = pytest.mark.skipif(shutil.which("tmux") is None, reason="tmux is not installed")


@contextlib.contextmanager
def pty(*argv):
    """The command on a pty of its own, as its session's leader."""
    console = pexpect.spawn(argv[0], list(argv[1:]), timeout=20, encoding="utf-8", echo=False)
    try:
        yield console
    finally:
        console.close(force=True)


def wrapped(script, *options):
    """The wrapper with a shell script for an agent, on a pty."""
    return pty(*WRAPPER, *options, "sh", "-c", script)


def exit_code(console):
    """The exit status of what ran there, after all that it had to say."""
    console.expect(pexpect.EOF)
    console.close()
    return console.exitstatus


@contextlib.contextmanager
def shell():
    """bash with job control on a pty; `$ ` is its prompt."""
    with pty("bash", "--norc", "--noprofile", "--noediting", "-i") as console:
        console.sendline("PS1='$ '")
        yield console


class Tmux:
    """A tmux window of its own server in which bash runs."""

    def __init__(self):
        self._socket = f"headroom-{uuid.uuid4().hex}"
        self("-f", os.devnull, "new-session", "-d", "-x", "80", "-y", "24", "bash --norc --noprofile")

    def __call__(self, *command):
        return subprocess.run(
            ["tmux", "-L", self._socket, *command], check=True, capture_output=True, text=True, timeout=20
        ).stdout

    def type(self, line):
        self("send-keys", "-l", line)
        self("send-keys", "Enter")

    def expect(self, pattern):
        return until(lambda: re.search(pattern, self("capture-pane", "-p")))

    def is_on(self, flag):
        return self("display-message", "-p", f"#{{{flag}}}").strip() == "1"


@contextlib.contextmanager
def tmux():
    window = Tmux()
    try:
        yield window
    finally:
        window("kill-server")


def command(script, *options):
    """The wrapper with a shell script for an agent, as a line to type."""
    return shlex.join((*WRAPPER, *options, "sh", "-c", script))
