"""What the real Claude Code left on disk is learned from, and what was learned is in its next request."""

import shutil
import sys
from pathlib import Path

import pytest

from headroom_cli.learn.block import END, START
from tests.e2e import project
from tests.e2e.claude import Person, asks
from tests.e2e.person import HEADROOM
from tests.e2e.scenario import bash
from tests.fakes.provider import FakeProvider
from tests.fakes.script import Turn, call, say, turns

pytestmark = [
    pytest.mark.agent,
    pytest.mark.timeout(300),
    pytest.mark.skipif(not shutil.which("git"), reason="git is not installed"),
]

NOTES = "# Orders\r\n\r\nPrices are in cents."
MISSING = "nosetests"
WORKS = "python3 -m unittest discover -s tests"
LINE = f"Run tests with `{WORKS}`; `{MISSING}` is not installed."


def session(folder):
    """The model tries a test runner that is not there, another one, and a file under a wrong name."""
    return turns(
        Turn(calls=(bash(MISSING),)),
        Turn(calls=(bash(WORKS),)),
        call("Read", file_path=str(folder / "src/price.py")),
        call("Read", file_path=str(folder / "src/pricing.py")),
        say("Done."),
    )


@pytest.fixture(scope="module")
def learned(claude, tmp_path_factory):
    """Two sessions, `headroom learn --apply`, and a third session with what it asked the provider."""
    if shutil.which(MISSING):
        pytest.skip(f"{MISSING} is installed")
    home = project.make(tmp_path_factory.mktemp("learn"))
    notes = home.folder / "CLAUDE.md"
    notes.write_bytes(NOTES.encode())
    with FakeProvider(session(home.folder)) as provider:
        person = Person(claude, home, provider.url)
        for prompt in ("Run the tests.", "Run the tests again."):
            assert person.run("claude", *asks(prompt)).code == 0
    ran = person.run(HEADROOM, "learn", "--apply")
    with FakeProvider(turns(say("Fine."))) as provider:
        person = Person(claude, home, provider.url)
        person.run("claude", *asks("How is it?"))
    return ran, notes, provider


def test_what_failed_in_two_real_sessions_is_written_below_what_was_there(learned):
    ran, notes, _ = learned
    assert ran.code == 0, ran.err
    text = notes.read_bytes().decode()
    assert text.startswith(f"{NOTES}\r\n{START}\r\n")
    assert text.endswith(f"{END}\r\n")
    assert f"- {LINE}\r\n" in text
    assert "- Use `src/pricing.py`; there is no `src/price.py`.\r\n" in text


def test_the_lines_are_in_the_next_request(learned):
    _, _, provider = learned
    first = next(record for record in provider.records if record.of_agent)
    assert LINE in str(first.body["messages"])
    assert provider.violations == []


def test_undoing_gives_the_file_back_byte_for_byte(learned):
    _, notes, _ = learned
    home = project.Project(notes.parents[1] / "home", notes.parent)
    ran = Person(Path(sys.executable), home, "http://127.0.0.1:9").run(HEADROOM, "learn", "--undo")
    assert ran.code == 0, ran.err
    assert notes.read_bytes() == NOTES.encode()
