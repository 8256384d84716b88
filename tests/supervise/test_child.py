import os
import subprocess
import sys
import termios

import psutil
import pytest

from headroom_cli.errors import AgentNotFoundError
from tests.supervise.consoles import command, exit_code, needs_tmux, tmux, wrapped
from tests.supervise.processes import WRAPPER, ask, end, lives, note_pid, stopped, until, written

pytestmark = pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning")
linux_only = pytest.mark.skipif(sys.platform != "linux", reason="orphans are adopted on Linux only")

IDLE = "echo ready; while :; do sleep 0.05; done"


def run(*argv, **options):
    """The wrapper without any terminal."""
    return subprocess.run([*WRAPPER, *argv], check=False, capture_output=True, text=True, timeout=20, **options)


@pytest.mark.parametrize(("script", "code"), [("exit 0", 0), ("exit 42", 42), ("kill -9 $$", 137), ("kill $$", 143)])
def test_the_exit_status_is_the_one_that_a_shell_would_say(script, code):
    assert run("sh", "-c", script).returncode == code


def test_the_agent_has_our_pipes_and_our_process_group():
    done = run("sh", "-c", "cat; echo bad >&2; ps -o pgid= -p $$; ps -o pgid= -p $PPID", input="in\n")
    said, *groups = done.stdout.split()
    assert said == "in"
    assert groups[0] == groups[1]
    assert done.stderr.splitlines() == ["bad", "wrapper: code 0"]


def test_a_command_that_cannot_be_executed_is_no_agent(tmp_path):
    for command_line in (tmp_path / "nothing", tmp_path):
        done = run(str(command_line))
        assert done.returncode == AgentNotFoundError.exit_code
        assert f"{command_line} cannot be started" in done.stderr
        assert "headroom agents" in done.stderr


def test_ctrl_c_is_the_agents_alone():
    with wrapped(f'trap "echo caught; exit 3" INT; {IDLE}') as console:
        console.expect("ready")
        console.sendintr()
        console.expect("caught")
        console.expect("wrapper: code 3")
        assert exit_code(console) == 3


def test_an_agent_without_a_handler_dies_of_ctrl_c_and_of_ctrl_backslash():
    for key, code in (("c", 130), ("\\", 131)):
        with wrapped(f"ulimit -c 0; {IDLE}") as console:
            console.expect("ready")
            console.sendcontrol(key)
            assert exit_code(console) == code


def test_sigterm_is_passed_on():
    with wrapped(f'trap "echo asked; exit 7" TERM; {IDLE}') as console:
        console.expect("ready")
        os.kill(console.pid, 15)
        console.expect("asked")
        assert exit_code(console) == 7


def test_an_agent_that_refuses_sigterm_goes_on():
    with wrapped(f'trap "echo no" TERM; trap "exit 0" INT; {IDLE}') as console:
        console.expect("ready")
        os.kill(console.pid, 15)
        console.expect("no")
        console.sendintr()
        assert exit_code(console) == 0


def test_a_closed_terminal_is_passed_on_and_leaves_nothing(tmp_path):
    pid, said, farewell = (tmp_path / name for name in ("pid", "said", "farewell"))
    service = ("--service", str(tmp_path / "log"), str(farewell))
    with wrapped(f'trap "echo hung > {said}; exit 0" HUP; {note_pid(pid)}; {IDLE}', *service) as console:
        agent = int(written(pid))
        console.close(force=False)
        assert written(said) == "hung"
        until(lambda: not lives(agent))
        until(farewell.exists)


def test_a_new_size_is_seen_by_the_agent():
    with wrapped(f'trap "stty size; exit" WINCH; {IDLE}') as console:
        console.expect("ready")
        console.setwinsize(33, 101)
        console.expect("33 101")
        assert exit_code(console) == 0


@needs_tmux
def test_ctrl_z_stops_us_with_the_agent_and_fg_brings_both_back(tmp_path):
    pid, port = tmp_path / "pid", tmp_path / "port"
    script = f'{note_pid(pid)}; echo $PORT > {port}; while read line; do echo "got <$line>"; done; exit 4'
    service = ("--service", str(tmp_path / "log"), str(tmp_path / "farewell"))
    with tmux() as window:
        window.type(f'{command(script, *service)}; echo "code <$?>"')
        agent, number = int(written(pid)), int(written(port))
        window("send-keys", "C-z")
        window.expect("code <148>")
        until(lambda: stopped(agent))
        until(lambda: stopped(psutil.Process(agent).ppid()))
        assert ask(number)
        window.type('fg; echo "end <$?>"')
        window.type("hello")
        window.expect("got <hello>")
        window("send-keys", "C-d")
        window.expect("end <4>")


@linux_only
def test_an_agent_that_is_killed_leaves_the_terminal_and_no_orphans(tmp_path):
    pid, orphan = tmp_path / "pid", tmp_path / "orphan"
    tool = f"setsid sh -c '{note_pid(orphan)}; sleep 60' &"
    with wrapped(f"{tool} stty raw -echo; {note_pid(pid)}; {IDLE}") as console:
        before = termios.tcgetattr(console.child_fd)
        console.expect("ready")
        assert termios.tcgetattr(console.child_fd) != before
        left = int(written(orphan))
        os.kill(int(written(pid)), 9)
        console.expect_exact("\x1b[?1049l")
        console.expect("wrapper: code 137")
        assert termios.tcgetattr(console.child_fd) == before
        assert not lives(left)
        assert exit_code(console) == 137


@linux_only
def test_what_a_killed_agent_leaves_is_ended_but_the_service_is_not(tmp_path):
    farewell = tmp_path / "farewell"
    done = run("--service", str(tmp_path / "log"), str(farewell), "sh", "-c", "sleep 60 & kill -9 $$")
    assert done.returncode == 137
    assert "restarts 0 left ()" in done.stderr
    assert farewell.exists()
    assert (tmp_path / "log").read_text() == "started\n"


def test_what_an_agent_leaves_running_when_it_ends_by_itself_goes_on(tmp_path):
    daemon = tmp_path / "daemon"
    done = run("sh", "-c", f"sh -c '{note_pid(daemon)}; sleep 60' >&- 2>&- & exit 143")
    pid = int(written(daemon))
    assert done.returncode == 143
    assert lives(pid)
    end(pid)


@linux_only
def test_an_orphan_that_ended_is_gone_for_the_agents_eyes():
    script = 'pid=$(sh -c "sleep 0.1 >&- & echo \\$!"); while kill -0 $pid 2>&-; do sleep 0.02; done; echo gone'
    assert run("sh", "-c", script).stdout == "gone\n"


@linux_only
def test_nothing_survives_a_killed_wrapper(tmp_path):
    pid, port = tmp_path / "pid", tmp_path / "port"
    service = ("--service", str(tmp_path / "log"), str(tmp_path / "farewell"))
    agent_argv = ("sh", "-c", f"{note_pid(pid)}; echo $PORT > {port}; {IDLE}")
    with subprocess.Popen([*WRAPPER, *service, *agent_argv], stdout=subprocess.DEVNULL) as wrapper:
        agent, proxy = int(written(pid)), ask(int(written(port)))["pid"]
        wrapper.kill()
    until(lambda: not lives(agent))
    until(lambda: not lives(proxy))


def test_the_service_may_die_and_come_back_beneath_a_running_agent(tmp_path):
    port = tmp_path / "port"
    service = ("--service", str(tmp_path / "log"), str(tmp_path / "farewell"))
    with wrapped(f"echo $PORT > {port}; echo ready; read line; exit 5", *service) as console:
        number = int(written(port))
        first = ask(number)["pid"]
        os.kill(first, 9)
        until(lambda: not lives(first))
        assert ask(number)["pid"] != first
        console.sendline("")
        console.expect("restarts 1 left")
        assert exit_code(console) == 5


def test_the_agent_is_there_when_started_is_called():
    script = (
        "import os, sys; from headroom_cli.supervise import child\n"
        "answer = lambda: os.write(int(sys.argv[1]), b'\\n')\n"
        "sys.exit(child.run(['sh', '-c', 'read line; exit 6'], os.environ, started=answer))"
    )
    reader, writer = os.pipe()
    done = subprocess.run(
        [sys.executable, "-c", script, str(writer)], check=False, stdin=reader, pass_fds=[writer], timeout=20
    )
    os.close(reader)
    os.close(writer)
    assert done.returncode == 6


def test_an_agent_whose_start_could_not_be_completed_is_ended(tmp_path):
    pid = tmp_path / "pid"
    script = (
        "import os, sys, time; from headroom_cli.supervise import child\n"
        f"def fail():\n while not os.path.exists({str(pid)!r}): time.sleep(0.02)\n raise KeyError('no')\n"
        f"child.run(['sh', '-c', {f'{note_pid(pid)}; sleep 60'!r}], os.environ, started=fail)"
    )
    done = subprocess.run([sys.executable, "-c", script], check=False, capture_output=True, text=True, timeout=20)
    assert done.returncode == 1
    assert "KeyError: 'no'" in done.stderr
    assert not lives(int(written(pid)))


def test_the_exit_status_is_right_where_the_end_of_children_was_ignored():
    code = 'trap "" CHLD; exec "$@"'
    done = subprocess.run(["bash", "-c", code, "bash", *WRAPPER, "sh", "-c", "exit 9"], check=False, timeout=20)
    assert done.returncode == 9
