"""Files once, numbers where they jump; a reader of the header has the rows back."""

from headroom_cli.compressors._search.rows import read
from headroom_cli.compressors._search.say import forms

COUNT_ON = "; a row without a number is context, the line after the row above"


def said(*rows, notes=None):
    """The lines of the form with the path said whole, and numbers only where they jump."""
    return [form for form in forms(read(rows), notes or {}) if '"# folder/"' not in form][-1].split("\n")


def around(path, first, hit, last):
    return [f"{path}{':' if n == hit else '-'}{n}{':' if n == hit else '-'}line {n}" for n in range(first, last + 1)]


def test_context_counts_on_from_the_row_above_and_every_tenth_line_says_its_number():
    assert said(*around("src/app.py", 7, 9, 13)) == [
        f'[rows by file; "## path" heads the rows of a file{COUNT_ON}]',
        "## src/app.py",
        "7-line 7",
        "line 8",
        "9:line 9",
        "10-line 10",
        "line 11",
        "line 12",
        "line 13",
    ]


def test_after_a_gap_and_where_the_text_could_mislead_the_number_stays():
    rows = ["1:x", "2-y", "3-- item", "4-5:", "--", "11-# note", "12-z", "13-z"]
    assert said(*rows)[1:] == ["1:x", "y", "3-- item", "4-5:", "--", "11-# note", "z", "z"]


def test_a_row_that_is_no_result_closes_the_file():
    assert said(*around("a.py", 1, 1, 5), "[cut]", *around("a.py", 6, 7, 8))[1:] == [
        "## a.py",
        "1:line 1",
        "line 2",
        "line 3",
        "line 4",
        "line 5",
        "##",
        "[cut]",
        "## a.py",
        "6-line 6",
        "7:line 7",
        "line 8",
    ]


def test_binary_files_share_a_row():
    rows = [f"grep: src/__pycache__/{name}.pyc: binary file matches" for name in ("a", "b")]
    assert said("src/a.py:1:x", "src/a.py:2:y", *rows, "grep: b.so: binary file matches") == [
        '[rows by file; "## path" heads the rows of a file; binary files share a row]',
        "## src/a.py",
        "1:x",
        "2:y",
        "grep: src/__pycache__/{a.pyc b.pyc} b.so: binary file matches",
    ]


def test_notes_stand_beside_the_names_of_files():
    assert "## a.py [1 of 9 hits]" in said("a.py:1:x", notes={"a.py": " [1 of 9 hits]"})


def test_a_row_that_reads_like_a_heading_forbids_every_form():
    assert not list(forms(read(["a.py:1:x", "# heading"]), {}))
