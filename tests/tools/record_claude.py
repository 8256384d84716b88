"""Record anew what Claude Code sends: tests/e2e/recorded/VERSION.jsonl, one request a line.

    python3 -m tests                                     # installs the Claude Codes that are recorded
    .ci/venv/bin/python -m tests.tools.record_claude

A short session of the real thing with the fake provider, on material made here. Of each body only texts are
exchanged: the vendor's own words for stand-ins of ours (the same for the same), ids for zeros, paths for
one made-up home. Spelling, order, white space, marks and the shapes of blocks stay as they came. The body
stands in its line as a string, so that none of that is lost.
"""

from __future__ import annotations

import json
import re
import struct
import sys
import tempfile
import zlib
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import Any

from tests.e2e.claude import Person, asks
from tests.e2e.project import Project
from tests.e2e.real import installed
from tests.fakes.journal import Record
from tests.fakes.provider import FakeProvider
from tests.fakes.script import Script, Turn, blocks_of, say, turns

TARGET = Path(__file__).parents[1] / "e2e" / "recorded"
PROMPT = "Why do the orders fail? Look and repair."
TOOLS = "Bash,Read,Edit,Grep"
HOME = "/home/dev"
SESSION = "00000000-0000-4000-8000-000000000000"
KEPT_HEADERS = ("content-type", "user-agent", "anthropic-version", "anthropic-beta")
_ID = re.compile(r"[0-9a-f]{64}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_ADDED = {"hookSpecificOutput": {"hookEventName": "PostToolUse", "additionalContext": "The formatter ran."}}
_HOOK = {"matcher": "Edit", "hooks": [{"type": "command", "command": f"echo '{json.dumps(_ADDED)}'"}]}
_ASIDE = re.compile(r"<system-reminder>.*?</system-reminder>", re.DOTALL)
_SERVER = """
import json, sys

ROWS = [{"id": 700 + n, "state": "open" if n % 5 else "failed", "owner": f"team-{n % 3}",
         "note": "größe \\u2028 日本" if n % 9 == 4 else ""} for n in range(48)]
CONTENT = [{"type": "text", "text": json.dumps(ROWS, ensure_ascii=False)}, {"type": "text", "text": "48 rows"}]
LIST = {"tools": [{"name": "orders", "description": "Orders.", "inputSchema": {"type": "object", "properties": {}}}]}
for line in sys.stdin:
    asked = json.loads(line)
    hello = {"protocolVersion": asked.get("params", {}).get("protocolVersion", ""), "capabilities": {"tools": {}},
             "serverInfo": {"name": "shop", "version": "1"}}
    said = {"initialize": hello, "tools/list": LIST, "tools/call": {"content": CONTENT}}.get(asked["method"], {})
    if "id" in asked:
        print(json.dumps({"jsonrpc": "2.0", "id": asked["id"], "result": said}), flush=True)
"""


def material(root: Path) -> Project:
    """A home, and a folder with what the session looks at."""
    project = Project(root / "home", root / "shop")
    project.home.mkdir()
    project.folder.mkdir()
    rules = "\n\n".join(f"def rule_{n}(amount):\n    # Größe ≥ {n}\n    return amount * {n} / 7" for n in range(10))
    (project.folder / "rules.py").write_text(f"{rules}\n", "utf-8")
    (project.folder / "plan.png").write_bytes(picture())
    (project.folder / "log.sh").write_text(
        'for n in $(seq 10 49); do printf "10:00:%s \\033[2mINFO\\033[0m id=%s took=3ms\\n" $n $((n*n)); done\n'
    )
    (root / "server.py").write_text(_SERVER, "utf-8")
    return project


def picture() -> bytes:
    """Four grey pixels as PNG."""
    parts = (
        (b"IHDR", struct.pack(">IIBBBBB", 2, 2, 8, 0, 0, 0, 0)),
        (b"IDAT", zlib.compress(b"\0\x30\x60\0\x90\xc0")),
        (b"IEND", b""),
    )
    chunks = (struct.pack(">I", len(d)) + k + d + struct.pack(">I", zlib.crc32(k + d)) for k, d in parts)
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


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
    shop = {"type": "stdio", "command": sys.executable, "args": [str(root / "server.py")], "alwaysLoad": True}
    more = ("--mcp-config", json.dumps({"mcpServers": {"shop": shop}}), "--tools", TOOLS, "--session-id", SESSION)
    hooks = ("--settings", json.dumps({"hooks": {"PostToolUse": [_HOOK]}}))
    with FakeProvider(session(project.folder)) as provider:
        ran = Person(claude, project, provider.url).run(claude, *asks(PROMPT, *more, *hooks), "mcp__shop__orders")
    if ran.code or provider.violations or provider.errors:
        raise SystemExit(f"{claude}: {ran.err} {ran.out} {provider.violations} {provider.errors}")
    return [record for record in provider.records if record.of_agent]


def words_of_the_vendor(body: Any) -> Iterator[str]:
    """Every text of a request that Claude Code's makers wrote, whole; and the asides inside other texts."""
    yield from (block["text"] for block in body["system"])
    yield from chain.from_iterable(_descriptions(tool) for tool in body["tools"] if "shop" not in tool["name"])
    for message in body["messages"]:
        spoken = [b["text"] for b in blocks_of(message["content"]) if b["type"] == "text"]
        if message["role"] == "system":
            yield from spoken
        elif message["role"] == "user":
            yield from (text for text in spoken if text != PROMPT)


def _descriptions(part: Any) -> Iterator[str]:
    """The descriptions of a tool and of everything in its schema."""
    if isinstance(part, dict):
        yield from (v for k, v in part.items() if k == "description" and isinstance(v, str))
        yield from chain.from_iterable(map(_descriptions, part.values()))


def exchanged(raw: str, stand_ins: dict[str, str], root: Path) -> str:
    """A body without the vendor's words, ids and paths; `stand_ins` grows by what is new."""
    body = json.loads(raw)
    asides = (aside for text in _strings(body["messages"]) for aside in _ASIDE.findall(text))
    for words, quote in (*((w, '"') for w in words_of_the_vendor(body)), *((a, "") for a in asides)):
        stand_in = stand_ins.setdefault(words, f"(their words {len(stand_ins)})")
        raw = raw.replace(f"{quote}{_spelled(words)}{quote}", f"{quote}{stand_in}{quote}")
    return _ID.sub(lambda found: re.sub(r"[0-9a-f]", "0", found[0]), raw.replace(str(root), HOME))


def _strings(part: Any) -> Iterator[str]:
    if isinstance(part, str):
        yield part
    elif isinstance(part, dict | list):
        yield from chain.from_iterable(map(_strings, part.values() if isinstance(part, dict) else part))


def _spelled(text: str) -> str:
    """A text between the quotes, as JavaScript writes it too."""
    return json.dumps(text, ensure_ascii=False)[1:-1]


def checked(raw: str, root: Path) -> str:
    """The exchanged body; what is still the vendor's or this machine's stops the script."""
    left = [w for w in words_of_the_vendor(json.loads(raw)) if not w.startswith("(their words ")]
    left += [word for word in (str(root), "system-reminder", "Anthropic") if word in raw]
    if left:
        raise SystemExit(f"still in the recording: {left}")
    return raw


def recorded(claude: Path) -> None:
    """Write the recording of one Claude Code."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder).resolve()
        records, stand_ins = played(claude, root), {}
        bodies = [checked(exchanged(record.raw.decode(), stand_ins, root), root) for record in records]
    agent = records[0].headers["User-Agent"].split()[0].replace("/", "-")
    TARGET.mkdir(exist_ok=True)
    with (TARGET / f"{agent}.jsonl").open("w", encoding="utf-8") as file:
        for record, body in zip(records, bodies, strict=True):
            headers = {k: v for k, v in record.headers.items() if k.lower() in KEPT_HEADERS}
            line = {"method": record.method, "path": record.path, "headers": headers, "body": body}
            file.write(json.dumps(line, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    for each in installed("claude").values() or sys.exit(
        "no Claude Code here; `python3 -m tests` installs it where there is npm"
    ):
        recorded(each)
