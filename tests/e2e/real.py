"""The real agents that the end-to-end tests run: which package of which registry, and where it is installed.

Law: each has a folder of its own under `.ci/node`, so that none meets another or the user's own; one of a
fixed version that is there already is not looked for again. Only the standard library is used here.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

_HOMES = Path(__file__).parents[2] / ".ci/node"
Step = Callable[[str, list[str]], bool]  # runs a command under a title and tells whether it went well


@dataclass(frozen=True, slots=True, kw_only=True)
class Real:
    """One agent of one version from npm; or from PyPI, with the Pythons that it can run on, best first.

    `beside` are requirements that are installed with it. `heavy` says why it is installed only where it is asked
    for: HEADROOM_TEST_HEAVY names it.
    """

    command: str
    package: str
    version: str
    folder: str
    pythons: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    heavy: str = ""

    @property
    def path(self) -> Path:
        """Where its command is when it is installed."""
        return self._home / ("bin" if self.pythons else "node_modules/.bin") / self.command

    def ready(self) -> bool:
        """Whether this version of it is there."""
        stamp = self._home / "installed"
        return self.path.exists() and stamp.exists() and stamp.read_text() == self._wanted

    def install(self, step: Step) -> bool:
        """Put it there, unless it is; False when that went wrong and no earlier one is there either."""
        if self.ready() and self.version != "latest":
            return True
        done = all(step(f"{self.folder} {self.version}", argv) for argv in self._commands())
        if done:
            (self._home / "installed").write_text(self._wanted)
            self._failed.unlink(missing_ok=True)
        else:
            self._failed.write_text(self._wanted)
        return done or self.path.exists()

    def absent(self) -> str:
        """Why it is not there, in words."""
        if needs := self.missing():
            return f"it needs {needs}"
        refused = self._failed.exists() and self._failed.read_text() == self._wanted
        return "it could not be installed" if refused else "`python3 -m tests` installs it"

    def missing(self) -> str:
        """What it needs and this machine has not, in words."""
        asked = os.environ.get("HEADROOM_TEST_HEAVY", "").split(",")
        if self.heavy and self.command not in asked and not self.ready():
            return f"HEADROOM_TEST_HEAVY={self.command}: {self.heavy}"
        if self.pythons:
            return "" if self._python() else f"Python {' or '.join(self.pythons)}"
        return "" if shutil.which("npm") else "npm"

    @property
    def _home(self) -> Path:
        return _HOMES / self.folder

    @property
    def _failed(self) -> Path:
        return self._home / "failed"

    @property
    def _wanted(self) -> str:
        return " ".join((self.package, self.version, *self.beside))

    def _commands(self) -> list[list[str]]:
        self._home.mkdir(parents=True, exist_ok=True)
        home = str(self._home)
        if not self.pythons:
            flags = ["--no-audit", "--no-fund", "--loglevel=error"]
            return [["npm", "install", "--prefix", home, *flags, f"{self.package}@{self.version}"]]
        pip = [str(self._home / "bin/pip"), "install", "--quiet", "--disable-pip-version-check"]
        return [
            [self._python(), "-m", "venv", "--clear", home],
            [*pip, f"{self.package}=={self.version}", *self.beside],
        ]

    def _python(self) -> str:
        """The first Python there is that it can run on; the one that runs the tests first of all."""
        if f"{sys.version_info.major}.{sys.version_info.minor}" in self.pythons:
            return sys.executable
        found = (path for version in self.pythons for path in _pythons(version))
        return next((path for path in found if _runs(path)), "")


def _pythons(version: str) -> list[str]:
    """Where a Python of that version may be: on the PATH, or among pyenv's."""
    pyenv = Path(os.environ.get("PYENV_ROOT") or Path.home() / ".pyenv")
    beside = sorted(map(str, pyenv.glob(f"versions/{version}.*/bin/python")))
    return list(filter(None, (shutil.which(f"python{version}"), *beside)))


def _runs(python: str) -> bool:
    """Not so for one of pyenv's shims whose version is not chosen."""
    return subprocess.run([python, "-c", ""], capture_output=True, check=False).returncode == 0


def _npm(command: str, package: str, version: str, folder: str = "") -> Real:
    return Real(command=command, package=package, version=version, folder=folder or command)


def _pypi(command: str, package: str, version: str, *pythons: str, beside: tuple[str, ...] = ()) -> Real:
    folder = f"pypi-{command}"
    return Real(command=command, package=package, version=version, folder=folder, pythons=pythons, beside=beside)


# The clients of the providers, which the command of none of them tries; LiteLLM's is there with it.
_SDKS = ("openai==3.57.0", "anthropic==2.14.0", "google-genai==3.6.1")


REAL = (
    _npm("claude", "@anthropic-ai/claude-code", "2.1.197", "2.1.197"),
    _npm("claude", "@anthropic-ai/claude-code", "latest", "latest"),
    _npm("codex", "@openai/codex", "0.169.0"),
    _pypi("aider", "aider-chat", "0.86.2", "3.12", "3.11"),
    _npm("opencode", "opencode-ai", "1.18.33"),
    _npm("qwen", "@qwen-code/qwen-code", "0.24.4"),
    _npm("gemini", "@google/gemini-cli", "0.61.0"),
    _npm("copilot", "@github/copilot", "1.0.102"),
    _npm("cline", "cline", "3.0.65"),
    _npm("cn", "@continuedev/cli", "1.5.47"),
    _pypi("vibe", "mistral-vibe", "3.0.2", "3.13", "3.12"),
    replace(_pypi("openhands", "openhands", "1.16.0", "3.12"), heavy="785 MB in 201 packages, minutes to install"),
    _pypi("litellm", "litellm", "1.110.2", "3.12", "3.11", beside=_SDKS),
)


def installed(command: str) -> dict[str, Path]:
    """Every agent of that name to test with: HEADROOM_TEST_<NAME>, else those of the table that are there."""
    named = os.environ.get(f"HEADROOM_TEST_{command.upper()}", "")
    if named:
        return {path: Path(path) for path in named.split(os.pathsep)}
    return {real.folder: real.path for real in REAL if real.command == command and real.path.exists()}


def absent(command: str) -> str:
    """Why none of that name is there to test with."""
    reasons = dict.fromkeys(real.absent() for real in REAL if real.command == command)
    return f"no {command} here: {', '.join(reasons)}"
