"""Whose words they are."""

import pytest

from headroom_cli.transcripts._codex.said import by_whom

KINDS = "internal_chat_message_metadata_passthrough"


@pytest.mark.parametrize(
    ("item", "text", "by"),
    [
        ({"role": "user"}, "fix it", "person"),
        ({"role": "user", KINDS: {"content_item_kinds": ["user.text"]}}, "fix it", "person"),
        ({"role": "user", KINDS: {"content_item_kinds": ["environments.environment_context"]}}, "fix it", "harness"),
        ({"role": "user"}, "<environment_context>\n", "harness"),
        ({"role": "user"}, "# AGENTS.md instructions for /shop", "harness"),
        ({"role": "developer"}, "fix it", "harness"),
    ],
)
def test_a_text_is_a_persons_where_nothing_says_otherwise(item, text, by):
    assert by_whom(item, text) == by
