"""Git's output taken apart: every row is in one part, in order."""

from hypothesis import given
from hypothesis import strategies as st

from headroom_cli.compressors._diff.parts import Kind, read
from tests.compressors.recorded import LOG_OF_PATCHES, MERGE

ROWS = LOG_OF_PATCHES.split("\n")


def test_a_log_is_commits_messages_files_and_hunks():
    assert [part.kind for part in read(ROWS)][:7] == [
        *(Kind.COMMIT, Kind.TEXT, Kind.COMMIT, Kind.TEXT),
        *(Kind.FILE, Kind.HUNK, Kind.TEXT),
    ]


def test_the_lines_of_a_merge_are_a_part_of_their_own():
    assert [part.kind for part in read(MERGE.split("\n"))][-1] is Kind.COMBINED


def test_a_binary_patch_ends_before_the_next_file():
    rows = ["diff --git a/x b/x", "index 1..2 100644", "GIT binary patch", "literal 5", "McmZQ", "", *ROWS[-40:]]
    assert next(part for part in read(rows) if part.kind is Kind.BINARY).rows[:2] == ("GIT binary patch", "literal 5")


@given(st.lists(st.sampled_from(sorted({*ROWS, *MERGE.split("\n"), "GIT binary patch"})), max_size=50))
def test_the_parts_are_the_text(rows):
    assert [row for part in read(rows) for row in part.rows] == rows
