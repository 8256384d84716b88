"""A command that needed something more."""

import pytest

from headroom_cli.learn._kinds.calls import find, refutes
from tests.learn.making import PROJECT, gone, run, step

NO_PACKAGE = "npm error enoent Could not read package.json"


def found(now, *past):
    return [(e.kind, e.wrong, e.right, e.about) for e in find(now, past, PROJECT)]


def wrongly(command, text=NO_PACKAGE, **more):
    return run(command, text, 1, **more)


@pytest.mark.parametrize(
    ("failed", "now", "kind", "wrong", "right"),
    [
        ("npm test", "cd web && npm test", "place", "npm test", "web"),
        ("npm run dev -- --port 1", "cd web/app; npm run dev -- --port 1", "place", "npm run dev", "web/app"),
        ("pytest tests", "PYTHONPATH=src pytest tests", "env", "pytest", "PYTHONPATH=src"),
        ("mvn test", "mvn test -o", "flag", "mvn test", "-o"),
        ("tsc src/a.ts", "tsc --jsx=react src/a.ts", "flag", "tsc", "--jsx=react"),
    ],
)
def test_the_one_thing_that_is_different_is_what_was_needed(failed, now, kind, wrong, right):
    assert found(run(now), wrongly(failed)) == [(kind, wrong, right, "")]


def test_the_root_has_a_name_and_a_folder_may_be_the_agents_own():
    assert found(run("make", folder="/shop"), wrongly("make", folder="/shop/web")) == [("place", "make", ".", "root")]
    assert found(run("make", folder="/shop/web"), wrongly("make")) == [("place", "make", "web", "")]


@pytest.mark.parametrize(
    ("failed", "now"),
    [
        (wrongly("npm test"), run("npm test")),
        (wrongly("npm test"), run("npm run build")),
        (wrongly("npm test"), run("cd web && npm test -- --ci")),
        (wrongly("npm test", "2 failed, 3 passed"), run("cd web && npm test")),
        (wrongly("npm test", "AssertionError"), run("cd web && npm test")),
        (wrongly("tool x", "unknown option"), run("tool --help x")),
        (wrongly("git push", "not found"), run("git push --force")),
        (wrongly("git commit -m x", "not found"), run("git commit -m x --no-verify")),
        (wrongly("cat a"), run("cd web && cat a")),
        (wrongly("python3 a.py", "No module named x"), run("cd src && python3 a.py")),
        (gone("npm test"), run("cd web && npm test")),
        (wrongly("npm test"), wrongly("cd web && npm test")),
    ],
)
def test_what_is_not_certainly_one_thing_more_is_no_way_out(failed, now):
    assert found(now, failed) == []


def test_what_was_changed_in_between_may_be_the_way_out_instead():
    edit = step("edit", "/shop/package.json")
    assert found(run("cd web && npm test"), wrongly("npm test"), edit) == []
    assert found(run("cd web && npm test"), edit, wrongly("npm test")) != []


def test_a_command_that_goes_well_without_refutes_it():
    assert refutes(run("npm test"), "place", "npm test", "web", PROJECT)
    assert refutes(run("pytest"), "env", "pytest", "PYTHONPATH=src", PROJECT)
    assert refutes(run("mvn test"), "flag", "mvn test", "-o", PROJECT)
    assert not refutes(run("cd web && npm test"), "place", "npm test", "web", PROJECT)
    assert not refutes(run("mvn test -o"), "flag", "mvn test", "-o", PROJECT)
    assert not refutes(wrongly("mvn test"), "flag", "mvn test", "-o", PROJECT)
    assert not refutes(run("mvn package"), "flag", "mvn test", "-o", PROJECT)
