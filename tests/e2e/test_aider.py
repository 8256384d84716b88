"""The real Aider does its work through `headroom wrap` as it does without: outputs shortened, files as they are."""

import re
import shutil
from dataclasses import dataclass

import pytest

from tests.e2e import person, project
from tests.e2e.person import HEADROOM, Person, Ran
from tests.e2e.terminal import terminal
from tests.fakes.provider import FakeProvider
from tests.fakes.script import Conversation, Turn, say, text_of

pytestmark = [
    pytest.mark.agent,
    pytest.mark.timeout(200),
    pytest.mark.skipif(not shutil.which("git"), reason="git is not installed"),
]
MODELS = ("gpt-4o", "claude-sonnet-4-5")
OLD, NEW = "amount + surcharge - 5)", "amount + surcharge)"
EDIT = f"""Done.

src/pricing.py
```python
<<<<<<< SEARCH
    surcharge = amount * rate  # TODO: check rule 5 with finance
    return max(0.0, {OLD}
=======
    surcharge = amount * rate
    return max(0.0, {NEW}
>>>>>>> REPLACE
```
"""
ASKED = "Fix rule 5 now."
REPORT = "I ran this command:\n\ncat service.log\n\nAnd got this output:\n\n"
QUIET = ("--yes-always", "--no-analytics", "--no-check-update", "--no-show-model-warnings", "--no-show-release-notes")


@dataclass(frozen=True, slots=True)
class User(Person):
    """Someone with keys, whose gateway the repository's .env file names."""

    def environment(self) -> dict[str, str]:
        keys = {"OPENAI_API_KEY": "sk-fake", "ANTHROPIC_API_KEY": "sk-ant-fake"}
        return person.Person.environment(self) | keys | {"LITELLM_LOCAL_MODEL_COST_MAP": "True", "PYTHONWARNINGS": ""}

    def settle(self) -> None:
        bases = f"OPENAI_API_BASE={self.provider}/v1\nANTHROPIC_API_BASE={self.provider}\n"
        (self.project.folder / ".env").write_text(bases)


def answers(conversation: Conversation) -> Turn:
    """What the model says to each thing that Aider asks."""
    system = text_of(conversation.body["system"])
    if "commit messages" in system:
        return say("fix: rule 5")
    last = [text_of(m["content"]) for m in conversation.messages if m["role"] == "user"][-1]
    return say(EDIT if ASKED in last else "The log is read.")


def users(conversation: Conversation) -> list[str]:
    return [text_of(m["content"]) for m in conversation.messages if m["role"] == "user"]


@dataclass
class Session:
    """Two questions with a command's output before each, over."""

    user: User
    ran: Ran
    provider: FakeProvider

    def requests(self) -> list[Conversation]:
        """What the main model was asked about the project."""
        found = (Conversation(r.asked) for r in self.provider.records if r.method == "POST")
        return [c for c in found if any(REPORT[:20] in text or "[headroom: " in text for text in users(c)[1:])]


@pytest.fixture(scope="module", params=MODELS)
def model(request):
    return request.param


@pytest.fixture(scope="module")
def direct(aider, model, tmp_path_factory):
    return play(aider, model, tmp_path_factory.mktemp("plain"), ["aider"])


@pytest.fixture(scope="module")
def held(aider, model, tmp_path_factory):
    return play(aider, model, tmp_path_factory.mktemp("wraps"), [HEADROOM, "wrap", "aider", "--"])


def play(aider, model, root, command):
    home = project.make(root)
    with FakeProvider(answers) as provider:
        user = User(aider, home, provider.url)
        user.settle()
        commands = root / "commands"
        commands.write_text("/run cat service.log\n/ask What does the log say?\n/run cat service.log\n")
        asks = ["--model", model, "--weak-model", model, "--edit-format", "diff", *QUIET, "--no-pretty"]
        ran = user.run(*command, *asks, "--load", commands, "--message", ASKED, "src/pricing.py")
    assert provider.errors == [], ran.err
    return Session(user, ran, provider)


def test_the_agent_finishes_with_its_edit_applied_and_committed(held, direct):
    for session in (direct, held):
        assert session.ran.code == 0, session.ran.err
        assert NEW in (session.user.project.folder / "src/pricing.py").read_text()
        assert OLD not in (session.user.project.folder / "src/pricing.py").read_text()
        assert "Applied edit to src/pricing.py" in session.ran.out
    assert "Headroom  " in held.ran.err


def test_the_provider_finds_nothing_to_refuse(held):
    assert held.provider.violations == []


def test_outputs_are_said_in_fewer_tokens_with_nothing_left_out_and_no_marker(held, direct):
    came, went = (session.requests()[-1] for session in (direct, held))
    before, after = ([t for t in users(c) if t.startswith((REPORT, "[headroom: "))] for c in (came, went))
    assert len(before) == len(after) == 2
    assert len(after[0]) < len(before[0]) * 0.7
    assert len(after[1]) < len(before[1]) * 0.1
    assert "headroom_retrieve" not in str(went.body)


def test_everything_else_is_as_it_was_sent(held, direct):
    def rest(session):
        texts = [t for c in session.requests() for t in users(c) if not t.startswith((REPORT, "[headroom: "))]
        return [re.sub(r"git hash \w+", "", text) for text in texts]

    assert rest(held) == rest(direct)
    assert any(OLD in text for text in rest(held))


def test_two_ctrl_c_leave_it_with_its_exit_code_and_a_terminal_as_before(aider, tmp_path):
    if not shutil.which("tmux"):
        pytest.skip("tmux is not installed")
    home = project.make(tmp_path)
    with FakeProvider(lambda _: say("Thinking " * 400, pause=0.05)) as provider:
        user = User(aider, home, provider.url)
        user.settle()
        with terminal(home.folder, user.environment()) as shell:
            before = shell.modes()
            command = f"{HEADROOM} wrap aider --model gpt-4o {' '.join(QUIET)} --no-git"
            shell.type(f"stty -g >../before; {command}; echo left with $?; stty -g >../after; printf 'it is %s' over")
            shell.wait("\n>")
            shell.say("What is it")
            shell.wait("Thinking Thinking")
            shell.press("C-c")
            shell.wait("^C again to exit")
            shell.press("C-c")
            end = shell.wait("it is over")
            assert shell.modes() == before
    assert "left with 0" in end
    assert "Headroom  1 request" in end
    assert (tmp_path / "after").read_text() == (tmp_path / "before").read_text()
