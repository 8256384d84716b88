"""The marked block of a file."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headroom_cli.errors import InstructionsError
from headroom_cli.learn.block import END, START, parse, put, take_out

CONTENT = st.binary() | st.text().map(lambda text: text.encode("utf-8", "surrogatepass"))
LINES = st.lists(st.text(alphabet=st.characters(exclude_characters="\n\r", exclude_categories=["Cs"]))).map(tuple)


def free(content):
    """A file without marks of any kind."""
    try:
        return parse(content).inside is None
    except InstructionsError:
        return False


@given(CONTENT.filter(free), LINES)
def test_what_was_put_in_and_taken_out_again_leaves_every_byte_as_it_was(content, lines):
    full = put(parse(content), lines)
    assert full.startswith(content)
    assert take_out(parse(full)) == content


@given(CONTENT.filter(free), CONTENT.filter(free), LINES, LINES)
def test_new_lines_change_nothing_outside_of_the_block(before, after, lines, others):
    full = before + f"\n{START}\n".encode() + "\n".join(lines).encode() + f"\n{END}\n".encode() + after
    if not any(mark in line for mark in (START, END) for line in (*lines, *others)) and b"<<<" not in full:
        changed = put(parse(full), others)
        assert changed.startswith(before + b"\n" + START.encode())
        assert changed.endswith(END.encode() + b"\n" + after)


@given(LINES)
def test_the_lines_of_a_block_are_read_as_they_were_written(lines):
    if lines and lines[0].strip() and lines[-1].strip():
        assert parse(put(parse(b"# Notes\n"), lines)).inside == lines


def test_a_new_block_comes_last_one_line_below_the_rest():
    assert put(parse(b"# Notes\n"), ("- a",)) == f"# Notes\n\n{START}\n- a\n{END}\n".encode()
    assert put(parse(b""), ("- a",)) == f"{START}\n- a\n{END}\n".encode()


def test_a_file_keeps_its_line_ends():
    full = put(parse(b"# Notes\r\n"), ("- a", "- b"))
    assert full == f"# Notes\r\n\r\n{START}\r\n- a\r\n- b\r\n{END}\r\n".encode()
    assert parse(full).inside == ("- a", "- b")


def test_what_a_person_wrote_beside_the_markers_is_a_line_of_the_block():
    assert parse(f"{START} mine\n- a\n- b {END}".encode()).inside == (" mine", "- a", "- b ")


def test_what_stands_outside_is_told():
    assert parse(f"above\n{START}\n- a\n{END}\nbelow".encode()).outside == "above\n\n\nbelow"


@pytest.mark.parametrize("text", [START, END, f"{END}\n{START}", f"{START}\n{START}\n{END}", f"{START}\n{END}\n{END}"])
def test_markers_that_do_not_pair_are_refused(text):
    with pytest.raises(InstructionsError, match="do not pair") as caught:
        parse(text.encode())
    assert START in caught.value.hint


@pytest.mark.parametrize("text", ["<<<<<<< HEAD\na\n=======\nb\n", "a\n>>>>>>> main\n"])
def test_a_file_in_conflict_is_refused(text):
    with pytest.raises(InstructionsError, match="merge conflict"):
        parse(text.encode())
    assert parse(b"a <<<<<<< b\n<<<<<<<<<<\n").inside is None
