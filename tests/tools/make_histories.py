"""Turn recorded sessions into histories of Claude Code, so that `headroom learn` can be tried on them.

python -m tests.tools.make_histories FOLDER HOME

FOLDER holds bodies of requests to Anthropic, one a file, each the last of its session. What stands before the
first `-` or `.` in a file's name is its project, which is set in place of the folder that the session was in.
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import Any

from tests.fakes.script import blocks_of, text_of
from tests.transcripts.making import ClaudeSession

PLACES = re.compile(r"/testbed|/path/to/Demo")
_RETURNED = re.compile(r"<returncode>(-?\d+)</returncode>\s*(?:<output>\n?)?(.*?)(?:</output>)?\s*$", re.DOTALL)


def make(file: Path, home: Path, day: int) -> None:
    """The history of one session, in a project of its own name, on that day."""
    project = home / "work" / re.split(r"[-.]", file.stem)[0]
    body = json.loads(PLACES.sub(str(project), file.read_text("utf-8")))
    session = ClaudeSession(project=str(project), name=f"{day:08d}-{file.stem}", at=1_770_000_000 + 86_400 * day)
    for number, message in enumerate(body["messages"]):
        if message["role"] == "assistant":
            session.reply(*(_named(block) for block in blocks_of(message["content"])))
        else:
            _user(session, message, opening=number == 0)
    (project / ".git").mkdir(parents=True, exist_ok=True)
    session.save(home)


def _named(block: dict[str, Any]) -> dict[str, Any]:
    """A call of another agent's shell is one of Claude Code's."""
    return block | {"name": "Bash"} if block.get("name") == "bash" else block


def _user(session: ClaudeSession, message: dict[str, Any], *, opening: bool) -> None:
    """Results, and texts: after the first, they are the harness speaking in these recordings."""
    for block in blocks_of(message["content"]):
        if block["type"] == "tool_result":
            text = text_of(block.get("content", ""))
            code, output = found.groups() if (found := _RETURNED.match(text)) else ("0", text)
            failed = bool(block.get("is_error")) or code != "0"
            said = f"Exit code {code}\n{output}" if code != "0" else output
            session.result(said, block["tool_use_id"], error=failed)
        elif block["type"] == "text":
            session.says(block["text"])
            session.lines[-1] |= {} if opening else {"isMeta": True}


if __name__ == "__main__":
    for number, path in enumerate(sorted(Path(sys.argv[1]).glob("*.json"))):
        make(path, Path(sys.argv[2]), number)
