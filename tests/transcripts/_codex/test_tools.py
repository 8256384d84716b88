"""Codex's tools in words of no agent's own."""

import json

import pytest

from headroom_cli.transcripts._codex.tools import call

PATCH = "*** Begin Patch\n*** Update File: src/a.py\n@@\n-x\n+y\n*** End Patch\n"


def function(name, **arguments):
    return {"type": "function_call", "name": name, "arguments": json.dumps(arguments), "call_id": "c"}


def custom(name, text):
    return {"type": "custom_tool_call", "name": name, "input": text, "call_id": "c"}


@pytest.mark.parametrize(
    ("item", "does", "what"),
    [
        (function("exec_command", cmd="make"), "run", "make"),
        (function("shell_command", command="make"), "run", "make"),
        (function("shell", command=["bash", "-lc", "make test"]), "run", "make test"),
        (function("shell", command=["ls", "a b"]), "run", "ls 'a b'"),
        (
            {"type": "local_shell_call", "call_id": "c", "action": {"type": "exec", "command": ["sh", "-c", "x"]}},
            "run",
            "x",
        ),
        (custom("apply_patch", PATCH), "edit", "src/a.py"),
        (custom("exec", 'const r = await tools.exec_command({cmd:"echo \\"hi\\""}); text(r);'), "run", 'echo "hi"'),
        (custom("exec", 'tools.exec_command({cmd:"a"}); tools.exec_command({cmd:"b"})'), "other", ""),
        (custom("exec", "await tools.apply_patch(" + json.dumps(PATCH) + ")"), "edit", "src/a.py"),
        (custom("exec", "text(1)"), "other", ""),
        (function("view_image", path="a.png"), "read", "a.png"),
        (function("write_stdin", session_id=1, chars="y"), "other", ""),
        ({"type": "function_call", "name": "exec_command", "arguments": "{", "call_id": "c"}, "other", ""),
        ({"type": "function_call", "name": "exec_command", "arguments": "[1]", "call_id": "c"}, "other", ""),
    ],
)
def test_a_tool_does_what_its_arguments_say(item, does, what):
    found = call(item, "/shop")
    assert (found.does, found.what, found.id, found.folder) == (does, what, "c", "/shop")


def test_a_command_may_be_run_in_another_folder():
    assert call(function("exec_command", cmd="make", workdir="/shop/web"), "/shop").folder == "/shop/web"
