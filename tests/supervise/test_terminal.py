import os
import shlex
import subprocess
import sys

import pexpect
import pytest

from tests.supervise.consoles import command, exit_code, needs_tmux, pty, shell, tmux
from tests.supervise.processes import lives, note_pid, until, written

pytestmark = pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning")
RESET = "\x1b[?1049l"


def attended(between, abnormal=False, then=""):
    """Python that runs `between` while the terminal is attended, and then says its modes are the old ones."""
    return (
        "import os, sys, termios, tty; from headroom_cli.supervise.terminal import Terminal\n"
        "modes = lambda: termios.tcgetattr(0)\n"
        f"before = modes()\nterminal = Terminal()\n{between}\nterminal.give_back(abnormal={abnormal})\n"
        f"{then or 'print(modes() == before)'}\n"
    )


def said(code):
    with pty(sys.executable, "-c", code) as console:
        assert exit_code(console) == 0
        return console.before


def test_a_terminal_left_in_order_is_not_touched():
    assert said(attended("pass")) == "True\r\n"


def test_changed_modes_are_restored_and_the_screen_is_reset():
    output = said(attended("tty.setraw(0)"))
    assert RESET in output
    assert output.endswith("True\r\n")


def test_after_an_abnormal_end_the_screen_is_reset():
    assert said(attended("pass", abnormal=True)).startswith(RESET)


def test_nothing_is_written_to_a_pipe():
    script = attended("tty.setraw(0)", abnormal=True)
    with pty("sh", "-c", '"$@" 2>&1 | cat -v', "sh", sys.executable, "-c", script) as console:
        console.expect(pexpect.EOF)
        assert console.before == "True\r\n"


def test_a_terminal_that_is_gone_is_no_error(tmp_path):
    done = tmp_path / "done"
    hang_up = "import signal, time; signal.signal(1, signal.SIG_IGN); print('ready', flush=True)\n"
    hang_up += "try:\n while modes(): time.sleep(0.02)\nexcept termios.error: pass"
    with pty(
        sys.executable, "-c", attended(hang_up, abnormal=True, then=f"open({str(done)!r}, 'w').close()")
    ) as console:
        console.expect_exact("ready\r\n")  # all of it: an end in the middle of writing is another story
        console.ptyproc.fileobj.close()
        until(done.exists)


def test_without_a_terminal_there_is_nothing_to_do():
    script = "from headroom_cli.supervise.terminal import Terminal; Terminal().give_back(abnormal=True)"
    done = subprocess.run(
        [sys.executable, "-c", script], check=True, stdin=subprocess.DEVNULL, capture_output=True, timeout=20
    )
    assert done.stdout + done.stderr == b""


def test_a_terminal_that_the_shell_has_taken_back_is_left_to_it(tmp_path):
    pid = tmp_path / "pid"
    with shell() as console:
        console.sendline(command(f"{note_pid(pid)}; stty -echo; kill -TSTP 0; sleep 60"))
        console.expect("Stopped")
        agent = int(written(pid))
        console.sendline("kill %1")
        console.expect("wrapper: code 143")
        assert RESET not in console.before
        assert not lives(agent)


LOSE_FOREGROUND = """
import signal
if not (pid := os.fork()):
    signal.signal(signal.SIGTTOU, signal.SIG_IGN)
    os.setpgid(0, 0)
    os.tcsetpgrp(0, os.getpid())
    tty.setraw(0)
    os._exit(0)
os.waitpid(pid, 0)
"""


def test_a_terminal_that_was_left_to_a_group_that_is_no_more_is_restored():
    with shell() as console:
        console.sendline(shlex.join((sys.executable, "-c", attended(LOSE_FOREGROUND))))
        console.expect_exact(RESET)
        console.expect("True|Stopped")
        assert console.after == "True"


@needs_tmux
def test_the_screen_is_what_it_was_after_an_agent_with_a_full_screen_was_killed(tmp_path):
    pid = tmp_path / "pid"
    full_screen = r"stty raw -echo; printf '\033[?1049h\033[?25l\033[?1002h\033[?1006h'; "
    with tmux() as window:
        window.type(command(f"{full_screen}{note_pid(pid)}; while :; do sleep 1; done"))
        until(lambda: window.is_on("alternate_on") and window.is_on("mouse_any_flag"))
        os.kill(int(written(pid)), 9)
        window.expect("wrapper: code 137")
        until(lambda: window.is_on("cursor_flag"))
        assert not window.is_on("alternate_on")
        assert not window.is_on("mouse_any_flag")
        window.type("echo ec''ho")
        window.expect("echo ec''ho\necho\n")
