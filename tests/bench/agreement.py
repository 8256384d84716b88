"""How far what `headroom replay` foretells is from what the provider then bills.

    python -m tests.bench.agreement [FOLDER] [LEVEL]

Sessions are sent turn by turn straight to the fake provider, with one pause in which its cache expires, and kept
as histories of Claude Code with the usage that it reported; `headroom replay` reads these. Then the same sessions
are sent through the real proxy. FOLDER holds bodies of requests to Anthropic, one a file, each the last of its
session; without one they are made up (see `material`).
"""

import json
import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

from headroom_cli.ccr.tool import DESCRIPTION, INSTRUCTIONS, SCHEMA
from tests.bench.material import session as made_up
from tests.bench.sessions import proxy
from tests.fakes.conversations import body, conversation, marked
from tests.fakes.prompt_cache import units
from tests.fakes.provider import FakeProvider
from tests.fakes.proxy import ask
from tests.fakes.script import blocks_of, text_of
from tests.transcripts.making import ClaudeSession

TOOLS = ("Read", "Edit", "Bash")
SAID = f"{DESCRIPTION} {INSTRUCTIONS}"  # a client says the instructions elsewhere in each request
RETRIEVE = {"name": "mcp__headroom__headroom_retrieve", "description": SAID, "input_schema": SCHEMA}
MODEL = "made-up-1"  # counts in o200k, as the fake provider does; so it is the accounting that is compared
PRICE = {"input": 3.0, "output": 15.0, "cache_read": 0.3, "cache_write_5m": 3.75, "cache_write_1h": 6.0}
PAUSE = 400.0  # seconds, in which a cache that lives for five minutes is gone
_NUMBERS = count()
NAMES = ("input_tokens", "cache_creation_input_tokens", "cache_read_input_tokens")


@dataclass
class Clock:
    """The provider's: seconds that only pass when told."""

    now: float = 0.0

    def __call__(self) -> float:
        return self.now


@dataclass
class Outcome:
    """The bill as it was, as it was foretold to be with Headroom, and as it then was; USD."""

    before: float
    foretold: float
    after: float
    report: dict = field(default_factory=dict)

    @property
    def error(self) -> float:
        return self.foretold / self.after - 1


def agreement(sessions: list[list[dict]], level: str) -> Outcome:
    """Sessions, each as its messages, three times: straight, foretold, through the proxy."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        before, usages = drive(sessions)
        for number, (messages, usage) in enumerate(zip(sessions, usages, strict=True)):
            keep(messages, usage, number).save(home)
        report = foretell(home, level)
        after, _ = drive(sessions, level)
    return Outcome(before, before - report["total"]["levels"][level]["money"], after, report)


def drive(sessions: list[list[dict]], level: str = "") -> tuple[float, list[list[dict]]]:
    """All sessions sent, through the proxy where there is a level: the bill, and the usage of each request."""
    clock = Clock()
    with FakeProvider(clock=clock) as provider:
        if level:
            with proxy(provider.url, level) as url:
                return _sent(sessions, provider, clock, url, [RETRIEVE])
        return _sent(sessions, provider, clock, provider.url, [])


def _sent(sessions, provider, clock, url, offered):
    usages = []
    for messages in sessions:
        ends = [n for n, message in enumerate(messages, 1) if message["role"] == "user"]
        for number, end in enumerate(ends):
            clock.now += PAUSE if number == len(ends) // 2 else 5.0
            asked = json.loads(body(marked(messages[:end], end - 1), TOOLS, model=MODEL, stream=False))
            raw = json.dumps(asked | {"tools": asked["tools"] + offered}).encode()
            status, *_ = ask(url, "POST", "/v1/messages", raw)
            assert status == 200, provider.violations
        usages.append([record.usage for record in provider.records[-len(ends) :]])
    return provider.bill(), usages


def keep(messages: list[dict], usages: list[dict], number: int) -> ClaudeSession:
    """The session as Claude Code would have kept it."""
    kept = ClaudeSession(project=f"/work/project{number}", name=f"{number:036d}")
    told = iter(usages)
    for message in messages:
        blocks = blocks_of(message["content"])
        if message["role"] == "assistant":
            usage, wrote = next(told), sum(unit.tokens for unit in units({"messages": [message]}))
            kept.reply(*blocks, usage=(*(usage[name] for name in NAMES), wrote))
            for line in kept.lines[-len(blocks) :]:
                line["message"]["model"] = MODEL
        for block in blocks if message["role"] == "user" else ():
            if block["type"] == "tool_result":
                kept.result(block["content"], block["tool_use_id"], error=bool(block.get("is_error")))
            else:
                kept.says(block["text"])
    if messages[-1]["role"] == "user":
        usage = next(told)
        kept.reply({"type": "text", "text": "Done."}, usage=(*(usage[name] for name in NAMES), 4))
        kept.lines[-1]["message"]["model"] = MODEL
    return kept


def foretell(home: Path, level: str) -> dict:
    """What the real command says."""
    argv = [sys.executable, "-m", "headroom_cli", "replay", "--level", level, "--since", "50y", "--json"]
    (home / "prices.json").write_text(json.dumps({"models": {MODEL: PRICE}}))
    env = os.environ | {"HOME": str(home), "HEADROOM_CONFIG_DIR": str(home)}
    done = subprocess.run(argv, env=env, capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


def recorded(folder: Path) -> list[list[dict]]:
    """The messages of each body in a folder, as far as they are texts, calls and results."""
    found = []
    for path in sorted(folder.glob("*.json")):
        messages = json.loads(path.read_text("utf-8"))["messages"]
        names = {}
        found.append([{"role": m["role"], "content": list(_plain(m["content"], names))} for m in messages])
    return found


def _plain(content, names):
    """The blocks without marks; ids are numbered, as some recordings have the same one twice."""
    for block in blocks_of(content):
        if block["type"] == "tool_use":
            names[block["id"]] = f"toolu_{next(_NUMBERS)}"
            yield {"type": "tool_use", "id": names[block["id"]], "name": block["name"], "input": block["input"]}
        elif block["type"] == "tool_result":
            plain = {"content": text_of(block.get("content", "")), "is_error": bool(block.get("is_error"))}
            yield {"type": "tool_result", "tool_use_id": names[block["tool_use_id"]], **plain}
        elif block["type"] == "text" and block["text"]:
            yield {"type": "text", "text": block["text"]}


def main() -> None:
    """Say the three bills."""
    folder, level, *_ = (*sys.argv[1:], "", "")
    sessions = recorded(Path(folder)) if folder else [conversation(made_up(seed, 30)) for seed in range(3)]
    outcome = agreement(sessions, level or "balanced")
    bills = f"${outcome.before:.4f}, foretold ${outcome.foretold:.4f}, then ${outcome.after:.4f}"
    print(f"{len(sessions)} sessions: {bills}")
    print(f"{outcome.error:+.2%}; saved {1 - outcome.after / outcome.before:.1%}")


if __name__ == "__main__":
    main()
