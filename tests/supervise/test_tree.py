import contextlib
import subprocess

import psutil
import pytest

from headroom_cli.supervise import tree
from tests.supervise.processes import lives, note_pid, until, written


@contextlib.contextmanager
def shell(script):
    """A shell that runs `script`, with whatever it started gone afterwards."""
    process = subprocess.Popen(["sh", "-c", script])
    try:
        yield process
    finally:
        for member in tree.family(process.pid):
            with contextlib.suppress(psutil.NoSuchProcess):
                member.kill()
        process.wait()


def two_generations(path, first=":", second=":"):
    """A shell and a shell below it; both `trap` as told, then wait; the pid of the second is in `path`."""
    return f"{first}; sh -c '{second}; {note_pid(path)}; while :; do sleep 1; done'; :"


def test_a_family_is_a_process_with_all_its_descendants_parents_first(tmp_path):
    with shell(two_generations(tmp_path / "pid")) as process:
        grandchild = int(written(tmp_path / "pid"))
        pids = [p.pid for p in tree.family(process.pid)]
        assert pids[0] == process.pid
        assert grandchild in pids


def test_a_process_that_is_no_more_has_no_family():
    process = subprocess.Popen(["true"])
    process.wait()
    assert tree.family(process.pid) == ()


def test_a_family_that_is_asked_ends(tmp_path):
    said = tmp_path / "said"
    with shell(two_generations(tmp_path / "pid", second=f'trap "echo asked > {said}; exit" TERM')) as process:
        grandchild = int(written(tmp_path / "pid"))
        assert tree.stop(lambda: tree.family(process.pid), grace=20) == ()
        assert process.wait() == -15
        assert not lives(grandchild)
        assert written(said) == "asked"


def test_a_family_that_does_not_listen_is_made_to_end(tmp_path):
    deaf = 'trap "" TERM'
    with shell(two_generations(tmp_path / "pid", first=deaf, second=deaf)) as process:
        grandchild = int(written(tmp_path / "pid"))
        assert tree.stop(lambda: tree.family(process.pid), grace=0.05) == ()
        assert process.wait() == -9
        assert not lives(grandchild)


def test_what_is_born_while_the_family_is_asked_to_end_ends_too(tmp_path):
    born = tmp_path / "born"
    (tmp_path / "child").write_text(f"trap : TERM; {note_pid(born)}; while :; do sleep 1; done")
    parent = f"trap 'sh {tmp_path}/child &' TERM; {note_pid(tmp_path / 'pid')}; while :; do sleep 0.05; done"
    with shell(parent) as process:
        written(tmp_path / "pid")
        family = tree.family(process.pid)
        process.terminate()
        late = int(written(born))
        assert tree.stop(lambda: family[:1], grace=0.05) == ()
        assert not lives(late)


def test_what_is_found_only_at_a_second_look_ends_too():
    with shell("exec sleep 60") as first, shell("exec sleep 60") as second:
        looks = iter([tree.family(first.pid)])
        assert tree.stop(lambda: next(looks, tree.family(second.pid)), grace=20) == ()
        assert first.wait() == -15
        assert second.wait() == -9


def test_nothing_is_left_of_nothing():
    assert tree.stop(tuple) == ()


@pytest.mark.parametrize("ended", ["reaped", "zombie"])
def test_a_process_that_has_ended_already_is_nothing_to_stop(ended):
    process = subprocess.Popen(["sleep", "60"])
    family = tree.family(process.pid)
    process.kill()
    until(lambda: not lives(process.pid))
    if ended == "reaped":
        process.wait()
    assert tree.stop(lambda: family, grace=20) == ()
    process.wait()
