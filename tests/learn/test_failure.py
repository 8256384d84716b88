"""Why a call failed, by what the model read of it."""

import pytest

from headroom_cli.learn.failure import Why, why
from headroom_cli.transcripts import Call


def failed(what, text, does="run"):
    return why(Call(id="", tool="", arguments={}, does=does, what=what), text, failed=True)


@pytest.mark.parametrize(
    ("line", "text", "program"),
    [
        ("pytest -q", "/bin/bash: line 1: pytest: command not found", "pytest"),
        ("pytest -q", "/bin/sh: 1: pytest: not found", "pytest"),
        ("pytest -q", "zsh: command not found: pytest", "pytest"),
        ("pytest -q", "fish: Unknown command: pytest", "pytest"),
        ("pytest -q", '{"exit_code":127,"output":"/bin/bash: line 1: pytest: command not found\\n"}', "pytest"),
        (
            "cd x && timeout 9 rg a",
            "timeout: failed to run command: x\ntimeout: \u2018rg\u2019: No such file or directory",
            "rg",
        ),
        ("python3 -m pytest", "/usr/bin/python3: No module named pytest", "python3 -m pytest"),
        ("/usr/bin/python3 -m pytest.x", "/usr/bin/python3: No module named pytest", ""),
        ("make", "make: cc: No such file or directory", ""),
        ("ls; pytest", "grep: command not found", ""),
        ("python3 a.py", "ModuleNotFoundError: No module named yaml", ""),
    ],
)
def test_a_program_that_is_not_there_is_named_as_it_was_called(line, text, program):
    assert failed(line, text).program == program


@pytest.mark.parametrize(
    ("line", "text", "path"),
    [
        ("cat src/a.py", "cat: src/a.py: No such file or directory", "src/a.py"),
        ("ls types/", "ls: cannot access 'types/': No such file or directory", "types/"),
        ("sed -n 1p a.py", "sed: can't read a.py: No such file or directory", "a.py"),
        ("python3 x/a.py", "python3: can't open file '/shop/x/a.py': [Errno 2] No such file or directory", "x/a.py"),
        ("pytest t.py", "ERROR: file or directory not found: t.py", "t.py"),
        ("python3 a.py", "FileNotFoundError: [Errno 2] No such file or directory: 'data.csv'", ""),
    ],
)
def test_a_path_of_the_call_that_is_not_there_is_named(line, text, path):
    assert failed(line, text).path == path


def test_a_file_that_could_not_be_read_is_named():
    text = "File does not exist. Note: your current working directory is /shop."
    assert failed("/shop/a.py", text, "read").path == "/shop/a.py"
    assert failed("/shop/a.py", "EISDIR: illegal operation on a directory", "read").path == ""


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("<tool_use_error>String to replace not found in file.\nString: x</tool_use_error>", "absent"),
        ("apply_patch verification failed: Failed to find expected lines in /shop/a.py:\nx", "absent"),
        ("This SEARCH block failed to exactly match lines in a.py", "absent"),
        ("<tool_use_error>File has not been read yet. Read it first.</tool_use_error>", "unread"),
        ("File has been modified since read, either by the user or by a linter.", "changed"),
        ("Found 3 matches of the string to replace, but replace_all is false.", "many"),
        ("Permission denied", ""),
    ],
)
def test_an_edit_fails_for_a_reason(text, reason):
    assert failed("a.py", text, "edit").edit == reason
    assert failed("a.py", text, "read").edit == ""


@pytest.mark.parametrize(
    ("text", "called"),
    [
        ("npm ERR! enoent Could not read package.json", True),
        ("error: unrecognized arguments: --fast", True),
        ("usage: x [-h]", True),
        ("make: *** No rule to make target 'test'.", True),
        ("AssertionError: 1 != 2", False),
        ("FAILED tests/a.py - ImportError: x\n1 failed, 3 passed", False),
        ("Ran 3 tests in 0.1s\nFAILED (errors=1)\nModuleNotFoundError: No module named x", False),
    ],
)
def test_a_command_that_was_called_wrongly_is_told_from_one_that_found_something(text, called):
    assert failed("make test", text).called is called


def test_what_went_well_has_no_reason_but_may_have_been_cut():
    call = Call(id="", tool="", arguments={}, does="run", what="pytest")
    assert why(call, "pytest: command not found", failed=False) == Why()
    assert why(call, "<persisted-output>\nOutput too large", failed=False) == Why(cut=True)
