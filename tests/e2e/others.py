"""The agents that are tried with one tool call and its answer: how each is asked, and what it needs around it.

Law: the environment is built from nothing, and what is switched off here (telemetry, updates) is switched
off by the person, never by Headroom.
"""

from __future__ import annotations

import json
import os
import shlex
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from tests.e2e.project import Project
from tests.fakes.provider import FakeProvider
from tests.fakes.script import Conversation, Script, Turn, call, keys, say, turns

HEADROOM = Path(sys.executable).with_name("headroom")
PROMPT = "Which orders were refused?"
FINAL = "Two orders were refused."
KEY = "sk-fake-0123456789-not-a-key"


@dataclass(frozen=True, slots=True, kw_only=True)
class Other:
    """One agent.

    `asks` are its arguments for one question without a terminal, `tool` and `more` what its model calls to
    run a command, `takes` under which name and `reads` the command. `env` and `files` (below the home) are
    the person's own, `{url}` in them the provider's.
    """

    name: str
    command: str
    asks: tuple[str, ...]
    tool: str
    takes: str = "command"
    reads: str = "cat orders.json"
    more: Mapping[str, object] = field(default_factory=dict)
    env: Mapping[str, str] = field(default_factory=dict)
    files: Mapping[str, str] = field(default_factory=dict)

    def script(self) -> Script:
        """Run the command, fetch what was left out of its answer if that can be done, and end."""

        def fetch(conversation: Conversation) -> Turn:
            found = keys(conversation.last_result())
            return call(conversation.tool("headroom_retrieve"), key=found[0]) if found else say(FINAL)

        told = [self.reads] if self.takes == "commands" else self.reads
        return turns(call(self.tool, **{self.takes: told}, **self.more), fetch, say(FINAL))


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One question to an agent behind Headroom, over."""

    other: Other
    project: Project
    provider: FakeProvider
    code: int
    out: str
    err: str
    summary: Mapping[str, object]

    def original(self) -> str:
        """What the command prints."""
        argv = shlex.split(self.other.reads)
        return subprocess.run(argv, cwd=self.project.folder, capture_output=True, text=True, check=True).stdout

    def results(self) -> list[str]:
        """What the provider was shown of the tools' answers, each once, in order."""
        shown: dict[str, str] = {}
        for record in self.provider.records:
            if record.of_agent:
                shown |= Conversation(record.asked).results()
        return list(shown.values())


def ask(other: Other, path: Path, project: Project, script: Script | None = None, catalogue: str = "") -> Asked:
    """Ask it in `project` through `headroom wrap`; `path` is its command, `catalogue` the person's own agents.yaml."""
    with FakeProvider(script or other.script()) as provider:
        kept = project.home.parent / "kept"
        for name, text in other.files.items():
            place = project.home / name
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(text.replace("{url}", provider.url))
        argv = [HEADROOM, "wrap", other.name, "--summary-json", kept / "summary.json", "--", *other.asks]
        kept.mkdir()
        if catalogue:
            (kept / "config").mkdir()
            (kept / "config/agents.yaml").write_text(catalogue)
        ran = subprocess.run(
            argv,
            cwd=project.folder,
            env=_environment(other, path, project, provider.url),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=90,
            check=False,
        )
    summary = json.loads((kept / "summary.json").read_text()) if (kept / "summary.json").exists() else {}
    return Asked(
        other=other,
        project=project,
        provider=provider,
        code=ran.returncode,
        out=ran.stdout,
        err=ran.stderr,
        summary=summary or {},
    )


def _environment(other: Other, path: Path, project: Project, url: str) -> dict[str, str]:
    kept = project.home.parent / "kept"
    return {
        "HOME": str(project.home),
        "PATH": f"{path.parent}{os.pathsep}{os.environ['PATH']}",
        "LANG": "C.UTF-8",
        "TERM": "xterm-256color",
        "HEADROOM_CONFIG_DIR": str(kept / "config"),
        "HEADROOM_WORKSPACE_DIR": str(kept / "data"),
        **{name: text.replace("{url}", url) for name, text in other.env.items()},
    }


def _cline(provider: str, model: str) -> str:
    settings = {"provider": provider, "apiKey": KEY, "model": model, "baseUrl": "{url}/v1"}
    made = {"settings": settings, "updatedAt": "2026-01-01T00:00:00.000Z", "tokenSource": "manual"}
    return json.dumps({"version": 1, "lastUsedProvider": provider, "modes": {}, "providers": {provider: made}})


# Paths of gateways that have no /v1.
_CHAT_GATEWAY, _RESPONSES_GATEWAY = "{url}/openai/deployments/mine", "{url}/backend-api/codex"
_OPENCODE = {"OPENCODE_DISABLE_AUTOUPDATE": "1", "OPENCODE_DISABLE_MODELS_FETCH": "1"}
_COPILOT = {"COPILOT_PROVIDER_API_KEY": KEY, "COPILOT_OFFLINE": "true", "COPILOT_AUTO_UPDATE": "false"}
_QWEN = {
    "security": {"auth": {"selectedType": "openai"}},
    "modelProviders": {"openai": [{"id": "qwen3-coder-plus", "baseUrl": _CHAT_GATEWAY, "envKey": "MY_KEY"}]},
    "model": {"name": "qwen3-coder-plus", "baseUrl": _CHAT_GATEWAY},
    "$version": 4,
}
OTHERS = (
    Other(
        name="opencode",
        command="opencode",
        asks=("run", "-m", "anthropic/claude-sonnet-4-5", PROMPT),
        tool="bash",
        more={"description": "Look"},
        env={
            **_OPENCODE,
            "ANTHROPIC_BASE_URL": "{url}/v1",
            "ANTHROPIC_API_KEY": KEY,
            "OPENCODE_CONFIG_CONTENT": '{"share": "disabled"}',
        },
        files={".config/opencode/opencode.json": '{"$schema": "https://opencode.ai/config.json"}'},
    ),
    Other(
        name="opencode",
        command="opencode",
        asks=("run", "-m", "openai/gpt-5.2", PROMPT),
        tool="bash",
        more={"description": "Look"},
        env={**_OPENCODE, "OPENAI_BASE_URL": _RESPONSES_GATEWAY, "OPENAI_API_KEY": KEY},
    ),
    Other(
        name="qwen",
        command="qwen",
        asks=("--yolo", "-p", PROMPT),
        tool="run_shell_command",
        more={"description": "Look", "is_background": False},
        env={"OPENAI_API_KEY": KEY, "OPENAI_MODEL": "qwen3-coder-plus"},
        files={
            ".qwen/settings.json": '{\n  "$version": 4\n}',
            ".qwen/.env": "OPENAI_BASE_URL={url}/v1\n",
        },
    ),
    Other(
        name="qwen",
        command="qwen",
        asks=("--yolo", "-p", PROMPT),
        tool="run_shell_command",
        more={"description": "Look", "is_background": False},
        env={"MY_KEY": KEY},
        files={".qwen/settings.json": json.dumps(_QWEN, indent=2)},
    ),
    Other(
        name="copilot",
        command="copilot",
        asks=("-p", PROMPT, "--allow-tool=shell"),
        tool="bash",
        more={"description": "Look"},
        env={**_COPILOT, "COPILOT_PROVIDER_BASE_URL": _CHAT_GATEWAY, "COPILOT_MODEL": "gpt-5.2"},
    ),
    Other(
        name="copilot",
        command="copilot",
        asks=("-p", PROMPT, "--allow-tool=shell"),
        tool="bash",
        more={"description": "Look"},
        env={
            **_COPILOT,
            "COPILOT_PROVIDER_WIRE_API": "responses",
            "COPILOT_PROVIDER_BASE_URL": "{url}/v1",
            "COPILOT_MODEL": "gpt-5.2",
        },
    ),
    Other(
        name="copilot",
        command="copilot",
        asks=("-p", PROMPT, "--allow-tool=shell"),
        tool="bash",
        more={"description": "Look"},
        env={
            **_COPILOT,
            "COPILOT_PROVIDER_TYPE": "anthropic",
            "COPILOT_PROVIDER_BASE_URL": "{url}",
            "COPILOT_MODEL": "claude-sonnet-4-5",
        },
    ),
    Other(
        name="vibe",
        command="vibe",
        asks=("--trust", "--yolo", "-p", PROMPT),
        tool="bash",
        reads="head -n 60 service.log",
        env={
            "MISTRAL_API_KEY": KEY,
            "VIBE_ENABLE_TELEMETRY": "false",
            "VIBE_ENABLE_UPDATE_CHECKS": "false",
        },
        files={
            ".vibe/config.toml": (
                '[[providers]]\nname = "mistral"\nbackend = "mistral"\n'
                'api_base = "{url}/v1"\napi_key_env_var = "MISTRAL_API_KEY"\n'
            )
        },
    ),
    Other(
        name="cline",
        command="cline",
        asks=(PROMPT,),
        tool="run_commands",
        takes="commands",
        reads="head -n 40 service.log",
        files={".cline/data/settings/providers.json": _cline("anthropic", "claude-sonnet-4-5")},
    ),
    Other(
        name="cline",
        command="cline",
        asks=(PROMPT,),
        tool="run_commands",
        takes="commands",
        reads="head -n 40 service.log",
        files={".cline/data/settings/providers.json": _cline("openai-compatible", "gpt-5.2")},
    ),
    Other(
        name="cn",
        command="cn",
        asks=("--auto", "-p", PROMPT),
        tool="Bash",
        files={
            ".continue/config.yaml": (
                "name: mine\nversion: 1.0.0\nschema: v1\nmodels:\n  - name: Claude\n    provider: anthropic\n"
                f"    model: claude-sonnet-4-5\n    apiKey: {KEY}\n    apiBase: {{url}}/v1/\n"
            )
        },
    ),
    Other(
        name="gemini",
        command="gemini",
        asks=("--yolo", "--skip-trust", "-m", "gemini-2.5-pro", "-p", PROMPT),
        tool="run_shell_command",
        more={"description": "Look"},
        env={"GEMINI_API_KEY": KEY, "GOOGLE_GEMINI_BASE_URL": "{url}"},
        files={
            ".gemini/settings.json": json.dumps(
                {
                    "security": {"auth": {"selectedType": "gemini-api-key"}},
                    "general": {"enableAutoUpdate": False},
                    "privacy": {"usageStatisticsEnabled": False},
                }
            )
        },
    ),
    Other(
        name="openhands",
        command="openhands",
        asks=("--headless", "--always-approve", "-t", PROMPT),
        tool="terminal",
        more={"security_risk": "LOW"},
        env={
            "LLM_API_KEY": KEY,
            "LLM_MODEL": "anthropic/claude-sonnet-4-5",
            "LLM_BASE_URL": "{url}",
            "LITELLM_LOCAL_MODEL_COST_MAP": "True",
        },
    ),
)
