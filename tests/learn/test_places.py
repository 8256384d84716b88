"""Paths, as calls named them and as lines may."""

from headroom_cli.learn import places
from headroom_cli.learn.shell import commands
from tests.learn.making import run, step


def test_a_path_is_told_from_the_projects_root():
    assert places.absolute("../x/a.py", "/shop/web") == "/shop/x/a.py"
    assert places.absolute("a.py", "/shop", "web") == "/shop/web/a.py"
    assert places.absolute("/etc/a", "/shop", "web") == "/etc/a"
    assert [places.below(p, "/shop") for p in ("/shop/a", "/shop", "/shopping/a")] == ["a", ".", "/shopping/a"]


def test_every_path_that_a_call_named_is_touched():
    touched = list(places.touched(run("cd web && cat src/a.py b.txt -n https://x.y/z && ls lib/")))
    assert touched == ["/shop/web/src/a.py", "/shop/web/b.txt"]
    assert list(places.touched(step("read", "src/a.py"))) == ["/shop/src/a.py"]
    assert list(places.touched(step("search", "TODO", path="src/a.py"))) == ["/shop/src/a.py"]
    assert list(places.touched(step("search", "TODO"))) == []


def test_what_a_call_wrote_is_told():
    assert list(places.written(run("echo x > a/b.txt; cp c.py d.py; ls e.py"))) == [
        "/shop/a/b.txt", "/shop/c.py", "/shop/d.py",
    ]  # fmt: skip
    assert list(places.written(step("edit", "/shop/a.py"))) == ["/shop/a.py"]


def test_a_call_may_have_changed_the_project():
    changing = ["echo x > a.py", "sed -i s/a/b/ a.py", "git checkout x", "mv a b"]
    others = ["make > /dev/null", "cat a > /tmp/x", "sed -n 1p a.py", "git status", "ls"]
    assert all(places.changes(run(line)) for line in changing)
    assert not any(places.changes(run(line)) for line in others)
    assert places.changes(step("edit", "a.py"))
    assert not places.changes(step("edit", "a.py", failed=True))


def test_named_paths_are_those_of_one_command():
    step_ = run("cat a.py | grep x b.py")
    assert list(places.named(commands(step_.call.what)[1], step_)) == ["/shop/b.py"]
