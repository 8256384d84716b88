"""Hunks: read by their lengths, shown without where counting gives them back, narrowed as git would."""

import subprocess

import pytest

from headroom_cli.compressors._diff.hunks import narrowed, read

ROWS = ("@@ -4,5 +4,6 @@ def f():", " a", "-b", "+c", "+d", " e", " g", " h")


def test_a_hunk_ends_where_its_lengths_say():
    hunk = read((*ROWS, "+not of it"), 0)
    assert (hunk.old, hunk.new, hunk.section, hunk.rows) == (4, 4, " def f():", ROWS[1:])
    assert not hunk.bare


@pytest.mark.parametrize("after", [(), ("",), ("diff --git a/x b/x",), ("@@ -40 +41 @@",)])
def test_what_follows_tells_the_end_of_a_hunk_without_lengths(after):
    hunk = read((*ROWS, *after), 0)
    assert hunk.bare
    assert hunk.shown == "@@ -4 +4 @@ def f():"


def test_a_missing_line_end_belongs_to_the_hunk():
    rows = ("@@ -1 +1 @@", "-a", "\\ No newline at end of file", "+b", "\\ No newline at end of file")
    assert read(rows, 0).rows == rows[1:]
    assert read(rows, 0).bare


@pytest.mark.parametrize("cut", [3, 5])
def test_a_hunk_that_was_cut_is_not_shown_without_lengths(cut):
    assert not read(ROWS[:cut], 0).bare


def test_a_head_that_looks_as_if_its_lengths_were_left_out_is_known():
    assert read(("@@ -1 +1 @@", "-a", "+b", "+c"), 0).deaf
    assert not read(("@@ -1 +1 @@", "-a", "+b"), 0).deaf


@pytest.mark.parametrize("row", ["@@ something @@", " @@ -1 +1 @@", "@@@ -1,2 -1,2 +1,3 @@@", ""])
def test_other_rows_head_no_hunk(row):
    assert read((row, " a"), 0) is None


def git_diff(folder, context):
    argv = ["git", "diff", "--no-index", f"-U{context}", "old", "new"]
    rows = subprocess.run(argv, cwd=folder, capture_output=True, text=True, check=False).stdout.split("\n")[:-1]
    return rows[4:]


@pytest.mark.parametrize("keep", [1, 2, 3, 5])
def test_a_narrowed_hunk_is_what_git_says_with_less_context(tmp_path, keep):
    lines = [f"def f_{n}():" if n % 9 == 0 else f"    line {n}" for n in range(120)]
    (tmp_path / "old").write_text("\n".join(lines))
    for n in (0, 30, 41, 80, 119):
        lines[n] = f"    changed {n}"
    lines[60:60] = ["    more", "    and more"]
    del lines[100:103]
    (tmp_path / "new").write_text("\n".join(lines))
    hunk = read(git_diff(tmp_path, 200), 0)
    made = [row for near in narrowed(hunk, keep) for row in (near.head, *near.rows)]
    assert made == git_diff(tmp_path, keep)


def test_a_gap_shorter_than_a_head_stays():
    hunk = read(("@@ -1,7 +1,7 @@", "-a", "+b", " 1", " 2", " 3", " 4", " 5", "-c", "+d"), 0)
    assert narrowed(hunk, 1) == [hunk]
