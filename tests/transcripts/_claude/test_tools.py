"""Claude Code's tools in words of no agent's own."""

import pytest

from headroom_cli.transcripts._claude.tools import call


@pytest.mark.parametrize(
    ("tool", "arguments", "does", "what"),
    [
        ("Bash", {"command": "make"}, "run", "make"),
        ("Read", {"file_path": "/a"}, "read", "/a"),
        ("MultiEdit", {"file_path": "/a", "edits": []}, "edit", "/a"),
        ("Write", {"file_path": "/a", "content": ""}, "edit", "/a"),
        ("Grep", {"pattern": "x"}, "search", "x"),
        ("mcp__wiki__find", {"q": "x"}, "other", ""),
        ("Read", {"wrong": 1}, "other", ""),
        ("Bash", {"command": ["ls"]}, "other", ""),
        ("Bash", "ls", "other", ""),
    ],
)
def test_a_tool_does_what_its_name_says_with_what_it_is_given(tool, arguments, does, what):
    found = call({"id": "c", "name": tool, "input": arguments}, "/shop")
    assert (found.does, found.what, found.tool, found.folder) == (does, what, tool, "/shop")
