"""What commands are for."""

import pytest

from headroom_cli.learn import purpose
from headroom_cli.learn.shell import commands


def command(line):
    return commands(line)[0]


@pytest.mark.parametrize(
    ("line", "task"),
    [
        ("pytest -q", "test"),
        ("python3 -m unittest discover", "test"),
        ("bin/test sympy/x.py", "test"),
        ("npm test", "test"),
        ("npm run test:unit", "test"),
        ("make test", "test"),
        ("npx jest", "test"),
        ("/usr/bin/python3.11 a.py", "script"),
        ("npm run build", "build"),
        ("npm ci", "install"),
        ("rg foo", "search"),
        ("sed -i s/a/b/ f", "edit"),
        ("sed -n 1,3p f", ""),
        ("terraform plan", ""),
    ],
)
def test_a_command_has_a_task(line, task):
    assert purpose.task(command(line)) == task


@pytest.mark.parametrize(
    ("failed", "other"),
    [
        ("pytest tests/x.py", "python3 -m unittest discover"),
        ("python a.py", "python3 a.py"),
        ("rg -n foo src", "grep -rn foo src"),
        ("tree src", "find src -type f"),
        ("ed src/main.py", "sed -i s/a/b/ src/main.py"),
        ("frob --all x.yaml", "frob2 --all x.yaml"),
    ],
)
def test_a_command_that_did_the_same_serves_the_same_purpose(failed, other):
    assert purpose.same(command(failed), command(other))


@pytest.mark.parametrize(
    ("failed", "other"),
    [
        ("pytest", "pytest -q"),
        ("pytest", "ls"),
        ("pytest", "python3 a.py"),
        ("python a.py", "python3 b.py"),
        ("rg foo src", "grep -rn bar src/other"),
        ("ed src/main.py", "cat src/main.py"),
        ("frob --all x.yaml", "grep foo x.yaml"),
        ("tree", "find . -name x"),
    ],
)
def test_a_command_that_did_something_else_does_not(failed, other):
    assert not purpose.same(command(failed), command(other))


def test_every_way_to_begin_a_line_tells_its_task():
    assert all(purpose.verb(task) == begins for begins, task in purpose.tasks().items())
    assert purpose.verb("") == "Use"
