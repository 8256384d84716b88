"""The demo's provider: its story and its bill."""

from headroom_cli.ccr import marker
from headroom_cli.session.demo_provider import story, usage

TURNS = 10


def asked(content):
    """The tool that an answer calls and what it asks, None when it calls none."""
    calls = [(block["name"], block["input"]) for block in content if block["type"] == "tool_use"]
    return calls[0] if calls else None


def test_the_story_ends_with_an_answer_that_asks_for_nothing_more():
    assert all(asked(story(turn, "")) for turn in range(TURNS - 1))
    assert asked(story(TURNS - 1, "")) is None
    assert asked(story(TURNS, "")) is None


def test_the_model_fetches_what_the_marker_before_it_names():
    last = f"some lines\n{marker.marker('0123456789ab', '9 of 10 lines')}"
    assert asked(story(2, last)) == ("mcp__headroom__headroom_retrieve", {"key": "0123456789ab", "pattern": "ERROR"})


def test_without_a_marker_it_helps_itself():
    name, arguments = asked(story(2, "all of it"))
    assert name == "Bash"
    assert arguments["command"].endswith("grep ERROR")


def test_all_but_the_newest_two_messages_are_billed_as_read_from_the_cache():
    messages = [{"role": "user", "content": f"text {n} " * 9} for n in range(4)]
    whole, newest = usage(messages, [{}]), usage(messages[2:], [{}])
    assert newest["cache_read_input_tokens"] == 0
    assert whole["cache_creation_input_tokens"] == newest["cache_creation_input_tokens"] > 0
    assert whole["cache_read_input_tokens"] == usage(messages[:2], [{}])["cache_creation_input_tokens"]
