"""A command that a person does not let the agent run."""

from headroom_cli.learn._kinds.refusals import find, refutes
from tests.learn.making import PROJECT, run, step


def found(now):
    return [e.right for e in find(now, (), PROJECT)]


def test_a_refused_command_is_told_by_its_deed():
    assert found(run("git add -A && git push origin main", "rejected", 1, refused=True)) == ["git push"]
    assert found(run("git push")) == []
    assert found(step("edit", "a.py", failed=True, refused=True)) == []


def test_one_that_was_let_run_refutes_it():
    assert refutes(run("git push"), "git push")
    assert refutes(run("git push", "no route", 1), "git push")
    assert not refutes(run("git push", refused=True), "git push")
    assert not refutes(run("git pull"), "git push")
