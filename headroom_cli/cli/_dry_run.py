"""What `headroom wrap --dry-run` says: a launch plan, for a person to read.

Law: pure; everything that the run would set, write or reach is there, and no secret: values under a
secret's name and credentials in URLs are masked.
"""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Mapping
from typing import Any

from headroom_cli.model import LaunchPlan

_MASK = "***"
_SECRET_NAME = re.compile(r"(?i)token|key|secret|passw|authorization|credential|custom_headers")
_USER_IN_URL = re.compile(r"(?<=://)[^/@\s\"']+(?=@)")


def describe(plan: LaunchPlan) -> str:
    """The plan as text: argv, environment, private files, upstreams, retrieval, notes."""
    parts: dict[str, list[str]] = {
        "argv": [shlex.join(plan.argv)],
        "environment": _pairs(plan.set_env),
        "private files": [line for path, text in plan.files.items() for line in _file(path, text)],
        "upstreams": [f"{name}: {url}" for name, url in (*plan.upstreams.items(), *plan.by_header.items())],
        "environment of the proxy": _pairs(plan.serve_env),
        "retrieval": [plan.retrieval],
        "notes": list(plan.notes),
    }
    text = "\n".join(line for title, lines in parts.items() if lines for line in [title, *_indented(lines)])
    return _USER_IN_URL.sub(_MASK, text)


def _pairs(env: Mapping[str, str]) -> list[str]:
    return [f"{name}={_said(value)}" for name, value in _masked(env).items()]


def _said(value: str) -> str:
    """A variable's value; what is masked in JSON is masked in JSON that stands in a variable."""
    try:
        found = json.loads(value)
    except ValueError:
        return value
    return json.dumps(_masked(found), ensure_ascii=False) if isinstance(found, dict) else value


def _file(path: str, text: str) -> list[str]:
    """A file of JSON, or of lines that set variables."""
    if path.endswith(".env"):
        return [path, *_indented(_pairs(dict(line.split("=", 1) for line in text.splitlines())))]
    return [path, *_indented(json.dumps(_masked(json.loads(text)), indent=2, ensure_ascii=False).splitlines())]


def _indented(lines: list[str]) -> list[str]:
    return [f"  {line}" for line in lines]


def _masked(value: Any) -> Any:
    """The same with every text under a secret's name masked."""
    if isinstance(value, Mapping):
        return {name: _MASK if _is_secret(name, item) else _masked(item) for name, item in value.items()}
    if isinstance(value, list):
        return [_masked(item) for item in value]
    return value


def _is_secret(name: str, value: Any) -> bool:
    return isinstance(value, str) and bool(_SECRET_NAME.search(name))
