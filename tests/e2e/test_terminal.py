"""Someone at a terminal works with the wrapped Claude Code as with Claude Code itself."""

import shutil

import pytest

from tests.e2e import project
from tests.e2e.claude import Person
from tests.e2e.person import HEADROOM
from tests.e2e.terminal import terminal
from tests.fakes.provider import FakeProvider
from tests.fakes.script import say, turns

pytestmark = [
    pytest.mark.agent,
    pytest.mark.skipif(not shutil.which("tmux"), reason="tmux is not installed"),
    pytest.mark.skipif(not shutil.which("git"), reason="git is not installed"),
]
COMMANDS = {"direct": "claude", "wrapped": f"{HEADROOM} wrap claude"}


@pytest.mark.parametrize("command", COMMANDS.values(), ids=COMMANDS)
def test_two_ctrl_c_leave_the_agent_with_its_exit_code_and_a_terminal_as_before(claude, command, tmp_path):
    home = project.make(tmp_path)
    with FakeProvider(turns(say("All lights are green."))) as provider:
        person = Person(claude, home, provider.url)
        person.settle()
        with terminal(home.folder, person.environment()) as shell:
            before = shell.modes()
            shell.type(f"stty -g >../before; {command}; echo left with $?; stty -g >../after; echo it is over")
            shell.wait("\N{HEAVY RIGHT-POINTING ANGLE QUOTATION MARK ORNAMENT}")
            shell.type("How is it?")
            shell.wait("All lights are green.")
            shell.press("C-c", "C-c")
            screen = shell.wait("\nit is over")
            assert shell.modes() == before
    assert "left with 0" in screen
    assert (tmp_path / "after").read_text() == (tmp_path / "before").read_text()
    assert ("headroom" in screen.split("Resume this session")[1].lower()) == (command != "claude")
    assert provider.violations == []
