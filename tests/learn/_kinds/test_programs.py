"""A program that is not there, and the one that did its work."""

import pytest

from headroom_cli.learn._kinds.programs import find, general, refutes
from headroom_cli.learn.shell import commands
from tests.learn.making import PROJECT, gone, run, said


def found(now, *past):
    return [(e.wrong, e.right, e.about) for e in find(now, past, PROJECT)]


def test_what_runs_the_tests_now_is_the_way_out():
    assert found(run("python3 -m unittest discover -s tests", "OK"), gone("pytest -q")) == [
        ("pytest", "python3 -m unittest discover -s tests", "test")
    ]


def test_tests_that_fail_were_run_all_the_same():
    assert found(run("bin/test a.py", "2 passed, 1 failed", 1), gone("pytest a.py")) == [("pytest", "bin/test", "test")]


def test_each_of_several_missing_programs_is_told():
    module = run("python3 -m pytest", "/usr/bin/python3: No module named pytest", 1)
    assert [wrong for wrong, _, _ in found(run("make test"), gone("pytest"), module)] == ["pytest", "python3 -m pytest"]


@pytest.mark.parametrize(
    "now",
    [
        run("ls"),
        gone("tox"),
        run("tox", "usage: tox [-h]", 2),
        run("pytest -q"),
        run("tox --version"),
        run("make test FILE=$FILE $X"),
        run("make test", refused=True),
        said("make test"),
    ],
)
def test_what_does_something_else_or_does_not_run_is_no_way_out(now):
    assert found(now, gone("pytest")) == []


def test_the_evidence_is_both_commands():
    (episode,) = find(run("make test"), (gone("pytest -q", id="c1", at=3.0),), PROJECT)
    assert (episode.tried, episode.worked, episode.id, episode.at) == ("pytest -q", "make test", "c1", 3.0)


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("bin/test sympy/a.py sympy/b.py::T", "bin/test"),
        ("python3 -m unittest discover -s tests -v", "python3 -m unittest discover -s tests -v"),
        ("cd web && npm test -- --ci", "cd web && npm test -- --ci"),
        ("CI=1 npx jest src/a.test.ts", "CI=1 npx jest"),
        ("grep -rn foo src", "grep"),
        ("python3 a.py --fast", "python3"),
        ("uv pip install requests", "uv pip"),
    ],
)
def test_a_command_is_named_as_it_does_its_task_anywhere(line, text):
    assert general(commands(line)[0]) == text


def test_a_program_that_is_there_after_all_refutes_it():
    assert refutes(run("pytest -q"), "pytest")
    assert refutes(run("pytest -q", "1 failed", 1), "pytest")
    assert not refutes(gone("pytest -q"), "pytest")
    assert not refutes(run("echo pytest"), "pytest")
    assert not refutes(run("pytest", refused=True), "pytest")
