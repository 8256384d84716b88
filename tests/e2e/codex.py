"""The real Codex: how a test runs it, with Headroom and without, and what its model says."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psutil

from tests.e2e import person, scenario
from tests.e2e.person import HEADROOM
from tests.fakes.script import Conversation, Script, Turn, call, keys, say, turns

KEY = "sk-fake-0123456789-not-a-key"
ACCOUNT = "00000000-0000-4000-8000-000000000009"
MODELS = ("gpt-5.5", "gpt-6.1-sol")
OWN = """model_provider = "corp"
[model_providers.corp]
name = "Corp"
base_url = "{url}/v1"
env_key = "CORP_KEY"
"""
_PATCH = """*** Begin Patch
*** Update File: src/pricing.py
@@
-    return max(0.0, amount + surcharge - 5)
+    return max(0.0, amount + surcharge)
*** End Patch
"""


@dataclass(frozen=True, slots=True)
class Person(person.Person):
    """Someone with an API key, whose base URL is the provider's."""

    def environment(self) -> dict[str, str]:
        return person.Person.environment(self) | {"CORP_KEY": KEY}

    def settle(self, config: str = 'openai_base_url = "{url}/v1"\n', auth: object = None) -> None:
        """What someone has who used Codex before: a configuration, a login, the project trusted."""
        home = self.project.home / ".codex"
        home.mkdir()
        trusted = f'[projects."{self.project.folder}"]\ntrust_level = "trusted"\n'
        (home / "config.toml").write_text(config.replace("{url}", self.provider) + trusted)
        (home / "auth.json").write_text(json.dumps(auth or {"OPENAI_API_KEY": KEY}))

    def history(self) -> Iterator[dict[str, Any]]:
        """Every line of its histories."""
        for path in sorted(self.project.home.rglob("rollout-*.jsonl")):
            yield from map(json.loads, path.read_text("utf-8").splitlines())

    def providers(self) -> set[str]:
        """The names of the providers that its sessions say they were held with."""
        lines = (line["payload"] for line in self.history() if line["type"] == "session_meta")
        return {meta["model_provider"] for meta in lines}

    def sent(self) -> dict[str, list[str]]:
        """The texts of every tool's output as Codex itself keeps it, by the id of the call."""
        items = (line["payload"] for line in self.history() if line["type"] == "response_item")
        return {i["call_id"]: texts(i["output"]) for i in items if str(i.get("type")).endswith("_call_output")}

    def left_behind(self) -> list[psutil.Process]:
        """Processes that go on running for this person's home."""
        found = [p for p in psutil.process_iter() if _home(p) == str(self.project.home)]
        return psutil.wait_procs(found, timeout=10)[1]


def chatgpt_login() -> dict[str, Any]:
    """What a login with ChatGPT leaves, with nothing in it that is true."""
    claims = {"chatgpt_plan_type": "pro", "chatgpt_account_id": ACCOUNT, "chatgpt_user_id": "user-1"}
    said = {"email": "dev@example.invalid", "exp": 4_000_000_000, "https://api.openai.com/auth": claims}
    parts = (
        base64.urlsafe_b64encode(json.dumps(part).encode()).decode().rstrip("=") for part in ({"alg": "none"}, said)
    )
    token = ".".join((*parts, "c2ln"))
    tokens = {"id_token": token, "access_token": token, "refresh_token": "r", "account_id": ACCOUNT}
    return {"OPENAI_API_KEY": None, "tokens": tokens, "last_refresh": datetime.now(UTC).isoformat()}


def _home(process: psutil.Process) -> str:
    try:
        return process.environ().get("HOME", "")
    except psutil.Error:
        return ""


def texts(output: Any) -> list[str]:
    """What a tool printed: each text, out of the JSON that a script may have put it in."""
    parts = [output] if isinstance(output, str) else [part.get("text", "") for part in output]
    return [json.loads(text)["output"] if text.startswith('{"chunk_id"') else text for text in parts]


def asks(model: str, prompt: str, *more: str) -> list[str]:
    """Codex's arguments for one question without a terminal."""
    return ["exec", "-m", model, "-s", "danger-full-access", *more, prompt]


def wrapped(*arguments: str) -> list[str | Path]:
    return [HEADROOM, "wrap", "codex", "--", *arguments]


@dataclass(frozen=True, slots=True)
class Speech:
    """How a model calls its tools: by function calls, or by scripts that it writes."""

    scripts: bool

    def run(self, *commands: str) -> tuple[tuple[str, dict[str, Any]], ...]:
        if not self.scripts:
            return tuple(("exec_command", {"cmd": command}) for command in commands)
        asked = ", ".join(f"tools.exec_command({{cmd: {json.dumps(command)}}})" for command in commands)
        return (("exec", {"input": f"for (const r of await Promise.all([{asked}])) text(r)"}),)

    def patch(self) -> Turn:
        if self.scripts:
            return call("exec", input=f"text(await tools.apply_patch({json.dumps(_PATCH)}))")
        return call("apply_patch", input=_PATCH)

    def fetch(self, conversation: Conversation) -> Turn:
        """Ask for the original of the first marker in view; without one just go on."""
        found = [key for text in conversation.results().values() for key in keys(text)]
        if not found:
            return Turn(calls=self.run("true"))
        if self.scripts:
            wanted = f"tools.mcp__headroom__headroom_retrieve({{key: {json.dumps(found[0])}}})"
            return call("exec", input=f"text((await {wanted}).content[0].text)")
        return call("mcp__headroom.headroom_retrieve", key=found[0])


def session(model: str, at_the_kill: Callable[[], None] = lambda: None) -> Script:
    """The investigation of the other end-to-end sessions, as this model goes about it."""
    speech, pending = Speech(model.startswith("gpt-6")), [at_the_kill]

    def kill(_: Conversation) -> Turn:
        while pending:
            pending.pop()()
        return Turn(calls=speech.run("sed -n 20,80p src/pricing.py"))

    return turns(
        Turn(thinking="The log first.", text="Looking at the log.", calls=speech.run("cat service.log")),
        Turn(calls=speech.run("cat orders.json")),
        Turn(text="Now the tests.", calls=speech.run("python3 -m unittest discover -v -s tests")),
        Turn(calls=speech.run("python3 status.py", "git log --oneline")),
        Turn(calls=speech.run("python3 status.py")),
        Turn(thinking="Now the code.", calls=speech.run("cat src/pricing.py")),
        kill,
        speech.patch(),
        Turn(calls=speech.run("cat src/pricing.py")),
        Turn(calls=speech.run("grep -rn TODO src")),
        speech.fetch,
        Turn(calls=speech.run("cat service.log")),
        say(scenario.FINAL),
    )
