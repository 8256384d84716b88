"""How fast `headroom learn` goes through histories, and in how much memory.

    python -m tests.bench.histories [GIGABYTES]

Made-up sessions of Claude Code and Codex in eight projects, written into a temporary folder that is removed at
the end; then the real command over all of them, its processor time, its time on the clock, its largest memory.
"""

import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from random import Random

from tests.fakes.conversations import log
from tests.transcripts.making import ClaudeSession, CodexSession, Session

START = time.time() - 80 * 86_400
WORDS = ("order", "price", "total", "rate", "item", "tax", "index", "value", "result", "buffer", "state", "node")


def material(dice: Random) -> list[str]:
    """Texts that tools may have printed: code with quotes and escapes, and logs."""
    code = [
        "\n".join(
            f"    {dice.choice(WORDS)}_{n} = '{dice.choice(WORDS)}'  # \"{n}\\t\""
            for n in range(dice.randrange(5, 400))
        )
        for _ in range(200)
    ]
    return [*code, *[log(300)] * 10]


def step(session: Session, dice: Random, text: str) -> None:
    """One call: mostly fine, now and then a program or a file that is not there, a test that fails."""
    name, chance = f"src/{dice.choice(WORDS)}_{dice.randrange(400)}.py", dice.random()
    if chance < 0.03:
        session.run("pytest -q tests", "/bin/bash: line 1: pytest: command not found", 127)
    elif chance < 0.06:
        session.run("python3 -m unittest discover -s tests", text[:600])
    elif chance < 0.1:
        session.run(f"cat {name}", f"cat: {name}: No such file or directory", 1)
    elif chance < 0.4:
        session.run(f"cd web && npm run build -- --{dice.choice(WORDS)} 2>&1 | tail -40", text, int(chance < 0.15))
    elif chance < 0.6:
        session.run(f'grep -rn "{dice.choice(WORDS)} {dice.choice(WORDS)}" src | head -{dice.randrange(100)}', text)
    elif chance < 0.8 or not isinstance(session, ClaudeSession):
        session.run(f"sed -n '1,200p' {name}", text)
    elif chance < 0.95:
        session.reads(f"{session.project}/{name}", text)
    else:
        session.edits(f"{session.project}/{name}", text[:200], text[200:500])


def write(home: Path, size: float) -> tuple[int, int]:
    """Sessions of that many bytes altogether; how many they are, and how many bytes."""
    dice, written, number = Random(5), 0, 0
    texts = material(dice)
    while written < size:
        kind = ClaudeSession if number % 3 else CodexSession
        project = home / f"project{number % 8}"
        (project / ".git").mkdir(parents=True, exist_ok=True)
        session = kind(project=str(project), name=f"{number:036d}", at=START + number * 600)
        session.says("find out why the totals are wrong")
        for _ in range(dice.randrange(60, 240)):
            step(session, dice, dice.choice(texts))
        written, number = written + session.save(home).stat().st_size, number + 1
    return number, written


def main() -> None:
    gigabytes = float(sys.argv[1]) if len(sys.argv) > 1 else 1.0
    with tempfile.TemporaryDirectory() as folder:
        sessions, size = write(Path(folder), gigabytes * 1e9)
        began, argv = time.monotonic(), [sys.executable, "-m", "headroom_cli", "learn", "--all", "--json"]
        done = subprocess.run(argv, env=os.environ | {"HOME": folder}, capture_output=True, text=True, check=True)
        clock, used = time.monotonic() - began, resource.getrusage(resource.RUSAGE_CHILDREN)
    learned = done.stdout.count("is not installed")
    print(f"{sessions} sessions, {size / 1e9:.2f} GB; in {learned} projects there is something to learn")
    seconds = used.ru_utime + used.ru_stime
    print(f"{seconds:.1f} s of processor, {clock:.1f} s on the clock, {used.ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    main()
