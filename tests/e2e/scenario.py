"""What the scripted model does in the end-to-end session: an ordinary investigation of the project.

Law: the steps are the same with and without Headroom; only the step that fetches an original does
nothing where no marker is in view.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from tests.fakes.script import Conversation, Script, Turn, by_prompt, call, fetch, say, turns

FINAL = "Two requests were refused; rule 5 is fixed."
PROMPT = "Find out why orders fail, fix rule 5, and report."
TOOLS = ("Bash", "Read", "Edit", "Grep", "Agent")
TURN_OF_THE_KILL = 6


def session(folder: Path, at_the_kill: Callable[[], None] = lambda: None) -> Script:
    """The script of the main conversation and of its sub-agent; `at_the_kill` happens once, before its turn."""
    pricing = str(folder / "src/pricing.py")
    edit = {"old_string": "amount + surcharge - 5)", "new_string": "amount + surcharge)"}
    pending = [at_the_kill]

    def kill(_: Conversation) -> Turn:
        while pending:
            pending.pop()()
        return call("Read", file_path=pricing, offset=20, limit=60)

    main = turns(
        Turn(thinking="The log first.", text="Looking at the log.", calls=(bash("cat service.log"),)),
        Turn(calls=(bash("cat orders.json"),)),
        Turn(text="Now the tests.", calls=(bash("python3 -m unittest discover -v -s tests"),)),
        Turn(calls=(bash("python3 status.py"), bash("git log --oneline"))),
        Turn(calls=(bash("python3 status.py"),)),
        Turn(thinking="Now the code.", calls=(("Read", {"file_path": pricing}),)),
        kill,
        call("Edit", file_path=pricing, **edit),
        call("Read", file_path=pricing),
        call("Grep", pattern="TODO", output_mode="content", **{"-n": True}, path=str(folder)),
        call("Agent", description="Count rules", prompt="SUBAGENT count the rules", run_in_background=False),
        fetch,
        Turn(calls=(bash("cat service.log"),)),
        say(FINAL),
    )
    sub = turns(Turn(calls=(bash("grep -n 'def rule' src/pricing.py"),)), say("There are 60 rules."))
    return by_prompt(main, SUBAGENT=sub)


def bash(command: str) -> tuple[str, dict[str, str]]:
    return "Bash", {"command": command, "description": "Look"}
