"""A path that is not there, and the one that was meant."""

import pytest

from headroom_cli.learn._kinds.paths import find, meant, refutes
from tests.learn.making import PROJECT, run, step

NO_FILE = "File does not exist."


def missing(path, **more):
    return step("read", path, NO_FILE, failed=True, **more)


def found(now, *past):
    return [(e.wrong, e.right) for e in find(now, past, PROJECT)]


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("/a/src/utils.py", "/a/src/util.py"),
        ("/a/core/sets.py", "/a/sets/sets.py"),
        ("/a/tests/test_domain_python.py", "/a/tests/test_domain_py.py"),
        ("/a/App.jsx", "/a/App.tsx"),
    ],
)
def test_a_path_may_be_meant_by_one_of_the_same_name_or_in_the_same_place(wrong, right):
    assert meant(wrong, right)


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("/a/b.py", "/a/b.py"),
        ("/a/__init__.py", "/a/b/__init__.py"),
        ("/a/README.md", "/b/README.md"),
        ("/a/models.py", "/a/views.py"),
        ("/a/models.py", "/b/model.py"),
        ("/a/mod_12.py", "/a/mod_13.py"),
    ],
)
def test_others_are_not(wrong, right):
    assert not meant(wrong, right)


def test_what_is_read_now_is_what_was_looked_for():
    assert found(step("read", "/shop/src/util.py"), missing("/shop/src/utils.py")) == [("src/utils.py", "src/util.py")]
    shell = run("cat src/utils.py", "cat: src/utils.py: No such file or directory", 1)
    assert found(run("cat src/util.py"), shell) == [("src/utils.py", "src/util.py")]
    inside = run("cd web && cat App.jsx", "cat: App.jsx: No such file or directory", 1)
    assert found(step("read", "/shop/web/App.tsx"), inside) == [("web/App.jsx", "web/App.tsx")]


def test_a_test_that_fails_was_found():
    now = run("pytest tests/test_py.py", "1 failed", 1)
    assert found(now, missing("/shop/tests/test_pyt.py")) == [("tests/test_pyt.py", "tests/test_py.py")]


def test_what_was_not_found_either_or_only_just_made_is_no_way_out():
    assert found(missing("/shop/src/util.py"), missing("/shop/src/utils.py")) == []
    assert found(step("read", "/shop/src/util.py"), missing("/shop/src/utils.py"), step("edit", "src/util.py")) == []
    assert found(run("cat src/util.py"), missing("/shop/src/utils.py"), run("cp a src/util.py")) == []


def test_a_path_that_is_there_after_all_refutes_it():
    assert refutes(step("read", "/shop/src/utils.py"), "src/utils.py", PROJECT)
    assert refutes(run("touch src/utils.py"), "src/utils.py", PROJECT)
    assert not refutes(missing("/shop/src/utils.py"), "src/utils.py", PROJECT)
    assert not refutes(run("ls src"), "src/utils.py", PROJECT)
