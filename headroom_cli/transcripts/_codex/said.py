"""Whose words they are that Codex writes down as the user's."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

_OF_THE_HARNESS = (
    "<INSTRUCTIONS>", "<environment_context>", "<permissions instructions>", "<skill>", "<subagent_notification>",
    "<turn_aborted>", "<user_action>", "<user_instructions>", "<user_shell_command>", "# AGENTS.md instructions",
    "Another language model started to solve this problem",
)  # fmt: skip


def by_whom(item: Mapping[str, Any], text: str) -> Literal["person", "harness"]:
    """Who said a message: a person says what is of a kind of theirs, or of no kind and of no known form."""
    if item.get("role") != "user" or text.lstrip().startswith(_OF_THE_HARNESS):
        return "harness"
    passed = item.get("internal_chat_message_metadata_passthrough")
    kinds = passed.get("content_item_kinds") if isinstance(passed, dict) else None
    if isinstance(kinds, list) and kinds and not any(str(kind).startswith("user.") for kind in kinds):
        return "harness"
    return "person"
