"""The one test command: `python3 -m tests` on a fresh machine, `python3 -m tests --quick` while working.

Law: it needs only Python and what the package registries offer; it makes its own virtual environment
and installs the real agents into folders of its own, says what it does and what it leaves out and
why, and fails when anything fails; an agent that a registry lacks today is left out, unless it is one of
the main ones. Only the standard library is used here.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import os
import shutil
import signal
import subprocess
import sys
import time
import venv
from pathlib import Path

from tests.e2e.real import REAL

ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / ".ci/venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
MAIN = ("claude", "codex", "aider")
SYSTEM_TOOLS = {"git": "git", "tmux": "tmux", "zsh": "zsh", "fish": "fish", "chromium": "chromium"}


def main() -> int:
    """Prepare, check, test; 0 when all is well."""
    parser = argparse.ArgumentParser(prog="python3 -m tests", description="Check and test everything.")
    parser.add_argument("--quick", action="store_true", help="without slow tests and without real agents")
    quick = parser.parse_args().quick
    os.chdir(ROOT)
    hear_signals()
    if not prepared():
        return 1
    failed = [] if quick else equipped()
    failed += [name for name, argv in checks(quick) if not step(name, argv)]
    print(f"\nFAILED: {', '.join(failed)}" if failed else "\nAll is well.", flush=True)
    return 1 if failed else 0


def hear_signals() -> None:
    """Undo what `nohup` and a background shell do: the tests of signals would inherit that they are ignored."""
    for name in ("SIGINT", "SIGQUIT", "SIGHUP"):
        if hasattr(signal, name) and signal.getsignal(getattr(signal, name)) is signal.SIG_IGN:
            signal.signal(getattr(signal, name), signal.SIG_DFL)


def checks(quick: bool) -> list[tuple[str, list[str]]]:
    """What is run, by name, in order."""
    pytest = [str(BIN / "python"), "-m", "pytest", "-q", "-n", "2"]
    found = [
        ("lint", [str(BIN / "ruff"), "check"]),
        ("format", [str(BIN / "ruff"), "format", "--check"]),
        ("types", [str(BIN / "mypy")]),
        ("tests", [*pytest, "-m", "not agent and not slow" if quick else "not agent"]),
    ]
    return found if quick else [*found, ("real agents", [*pytest, "-m", "agent", "--dist", "loadfile"])]


def prepared() -> bool:
    """The virtual environment holds the project and its dev group as pyproject.toml has them now."""
    stamp = VENV / "made-from"
    wanted = hashlib.sha256((ROOT / "pyproject.toml").read_bytes() + sys.version.encode()).hexdigest()
    if stamp.exists() and stamp.read_text() == wanted:
        return True
    python = [str(BIN / "python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    done = (
        created()
        and step("pip", [*python, "--upgrade", "pip>=25.1"])
        and step("install", [*python, "--editable", ".", "--group", "dev"])
    )
    if done and sys.version_info < (3, 12):  # it asks for 3.12 and runs as well before
        step("Claude's tokenizers", [*python, "--ignore-requires-python", "--no-deps", "ctok>=1.3,<2"])
    if done:
        stamp.write_text(wanted)
    return done


def created() -> bool:
    """A fresh virtual environment."""
    if sys.version_info < (3, 11):  # noqa: UP036 - said before pip says it less clearly
        print(f"Python 3.11 or newer is needed, this is {sys.version.split()[0]}.")
        return False
    if importlib.util.find_spec("ensurepip") is None and not apt("python3-venv"):
        return False
    print(f"\n== virtual environment: {VENV.relative_to(ROOT)}", flush=True)
    venv.create(VENV, clear=True, with_pip=True)
    return True


def equipped() -> list[str]:
    """Install the tools and agents of the end-to-end tests; says which main ones could be there and are not."""
    for command, package in SYSTEM_TOOLS.items():
        if not shutil.which(command) and not apt(package):
            print(f"skipped: tests that need {command}, which is not installed")
    absent = [real for real in REAL if real.missing() or not real.install(step)]
    for real in absent:
        print(f"skipped: tests with the real {real.command} {real.version}: {real.absent()}", flush=True)
    return [f"{real.command} {real.version}" for real in absent if real.command in MAIN and not real.missing()]


def apt(package: str) -> bool:
    """Install a system package where that is ours to do: root, on Debian."""
    if not shutil.which("apt-get") or os.geteuid() != 0:
        return False
    get = ["apt-get", "-qq", "-y", "-o", "Dpkg::Use-Pty=0"]
    return step("package lists", [*get, "update"]) and step(
        package, [*get, "install", "--no-install-recommends", package]
    )


def step(name: str, argv: list[str]) -> bool:
    """Run one command, say so, and tell whether it went well."""
    said = " ".join(argv).replace(f"{ROOT}{os.sep}", "")
    print(f"\n== {name}: {said}", flush=True)
    started = time.monotonic()
    done = subprocess.run(argv, cwd=ROOT, env=environment(), stdin=subprocess.DEVNULL, check=False)
    print(f"== {name}: {'ok' if done.returncode == 0 else 'FAILED'} in {time.monotonic() - started:.1f} s", flush=True)
    return done.returncode == 0


def environment() -> dict[str, str]:
    """This environment, with bytecode written: start times are part of what is tested."""
    kept = {k: v for k, v in os.environ.items() if k not in {"PYTHONDONTWRITEBYTECODE", "PYTHONPATH", "VIRTUAL_ENV"}}
    return kept | {"DEBIAN_FRONTEND": "noninteractive"}


if __name__ == "__main__":
    sys.exit(main())
