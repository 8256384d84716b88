"""Flags, environment and config file become one frozen Settings; the only reader of the environment.

Law: a flag beats a variable, a variable beats the file, the file beats the default, and a value that
cannot be used is a ConfigError that names where it came from. Nothing is created or written here.
"""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from math import inf
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from platformdirs import user_config_path, user_data_path

from headroom_cli.errors import ConfigError
from headroom_cli.model import Level
from headroom_cli.registry import nearest

_LEVELS = tuple(level.value for level in Level)
_KINDS_OF_PATTERN = ("tool", "path", "re")
_PATTERNS_ARE = (
    "Patterns are `tool:NAME`, `path:GLOB` and `re:REGEX`; a regular expression with a comma needs the file."
)
_HIGHEST_PORT = 65_535
_TRUE = {"1", "true", "yes", "on"}
_FALSE = {"0", "false", "no", "off", ""}


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What a person may choose; every field is a key of config.toml and HEADROOM_<NAME> in capitals.

    `floor` is the size in tokens under which a block stays verbatim. `exclude` are patterns
    (`tool:NAME`, `path:GLOB`, `re:REGEX`) of content that is neither shortened nor stored. `store`
    is the URL of the originals' store, empty for a folder of this session. `keep_hours` is how long
    originals outlive their session, `store_mb` caps one session's folder. `port` is where the
    standing proxy listens; the `…_api_url` are its upstreams, read from `…_TARGET_API_URL` too.
    """

    config_dir: Path
    data_dir: Path
    level: Level = Level.BALANCED
    floor: int = 100
    exclude: tuple[str, ...] = ()
    store: str = ""
    keep_hours: float = 72.0
    store_mb: int = 512
    quiet: bool = False
    port: int = 8787
    anthropic_api_url: str = "https://api.anthropic.com"
    gemini_api_url: str = "https://generativelanguage.googleapis.com"
    openai_api_url: str = "https://api.openai.com"


def load(flags: Mapping[str, Any] | None = None) -> Settings:
    """Settings of this process; `flags` holds only what was given on the command line (no Nones)."""
    given = {k: v for k, v in (flags or {}).items() if v is not None}
    config_dir = Path(given.pop("config_dir", "") or _folder("CONFIG_DIR", user_config_path))
    data_dir = Path(given.pop("data_dir", "") or _folder("WORKSPACE_DIR", user_data_path))
    values = _from_file(config_dir / "config.toml") | _from_environment()
    values |= {k: _parse(k, v, "the command line") for k, v in given.items()}
    return Settings(config_dir=config_dir, data_dir=data_dir, **values)


def bare() -> Settings:
    """What holds when nothing can be read: the folders of this process, everything else as it comes."""
    return Settings(
        config_dir=_folder("CONFIG_DIR", user_config_path),
        data_dir=_folder("WORKSPACE_DIR", user_data_path),
    )


def environment() -> dict[str, str]:
    """The environment of this process, as a copy: what a child gets before its plan is laid over."""
    return dict(os.environ)


def home() -> Path:
    """The home of the person who runs this process."""
    return Path.home()


def here() -> Path:
    """The folder this process was started in; ConfigError when it is gone."""
    try:
        return Path.cwd()
    except OSError as error:
        raise ConfigError("the current folder no longer exists", "Change into one that does.") from error


def _folder(name: str, default: Callable[[str], Path]) -> Path:
    chosen = os.environ.get(f"HEADROOM_{name}", "")
    return Path(chosen).expanduser() if chosen else default("headroom")


def _options() -> tuple[str, ...]:
    return tuple(f.name for f in fields(Settings) if not f.name.endswith("_dir"))


def _from_file(path: Path) -> dict[str, Any]:
    try:
        table = tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ConfigError(f"{path} cannot be read: {error}", "Mend or remove the file.") from error
    for key in table:
        if key not in _options():
            raise ConfigError(f"{path}: unknown setting {key!r}", nearest(key, _options()))
    return {k: _parse(k, v, str(path)) for k, v in table.items()}


def _from_environment() -> dict[str, Any]:
    found = {name: variable for name in _options() for variable in _variables(name) if variable in os.environ}
    return {name: _parse(name, os.environ[variable], variable) for name, variable in found.items()}


def _variables(name: str) -> tuple[str, ...]:
    """The variables that may hold an option, the one that wins last."""
    ours = f"HEADROOM_{name.upper()}"
    api = name.removesuffix("_api_url")
    return (ours,) if api == name else (f"{api.upper()}_TARGET_API_URL", ours)


def _parse(name: str, value: Any, source: str) -> Any:
    try:
        return _PARSERS[name](value)
    except (OverflowError, TypeError, ValueError, re.error) as error:
        raise ConfigError(f"{source}: {name} cannot be {value!r}", _hint(name, value)) from error


def _hint(name: str, value: Any) -> str:
    """What the value might be instead."""
    if name == "level":
        return nearest(str(value), _LEVELS)
    return _PATTERNS_ARE if name == "exclude" else "See `headroom --help`."


def _boolean(value: Any) -> bool:
    if isinstance(value, bool):
        return value
    word = str(value).lower()
    if word not in _TRUE | _FALSE:
        raise ValueError(word)
    return word in _TRUE


def _patterns(value: Any) -> tuple[str, ...]:
    given = value.split(",") if isinstance(value, str) else value
    if not all(isinstance(pattern, str) for pattern in given):
        raise TypeError(value)
    patterns = tuple(p.strip() for p in given if p.strip())
    for kind, _, wanted in (pattern.partition(":") for pattern in patterns):
        if kind not in _KINDS_OF_PATTERN or not wanted:
            raise ValueError(kind)
        if kind == "re":
            re.compile(wanted)
    return patterns


def _positive(kind: Callable[[Any], Any]) -> Callable[[Any], Any]:
    def parse(value: Any) -> Any:
        number = kind(value)
        if isinstance(value, bool) or not 0 <= number < inf or number != float(value):
            raise ValueError(value)
        return number

    return parse


def _port(value: Any) -> int:
    number: int = _positive(int)(value)
    if number > _HIGHEST_PORT:
        raise ValueError(value)
    return number


def _url(value: Any) -> str:
    parts = urlsplit(str(value))
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise ValueError(value)
    return str(value)


_PARSERS: dict[str, Callable[[Any], Any]] = {
    "level": Level,
    "floor": _positive(int),
    "exclude": _patterns,
    "store": str,
    "keep_hours": _positive(float),
    "store_mb": _positive(int),
    "quiet": _boolean,
    "port": _port,
    "anthropic_api_url": _url,
    "gemini_api_url": _url,
    "openai_api_url": _url,
}
