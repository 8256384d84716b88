"""The real Claude Code: how a test runs it, with Headroom and without."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path

from tests.e2e import person
from tests.e2e.person import HEADROOM
from tests.e2e.scenario import TOOLS
from tests.fakes.script import text_of

KEY = "sk-ant-fake-0123456789-not-a-key"


@dataclass(frozen=True, slots=True)
class Person(person.Person):
    """Someone with a key, whose gateway is the provider."""

    def environment(self) -> dict[str, str]:
        return person.Person.environment(self) | {
            "ANTHROPIC_BASE_URL": self.provider,
            "ANTHROPIC_API_KEY": KEY,
            "CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC": "1",
            "DISABLE_AUTOUPDATER": "1",
        }

    def settle(self) -> None:
        """What someone has who started Claude Code before: the first questions answered, the project trusted."""
        answered = {
            "hasCompletedOnboarding": True,
            "theme": "dark",
            "customApiKeyResponses": {"approved": [KEY[-20:]]},
            "projects": {str(self.project.folder): {"hasTrustDialogAccepted": True}},
        }
        (self.project.home / ".claude.json").write_text(json.dumps(answered))

    def sent(self) -> dict[str, str]:
        """The text of every tool result as Claude Code itself keeps it in its history, by the id of the call."""
        lines = (line for p in self.project.home.rglob("*.jsonl") for line in p.read_text("utf-8").splitlines())
        contents = (json.loads(line).get("message", {}).get("content") for line in lines)
        blocks = [b for c in contents if isinstance(c, list) for b in c if b.get("type") == "tool_result"]
        return {b["tool_use_id"]: text_of(b["content"]) for b in blocks}

    def written(self) -> dict[str, bytes]:
        """Every file in the home with what it holds; ids, times and the project's path in their names made equal."""
        home = self.project.home
        return {_alike(str(p.relative_to(home))): p.read_bytes() for p in home.rglob("*") if p.is_file()}


def _alike(path: str) -> str:
    path = re.sub(r"(projects|claude-cli-nodejs)/[^/]+", r"\1/#", path)
    return re.sub(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{12,}|\d{10,}|\d{4}-[\dT-]+Z", "#", path)


def asks(prompt: str, *more: str) -> list[str]:
    """Claude Code's arguments for one question without a terminal."""
    return ["-p", prompt, *more, "--allowedTools", *TOOLS]


def wrapped(*arguments: str) -> list[str | Path]:
    return [HEADROOM, "wrap", "claude", "--", *arguments]
