"""Languages: told by the file that was read, else by many signs, in doubt not at all."""

import pytest

from headroom_cli.compressors._code.language import language
from headroom_cli.model import Block
from tests.compressors._code.samples import GO, JAVA, PYTHON, RUST, TSX, C


def told(text="x", **arguments):
    found = language(Block(text=text, span=(0, 0), kind="result", arguments=arguments))
    return found.package.removeprefix("tree_sitter_") + found.function.removeprefix("language") if found else ""


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ({"file_path": "/src/app/main.py"}, "python"),
        ({"target_file": "web/App.tsx"}, "typescript_tsx"),
        ({"path": "web/app.ts", "command": "view"}, "typescript_typescript"),
        ({"command": "cd /repo && cat -n src/lib.rs"}, "rust"),
        ({"command": "nl -ba lib/a.c | sed -n '1,120p'"}, "c"),
        ({"cmd": "git show HEAD~1:cmd/main.go"}, "go"),
        ({"command": "cat 'My File.java'"}, "java"),
        ({"command": "cat include/a.h"}, "cpp"),
    ],
)
def test_a_file_that_was_read_tells_its_language(arguments, expected):
    assert told(**arguments) == expected


@pytest.mark.parametrize(
    "arguments",
    [
        {"command": "python src/main.py"},
        {"command": "cat src/main.py | grep def"},
        {"command": "cat > src/main.py <<'EOF'"},
        {"command": "cat src/main.py.orig notes.md"},
        {"command": "git diff src/main.py"},
        {"path": "src/main.py", "pattern": "def"},
        {"path": "src/main.py", "command": "str_replace", "old_str": "a", "new_str": "b"},
        {"path": "README.md"},
    ],
)
def test_what_was_run_searched_written_or_is_another_file_is_no_code_that_was_read(arguments):
    assert told(PYTHON, **arguments) == ""


def test_a_diff_is_no_code():
    assert told(f"diff --git a/x.py b/x.py\n--- a/x.py\n+++ b/x.py\n{PYTHON}", path="x.py") == ""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (PYTHON, "python"),
        (GO, "go"),
        (RUST, "rust"),
        (JAVA, "java"),
        (C, "c"),
        (TSX, "typescript_tsx"),
    ],
)
def test_without_a_name_many_signs_tell_it(text, expected):
    assert told(text) == expected
    assert told("\n".join(f"{n:6}→{line}" for n, line in enumerate(text.split("\n"), 1))) == expected


def test_prose_has_no_language():
    assert told("Import the data first, then define what a class is.\nReturn it if you can.\n" * 20) == ""
