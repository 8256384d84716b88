"""`headroom demo`, whole, as a person sees it at eighty columns."""

import os
import subprocess
import sys


def test_it_shows_a_run_a_before_and_after_and_the_figures(tmp_path):
    env = {"HOME": str(tmp_path), "PATH": os.environ["PATH"], "COLUMNS": "80"}
    argv = [sys.executable, "-m", "headroom_cli", "demo"]
    done = subprocess.run(argv, env=env, capture_output=True, text=True, check=False, timeout=60)
    lines = done.stderr.splitlines()
    assert done.returncode == 0
    assert lines[0].startswith("A scripted agent")
    assert done.stdout.startswith("> Order 7713")
    assert max(map(len, [*lines, *done.stdout.splitlines()])) <= 80
    heads = [
        "A log, as the agent sent it",
        "A log, as the model was given it",
        "A file, read again, as the agent sent it",
    ]
    places = [done.stderr.index(text) for text in [*heads, "Headroom  10 requests", "Now a real one"]]
    assert places == sorted(places)
    assert list(tmp_path.iterdir()) == []
