"""Record anew what Claude Code sends: tests/e2e/recorded/VERSION.jsonl, one request a line.

    python3 -m tests                                     # installs the Claude Codes that are recorded
    .ci/venv/bin/python -m tests.tools.record_claude

A short session of the real thing with the fake provider, on material made here.
"""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path

from tests.e2e.claude import Person, asks
from tests.e2e.real import installed
from tests.fakes.journal import Record
from tests.fakes.provider import FakeProvider
from tests.fakes.script import Script, Turn, say, turns
from tests.tools.recording import PROMPT, material, write

TOOLS = "Bash,Read,Edit,Grep"
SESSION = "00000000-0000-4000-8000-000000000000"
_ADDED = {"hookSpecificOutput": {"hookEventName": "PostToolUse", "additionalContext": "The formatter ran."}}
_HOOK = {"matcher": "Edit", "hooks": [{"type": "command", "command": f"echo '{json.dumps(_ADDED)}'"}]}
_SERVER = """
import json, sys

CONTENT = [{"type": "text", "text": open(sys.argv[1], encoding="utf-8").read()}, {"type": "text", "text": "48 rows"}]
LIST = {"tools": [{"name": "orders", "description": "Orders.", "inputSchema": {"type": "object", "properties": {}}}]}
for line in sys.stdin:
    asked = json.loads(line)
    hello = {"protocolVersion": asked.get("params", {}).get("protocolVersion", ""), "capabilities": {"tools": {}},
             "serverInfo": {"name": "shop", "version": "1"}}
    said = {"initialize": hello, "tools/list": LIST, "tools/call": {"content": CONTENT}}.get(asked["method"], {})
    if "id" in asked:
        print(json.dumps({"jsonrpc": "2.0", "id": asked["id"], "result": said}), flush=True)
"""


def session(folder: Path) -> Script:
    """What the model does: each kind of result once, some of them together."""
    rules = str(folder / "rules.py")
    log = ("Bash", {"command": "sh log.sh", "description": "Look"})
    edit = {"file_path": rules, "old_string": "amount * 4 / 7", "new_string": "amount * 4 / 8"}
    grep = ("Grep", {"pattern": "return", "output_mode": "content", "path": str(folder)})
    return turns(
        Turn(thinking="The log first.", text="Looking.", calls=(log, ("Read", {"file_path": rules}))),
        Turn(calls=(("mcp__shop__orders", {}), ("Edit", edit))),
        Turn(thinking="Again.", calls=(("Read", {"file_path": rules, "offset": 9, "limit": 26}), log)),
        Turn(calls=(grep, ("Bash", {"command": "sh log.sh; exit 3", "description": "Look"}))),
        Turn(calls=(("Read", {"file_path": str(folder / "plan.png")}),)),
        say("Done."),
    )  # fmt: skip


def played(claude: Path, root: Path) -> list[Record]:
    """The agent's requests of one session."""
    project = material(root)
    (root / "server.py").write_text(_SERVER, "utf-8")
    server = [str(root / "server.py"), str(project.folder / "orders.json")]
    shop = {"type": "stdio", "command": sys.executable, "args": server, "alwaysLoad": True}
    more = ("--mcp-config", json.dumps({"mcpServers": {"shop": shop}}), "--tools", TOOLS, "--session-id", SESSION)
    hooks = ("--settings", json.dumps({"hooks": {"PostToolUse": [_HOOK]}}))
    with FakeProvider(session(project.folder)) as provider:
        ran = Person(claude, project, provider.url).run(claude, *asks(PROMPT, *more, *hooks), "mcp__shop__orders")
    if ran.code or provider.violations or provider.errors:
        raise SystemExit(f"{claude}: {ran.err} {ran.out} {provider.violations} {provider.errors}")
    return [record for record in provider.records if record.of_agent]


def recorded(claude: Path) -> None:
    """Write the recording of one Claude Code."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder).resolve()
        records = played(claude, root)
        agent = records[0].headers["User-Agent"].split()[0].replace("/", "-")
        write(agent, records, root, ["Anthropic"])


if __name__ == "__main__":
    for each in installed("claude").values() or sys.exit(
        "no Claude Code here; `python3 -m tests` installs it where there is npm"
    ):
        recorded(each)
