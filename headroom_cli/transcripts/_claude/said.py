"""Whose words they are that Claude Code writes down as the user's, and what some of its own mean."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Literal

from headroom_cli.transcripts import Result

_OF_THE_HARNESS = (
    "<bash-", "<command-", "<local-command-", "<session-start-hook>", "<system-reminder>", "<task-notification>",
    "<teammate-message", "<user-prompt-submit-hook>", "Caveat: The messages below", "Stop hook feedback:",
    "This session is being continued from a previous conversation",
)  # fmt: skip
_FLAGS = ("isMeta", "isCompactSummary", "isVisibleInTranscriptOnly")
_INTERRUPTED = "[Request interrupted by user"
_REFUSED = re.compile(r"The user doesn't want to (?:proceed with this tool use|take this action)|\[Request interrupted")
_FEEDBACK = re.compile(
    r"(?:To tell you how to proceed, t|T|t)he user (?:said|provided the following[^:]*):\s*(.+)", re.DOTALL
)
_CODE = re.compile(r"(?:Error: )?Exit code (\d+)")


def speaker(record: Mapping[str, Any], text: str) -> Literal["person", "harness", "agent"]:
    """Who said a text that stands there as the user's."""
    if record.get("isSidechain"):
        return "agent"
    origin = record.get("origin")
    kind = origin.get("kind") if isinstance(origin, dict) else None
    if any(record.get(flag) for flag in _FLAGS) or kind not in {None, "human"}:
        return "harness"
    return "harness" if text.lstrip().startswith(_OF_THE_HARNESS) else "person"


def interrupted(text: str) -> bool:
    """Whether a text only tells that a person stopped the model."""
    return text.startswith(_INTERRUPTED)


def refused(text: str) -> bool:
    """Whether a failed result tells that a person did not let the call happen."""
    return bool(_REFUSED.match(text))


def correction(result: Result) -> str:
    """What a person said when they refused a call, empty when they said nothing."""
    found = _FEEDBACK.search(result.text) if result.refused else None
    return found[1].strip() if found else ""


def exit_code(text: str) -> int | None:
    """The exit code that a failed command's result begins with."""
    found = _CODE.match(text)
    return int(found[1]) if found else None
