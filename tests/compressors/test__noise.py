"""Files that nobody wrote are known by their path, unless they were asked for."""

import pytest

from headroom_cli.compressors._noise import Noise
from headroom_cli.model import Block


def noise(question="", **arguments):
    return Noise(Block(text="", span=(0, 0), kind="result", question=question, arguments=arguments))


@pytest.mark.parametrize(
    "path",
    [
        "node_modules/acorn/index.js",
        "web\\node_modules\\a.js",
        "src/__pycache__/app.cpython-312.pyc",
        "lib/python3.12/site-packages/rich/box.py",
        "package-lock.json",
        "Cargo.lock",
        "sub/poetry.lock",
        "static/app.min.js",
        "static/app.js.map",
        "api/user_pb2.py",
        ".git/HEAD",
    ],
)
def test_what_is_installed_built_or_locked_is_noise(path):
    assert noise().has(path)


@pytest.mark.parametrize("path", ["src/app.js", "src/builder/a.py", "distance.py", "lock.py", "a.git", "vendors/x.py"])
def test_what_somebody_wrote_is_not(path):
    assert not noise().has(path)


def test_the_first_such_folder_is_named():
    assert noise().folder("web/node_modules/a/dist/b.js") == "web/node_modules/"
    assert noise().folder("web/src/") == ""


def test_what_was_asked_for_is_no_noise():
    assert not noise("what is in node_modules/acorn?").has("node_modules/acorn/a.js")
    assert not noise(command="ls -R dist").has("dist/a.js")
    assert not noise(path="static/app.min.js").has("static/app.min.js")
    assert noise("what is in src?", path=7).has("dist/a.js")
