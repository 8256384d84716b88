"""Checks of what is at home: the program, what it is told by files and variables, its completions.

Law: only looked at, never changed; what is chosen is said, but no URL, since it may hold a password.
"""

from __future__ import annotations

import platform
import sys
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

from headroom_cli import __version__
from headroom_cli.registry import nearest
from headroom_cli.session.finding import Finding, Patient, note, ok, problem
from headroom_cli.settings import Settings
from headroom_cli.usage import prices

_OLDEST = (3, 11)
_COMPLETIONS = {
    "bash": (".bash_completions/headroom.sh", "bash-completion/completions/headroom"),
    "zsh": (".zfunc/_headroom", "zsh/site-functions/_headroom"),
    "fish": (".config/fish/completions/headroom.fish", "fish/vendor_completions.d/headroom.fish"),
}
_FOLDERS = ("CONFIG_DIR", "WORKSPACE_DIR")


def program(_: Patient, version: tuple[int, ...] = sys.version_info[:3]) -> Iterator[Finding]:
    """Headroom and the Python that runs it."""
    text = f"Headroom {__version__}, Python {'.'.join(map(str, version))}, {platform.system()} {platform.machine()}"
    if version < _OLDEST:
        yield problem(text, "Headroom needs Python 3.11 or newer.")
    else:
        yield ok(text)


def configuration(who: Patient) -> Iterator[Finding]:
    """The settings file and the variables, as far as they are used."""
    if who.refusal:
        yield problem(who.refusal.message, who.refusal.hint)
        return
    path = who.settings.config_dir / "config.toml"
    chosen = ", ".join(_chosen(who.settings)) or "everything by default"
    yield ok(f"{path if path.exists() else 'no config.toml'}: {chosen}")


def variables(who: Patient) -> Iterator[Finding]:
    """Variables that look like ours and mean nothing."""
    known = tuple(f"HEADROOM_{name}" for name in (*_FOLDERS, *(option.upper() for option in _options())))
    strange = [v for v in who.environment if v.startswith("HEADROOM_") and v not in known and not _of_a_run(v)]
    for name in sorted(strange):
        yield note(f"{name} is set and means nothing here", nearest(name, known))
    if not strange:
        yield ok("none that mean nothing")


def prices_file(who: Patient) -> Iterator[Finding]:
    """The table of prices, with the person's own over it; ConfigError when that cannot be used."""
    yield ok(prices.load(who.settings.config_dir / prices.OWN_FILE_NAME).source)


def completions(who: Patient, prefix: Path = Path(sys.prefix)) -> Iterator[Finding]:
    """Whether the person's shell completes `headroom`, as far as that can be seen."""
    shell = Path(who.environment.get("SHELL", "")).name
    places = _completions(shell, Path(who.environment.get("HOME", "~")).expanduser(), prefix)
    if not places:
        yield ok(f"none for {shell or 'an unknown shell'}")
    elif found := next((place for place in places if place.exists()), None):
        yield ok(f"{shell}: {found}")
    else:
        yield note(f"{shell} does not complete `headroom` yet", "Run `headroom --install-completion`.")


def _completions(shell: str, home: Path, prefix: Path) -> tuple[Path, ...]:
    """Where the completions of a shell may be: as typer installs them, and as a package does."""
    if shell not in _COMPLETIONS:
        return ()
    own, shared = _COMPLETIONS[shell]
    return home / own, home / ".local/share" / shared, prefix / "share" / shared


def _options() -> list[str]:
    return [f.name for f in fields(Settings) if not f.name.endswith("_dir")]


def _chosen(settings: Settings) -> Iterator[str]:
    """What differs from the default; URLs may hold credentials and are only named."""
    usual = Settings(config_dir=settings.config_dir, data_dir=settings.data_dir)
    for name in _options():
        value = getattr(settings, name)
        if value != getattr(usual, name):
            text = ", ".join(value) if isinstance(value, tuple) else str(value)
            yield name if "://" in text or name == "store" else f"{name} {text}"


def _of_a_run(variable: str) -> bool:
    return variable == "HEADROOM_BASE_URL" or variable.startswith("HEADROOM_UPSTREAM_")
