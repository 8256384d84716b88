"""Asking an installed agent to choose, group and reword the proposed lines, in one call without tools.

Law: only the lines go out, which a person has just seen; what comes back can only choose among them and say
them in other words. Whatever names anything else, or says less, is not taken: our own line stays instead.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from headroom_cli import tokens
from headroom_cli.errors import AgentNotFoundError, ConfigError, HeadroomError
from headroom_cli.learn import known
from headroom_cli.learn.merge import Line
from headroom_cli.learn.similar import forbids
from headroom_cli.registry import nearest

SECONDS = 180
_DOLLARS = "0.25"
_LONGEST = 200
_ANSWER_PER_LINE = 60
_CALLS: Mapping[str, tuple[str, ...]] = {
    "claude": (
        "claude", "-p", "--safe-mode", "--tools=", "--no-session-persistence", "--output-format=text",
        f"--max-budget-usd={_DOLLARS}",
    ),
    "codex": (
        "codex", "exec", "--skip-git-repo-check", "--sandbox=read-only", "--ephemeral", "--color=never",
        "--output-last-message=answer", "-",
    ),
}  # fmt: skip
_BUDGETS = {
    "claude": (2_000, f"It stops at ${_DOLLARS}."),
    "codex": (10_000, "Codex knows no limit in money."),
}
_PROMPT = """\
These lines were derived from failures that repeated in a coding agent's sessions. They are to stand in a file of
instructions for it. Choose those that help, put those together that belong together, and say each in one short
imperative line. Keep every name, path and command exactly as it stands, in backticks, and add none.
Answer with nothing but a JSON array: [{{"from": [numbers of the lines], "line": "the text"}}, ...]

{lines}
"""
_NAME = re.compile(r"`[^`]*`|[\w./:@~-]*(?:[\w~][./:@_-]+\w|--?\w)[\w./:@~-]*")


@dataclass(frozen=True, slots=True)
class Question:
    """One call: what is sent, tokens of it, of what the agent adds and of the answer that is expected, and what
    limits the cost.
    """

    agent: str
    prompt: str
    sends: int
    adds: int
    takes: int
    limit: str


def question(agent: str, lines: Sequence[Line]) -> Question:
    """What would be asked about these lines; ConfigError when that agent cannot be asked."""
    if agent not in _CALLS:
        raise ConfigError(f"--with cannot be {agent!r}", nearest(agent, tuple(_CALLS)))
    numbered = "\n".join(f"{number}. {line.text}" for number, line in enumerate(lines, 1))
    prompt = _PROMPT.format(lines=numbered)
    adds, limit = _BUDGETS[agent]
    return Question(agent, prompt, tokens.count(prompt), adds, _ANSWER_PER_LINE * len(lines), limit)


def ask(asked: Question, environment: Mapping[str, str]) -> str:
    """The agent's answer. HeadroomError when there is none; AgentNotFoundError when the agent is not there."""
    executable = shutil.which(_CALLS[asked.agent][0], path=environment.get("PATH", ""))
    if executable is None:
        raise AgentNotFoundError(f"{asked.agent} is not installed, or not on the PATH", "Do without --with.")
    argv = [executable, *_CALLS[asked.agent][1:]]
    with tempfile.TemporaryDirectory(prefix="headroom-ask-") as folder:
        try:
            done = subprocess.run(
                argv, input=asked.prompt, cwd=folder, env=dict(environment), text=True, encoding="utf-8",
                capture_output=True, timeout=SECONDS, check=False,
            )  # fmt: skip
        except subprocess.TimeoutExpired as error:
            raise HeadroomError(f"{asked.agent} gave no answer in {SECONDS} seconds", "Do without --with.") from error
        said = Path(folder, "answer")
        answer = said.read_text("utf-8", "replace") if said.exists() else done.stdout
    if done.returncode:
        raise HeadroomError(
            f"{asked.agent} ended with exit code {done.returncode}", "Try it alone, or do without --with."
        )
    return answer


def taken(answer: str, lines: Sequence[Line]) -> list[Line]:
    """The lines as the answer has them; those that it must not have so, as they were."""
    found: list[Line] = []
    left = dict(enumerate(lines, 1))
    for item in _items(answer):
        numbers, text = item.get("from"), item.get("line")
        if not isinstance(numbers, list) or not isinstance(text, str):
            continue
        sources = [left.pop(n) for n in numbers if isinstance(n, int) and n in left]
        if sources and len(sources) == len(numbers) and _says_the_same(text, sources):
            found.append(Line(text.strip(), tuple(lesson for line in sources for lesson in line.lessons)))
        else:
            found += sources
    return found


def _items(answer: str) -> list[dict[str, Any]]:
    """The objects of the answer's JSON array; HeadroomError when there is none."""
    start, end = answer.find("["), answer.rfind("]")
    try:
        found = json.loads(answer[start : end + 1]) if start >= 0 else None
    except ValueError:
        found = None
    if not isinstance(found, list):
        raise HeadroomError("the answer is not in the form that was asked for", "Try again, or do without --with.")
    return [item for item in found if isinstance(item, dict)]


def _says_the_same(text: str, sources: Sequence[Line]) -> bool:
    """Whether a text names what the lines name, all of it, and nothing else, and forbids what they forbid."""
    if not text.strip() or len(text) > _LONGEST * len(sources) or re.search(r"[\n\r\0]|<!--|-->|https?://", text):
        return False
    ours = " ".join(line.text for line in sources)
    if any(name.strip("`.,:") not in ours for name in _NAME.findall(text)):
        return False
    if any(name not in text for line in sources for name in re.findall(r"`([^`]+)`", line.text)):
        return False
    return all(known.says(text, claim) for line in sources for claim in line.claims) and (
        len(sources) > 1 or forbids(text) is forbids(sources[0].text)
    )
