"""Record anew what Codex, Qwen Code and Gemini CLI send: tests/e2e/recorded/NAME.jsonl, one request a line.

    python3 -m tests                                     # installs the agents that are recorded
    .ci/venv/bin/python -m tests.tools.record_others

A short session of each with the fake provider, on material made here.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from tests.e2e import codex
from tests.e2e.others import OTHERS, Other
from tests.e2e.others import PROMPT as THEIRS
from tests.e2e.real import installed
from tests.fakes.journal import Record
from tests.fakes.provider import FakeProvider
from tests.fakes.script import Script, Turn, say, turns
from tests.tools.recording import PROMPT, material, write

Calls = tuple[tuple[str, Mapping[str, Any]], ...]
PAUSE = "sleep 0.5"
MAKERS = {"codex": ["OpenAI"], "qwen": ["Qwen Code,"], "gemini": ["Google"]}


def session(run: Callable[..., Calls], *more: tuple[str, Mapping[str, Any]]) -> Script:
    """What the model does: the log twice, rows, code in two ways, a failure, and `more`.

    A command that is over at once may be heard without its output, by the agents' own doing.
    """
    again = run(f"sed -n 9,35p rules.py; {PAUSE}", f"sh log.sh; {PAUSE}")
    return turns(
        Turn(thinking="The log first.", text="Looking.", calls=run(f"sh log.sh; {PAUSE}")),
        Turn(calls=run(f"cat orders.json; {PAUSE}", f"cat rules.py; {PAUSE}")),
        Turn(thinking="Again.", text="Once more.", calls=(*again, *run(f"sh log.sh; {PAUSE}; exit 3"), *more)),
        say("Done."),
    )


def of_codex(path: Path, root: Path, model: str) -> list[Record]:
    """Codex's requests of one session."""
    project, speech = material(root), codex.Speech(scripts=model.startswith("gpt-6"))
    picture = () if speech.scripts else (("view_image", {"path": str(project.folder / "plan.png")}),)
    with FakeProvider(session(speech.run, *picture)) as provider:
        person = codex.Person(path, project, provider.url)
        person.settle()
        ran = person.run(path, *codex.asks(model, PROMPT, "--skip-git-repo-check"))
    return heard(provider, ran.code, ran.out + ran.err)


def of_other(path: Path, root: Path, name: str) -> list[Record]:
    """The requests of one of the other agents."""
    project, other = material(root), next(one for one in OTHERS if one.name == name)

    def run(*commands: str) -> Calls:
        return tuple((other.tool, {other.takes: command, **other.more}) for command in commands)

    reads = ["rules.py", "plan.png"] if name == "gemini" else ["rules.py"]
    more = (("read_file", {"file_path": str(project.folder / file)}) for file in reads)
    with FakeProvider(session(run, *more)) as provider:
        ran = asked(other, path, project.home, provider.url)
    return heard(provider, ran.returncode, ran.stdout + ran.stderr)


def asked(other: Other, path: Path, home: Path, url: str) -> subprocess.CompletedProcess[str]:
    """Ask it PROMPT without a terminal and without us."""
    for name, text in other.files.items():
        (home / name).parent.mkdir(parents=True, exist_ok=True)
        (home / name).write_text(text.replace("{url}", url))
    words = [PROMPT if word == THEIRS else word for word in other.asks]
    env = {"HOME": str(home), "PATH": os.environ["PATH"], "LANG": "C.UTF-8", "TERM": "dumb"}
    env |= {name: text.replace("{url}", url) for name, text in other.env.items()}
    folder = home.parent / "shop"
    return subprocess.run([path, *words], cwd=folder, env=env, stdin=subprocess.DEVNULL,
                          capture_output=True, text=True, timeout=90, check=False)  # fmt: skip


def heard(provider: FakeProvider, code: int, told: str) -> list[Record]:
    """What the provider heard in the agent's own conversation; where anything went wrong, the script stops."""
    if code or provider.violations or provider.errors:
        raise SystemExit(f"{told} {provider.violations} {provider.errors}")
    return [record for record in provider.records if record.of_agent]


def main() -> None:
    """Write every recording whose agent is here."""
    for name, command, record in RECORDINGS:
        for path in installed(command).values() or sys.exit(f"no {command} here; `python3 -m tests` installs it"):
            with tempfile.TemporaryDirectory() as folder:
                root = Path(folder).resolve()
                write(name, record(path, root), root, MAKERS[command])


RECORDINGS: tuple[tuple[str, str, Callable[[Path, Path], list[Record]]], ...] = (
    ("codex-gpt-5.5", "codex", partial(of_codex, model="gpt-5.5")),
    ("codex-gpt-6.1", "codex", partial(of_codex, model="gpt-6.1-sol")),
    ("qwen", "qwen", partial(of_other, name="qwen")),
    ("gemini", "gemini", partial(of_other, name="gemini")),
)

if __name__ == "__main__":
    main()
