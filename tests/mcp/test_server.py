"""Exchanges as Claude Code and Codex have them with an MCP server, typed in by hand."""

import json
import logging

import pytest

from headroom_cli.errors import StoreError
from headroom_cli.mcp import Server, Tool

SCHEMA = {"type": "object", "properties": {"key": {"type": "string"}}, "required": ["key"]}


def fetch(arguments):
    if arguments.get("key") == "broken store":
        raise StoreError("the store fails", "Free some space.")
    return (f"original of {arguments['key']}", False)


TOOL = Tool("Get an original.", SCHEMA, fetch, {"anthropic/alwaysLoad": True})
SERVER = Server({"headroom_retrieve": TOOL}, "headroom", "1.2.3", "Call headroom_retrieve.")


def ask(method, params=None, ident=1):
    message = {"jsonrpc": "2.0", "id": ident, "method": method} | ({"params": params} if params is not None else {})
    return json.loads(SERVER.handle(json.dumps(message).encode()))


def call(**params):
    return ask("tools/call", params)


def test_claude_code_probes_discovery_first_and_is_told_that_there_is_none():
    assert ask("server/discover", {"_meta": {}}) == {
        "jsonrpc": "2.0",
        "id": 1,
        "error": {"code": -32601, "message": "unknown method server/discover"},
    }


def test_claude_code_is_greeted_in_its_version():
    client = {"capabilities": {"roots": {}}, "clientInfo": {"name": "claude-code", "version": "2"}}
    assert ask("initialize", {"protocolVersion": "2025-11-25", **client}, 0) == {
        "jsonrpc": "2.0",
        "id": 0,
        "result": {
            "protocolVersion": "2025-11-25",
            "capabilities": {"tools": {}},
            "serverInfo": {"name": "headroom", "version": "1.2.3"},
            "instructions": "Call headroom_retrieve.",
        },
    }


@pytest.mark.parametrize(
    ("asked", "spoken"),
    [("2025-06-18", "2025-06-18"), ("2031-01-01", "2025-11-25"), (None, "2025-11-25"), (["x"], "2025-11-25")],
)
def test_a_version_that_is_known_is_spoken_and_else_the_newest_known(asked, spoken):
    assert ask("initialize", {"protocolVersion": asked})["result"]["protocolVersion"] == spoken


@pytest.mark.parametrize("name", ["notifications/initialized", "notifications/cancelled", "notifications/whatever"])
def test_notifications_get_no_answer(name):
    assert SERVER.handle(json.dumps({"jsonrpc": "2.0", "method": name}).encode()) is None


def test_a_ping_is_answered():
    assert ask("ping")["result"] == {}


def test_the_tools_are_listed_as_reading_only():
    assert ask("tools/list")["result"] == {
        "tools": [
            {
                "name": "headroom_retrieve",
                "description": "Get an original.",
                "inputSchema": SCHEMA,
                "annotations": {"readOnlyHint": True, "destructiveHint": False, "openWorldHint": False},
                "_meta": {"anthropic/alwaysLoad": True},
            }
        ]
    }


def test_a_call_gives_the_text_of_the_tool():
    assert call(name="headroom_retrieve", arguments={"key": "k"}, _meta={"progressToken": 3})["result"] == {
        "content": [{"type": "text", "text": "original of k"}],
        "isError": False,
    }


def test_an_error_of_ours_is_told_to_the_model_with_its_hint():
    result = call(name="headroom_retrieve", arguments={"key": "broken store"})["result"]
    assert result == {"content": [{"type": "text", "text": "the store fails. Free some space."}], "isError": True}


def test_a_tool_that_breaks_is_told_to_the_model_without_its_content(caplog):
    with caplog.at_level(logging.CRITICAL + 1):
        result = call(name="headroom_retrieve", arguments={"wrong": "secret"})["result"]
    assert result["isError"]
    assert "KeyError" in result["content"][0]["text"]
    assert "secret" not in result["content"][0]["text"]


@pytest.mark.parametrize("name", ["unknown", None, 7, ["headroom_retrieve"]])
def test_a_tool_that_is_not_there_is_an_error_of_the_call(name):
    assert call(name=name)["error"]["code"] == -32602


def test_arguments_that_are_no_object_are_refused():
    assert call(name="headroom_retrieve", arguments=["k"])["error"]["code"] == -32602
