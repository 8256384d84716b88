"""Header lines of a file: one line where git would write exactly these, left alone where not."""

import pytest

from headroom_cli.compressors._diff.headers import end, path, said

CHANGED = ("diff --git a/src/a.py b/src/a.py", "index 1f..2e 100644", "--- a/src/a.py", "+++ b/src/a.py")


@pytest.mark.parametrize(
    ("rows", "changed", "line"),
    [
        (CHANGED, True, "=== src/a.py, index 1f..2e 100644"),
        (
            ("diff --git a/n b/n", "new file mode 100755", "index 0..2e", "--- /dev/null", "+++ b/n"),
            True,
            "=== n, new file mode 100755, index 0..2e",
        ),
        (
            ("diff --git a/e b/e", "deleted file mode 100644", "index 2e..0"),
            False,
            "=== e, deleted file mode 100644, index 2e..0",
        ),
        (
            ("diff --git a/x b/y z", "similarity index 100%", "rename from x", "rename to y z"),
            False,
            "=== x => y z, similarity index 100%, rename",
        ),
        (
            ("diff --git a/a b b/a b", "index 1..2 100644", "--- a/a b\t", "+++ b/a b\t"),
            True,
            "=== a b, index 1..2 100644",
        ),
        (("diff --cc m.c", "index 1,2..3", "--- a/m.c", "+++ b/m.c"), True, "=== m.c, merged, index 1,2..3"),
        (
            ("diff --git a/l.png b/l.png", "index 1..2 100644", "Binary files a/l.png and b/l.png differ"),
            False,
            "=== l.png, index 1..2 100644, binary",
        ),
    ],
)
def test_a_header_is_one_line(rows, changed, line):
    assert said(rows, changed=changed) == line


@pytest.mark.parametrize(
    "rows",
    [
        CHANGED[:3],
        (*CHANGED[:2], "--- a/src/a.py", "+++ b/src/b.py"),
        ('diff --git "a/\\303\\244" "b/\\303\\244"', "index 1..2 100644"),
        ("diff --git i/x w/x", "index 1..2 100644", "--- i/x", "+++ w/x"),
        ("diff --git a/x, y b/x, y", "index 1..2 100644", "--- a/x, y", "+++ b/x, y"),
        ("diff --git a/x => y b/x => y", "index 1..2 100644", "--- a/x => y\t", "+++ b/x => y\t"),
    ],
)
def test_what_git_would_have_written_otherwise_is_left_as_it_is(rows):
    assert said(rows, changed=True) == ""


def test_a_header_ends_before_its_first_hunk_and_names_the_new_path():
    assert end((*CHANGED, "@@ -1 +1 @@"), 0) == len(CHANGED)
    assert path(("diff --git a/x b/y", "rename from x", "rename to y")) == "y"
