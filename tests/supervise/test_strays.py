"""Strays of a run are found by a word and a mark, and nobody else's are."""

import contextlib
import os
import subprocess
import sys

import pytest

from headroom_cli.supervise import strays, tree

MARK = {"STRAY_OF": "this run"}


@contextlib.contextmanager
def running(word, **env):
    code = "import sys; print(flush=True); sys.stdin.read()"
    argv = [sys.executable, "-c", code, word]
    with subprocess.Popen(argv, env=os.environ | env, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        process.stdout.readline()
        yield process
        process.stdin.close()


@pytest.fixture
def stray():
    with running("--daemon", **MARK) as process:
        yield process


def test_a_stray_has_the_word_and_the_mark(stray):
    with running("--daemon"), running("--daemon", STRAY_OF="another"), running("--daemonic", **MARK):
        assert [p.pid for p in strays.find(("--daemon",), MARK)] == [stray.pid]


def test_without_a_word_or_a_mark_nobody_is_one(stray):
    assert stray.poll() is None
    assert (strays.find((), MARK), strays.find(("--daemon",), {})) == ((), ())


def test_what_is_found_can_be_stopped(stray):
    assert tree.stop(lambda: strays.find(("--daemon",), MARK)) == ()
    assert stray.wait(5) != 0
