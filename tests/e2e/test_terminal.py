"""Someone at a terminal works with the wrapped agent as with the agent itself."""

import re
import shutil

import pytest

from tests.e2e import codex as codexes
from tests.e2e import project
from tests.e2e.claude import Person
from tests.e2e.person import HEADROOM, until
from tests.e2e.terminal import terminal
from tests.fakes.provider import FakeProvider
from tests.fakes.script import Turn, say, turns

pytestmark = [
    pytest.mark.agent,
    pytest.mark.skipif(not shutil.which("tmux"), reason="tmux is not installed"),
    pytest.mark.skipif(not shutil.which("git"), reason="git is not installed"),
]
WRAPS = {"direct": "", "wrapped": f"{HEADROOM} wrap "}

AROUND = "stty -g >../before; {}; echo left with $?; stty -g >../after; printf 'it is %s' over"


@pytest.mark.parametrize("wrap", WRAPS.values(), ids=WRAPS)
def test_two_ctrl_c_leave_the_agent_with_its_exit_code_and_a_terminal_as_before(claude, wrap, tmp_path):
    home = project.make(tmp_path)
    with FakeProvider(turns(say("All lights are green."))) as provider:
        person = Person(claude, home, provider.url)
        person.settle()
        with terminal(home.folder, person.environment()) as shell:
            before = shell.modes()
            shell.type(
                f"stty -g >../before; {wrap}claude; echo left with $?; stty -g >../after; printf 'it is %s' over"
            )
            shell.wait("\N{HEAVY RIGHT-POINTING ANGLE QUOTATION MARK ORNAMENT}")
            shell.type("How is it?")
            shell.wait("All lights are green.")
            shell.press("C-c", "C-c")
            screen = shell.wait("it is over")
            assert shell.modes() == before
    assert "left with 0" in screen
    assert (tmp_path / "after").read_text() == (tmp_path / "before").read_text()
    assert ("headroom" in screen.split("Resume this session")[1].lower()) == bool(wrap)
    assert provider.violations == []


@pytest.mark.parametrize("wrap", WRAPS.values(), ids=WRAPS)
def test_codex_at_a_terminal_works_fetches_and_leaves_as_it_does_alone(codex, wrap, tmp_path):
    home, speech = project.make(tmp_path), codexes.Speech(scripts=True)
    script = turns(Turn(calls=speech.run("cat service.log")), speech.fetch, say("All lights are green."))
    with FakeProvider(script) as provider:
        person = codexes.Person(codex, home, provider.url)
        person.settle()
        with terminal(home.folder, person.environment()) as shell:
            before = shell.modes()
            shell.type(AROUND.format(f"{wrap}codex --no-daemon -m gpt-6.1-sol"))
            shell.wait("Ask Codex to do anything")
            shell.say("Check the lights now")
            screen = shell.wait("Worked for")
            shell.press("C-c")
            end = shell.wait("it is over")
            assert shell.modes() == before
    assert "All lights are green." in screen
    assert ("Called headroom" in screen) == ("Headroom  " in end) == bool(wrap)
    assert "left with 0" in end
    assert (tmp_path / "after").read_text() == (tmp_path / "before").read_text()
    assert (provider.violations, provider.prefix_changes()) == ([], [])
    assert person.left_behind() == []


def test_ctrl_c_ends_codex_without_a_terminal_of_its_own_as_it_does_alone(codex, tmp_path):
    ends = []
    for name, wrap in WRAPS.items():
        (tmp_path / name).mkdir()
        home = project.make(tmp_path / name)
        with FakeProvider(lambda _: say("too late", first_byte=60)) as provider:
            person = codexes.Person(codex, home, provider.url)
            person.settle()
            with terminal(home.folder, person.environment()) as shell:
                before = shell.modes()
                shell.type(AROUND.format(f"{wrap}codex exec Go </dev/null"))
                until(lambda records=provider.records: any(r.of_agent for r in records))
                shell.press("C-c")
                ends += re.findall(r"left with (\d+)", shell.wait("it is over"))
                assert shell.modes() == before
        assert person.left_behind() == []
    assert len(ends) == 2
    assert ends[0] == ends[1] != "0"
