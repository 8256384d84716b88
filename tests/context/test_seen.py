"""What a conversation has shown, and what of a new text stands in it."""

from hypothesis import given
from hypothesis import strategies as st

from headroom_cli.context.seen import Piece, Source, View, pieces, show

LINES = st.lists(st.sampled_from([f"line {n} {'of some length ' * 4}" for n in range(12)] + ["", "}"]), max_size=40)


def view_of(*texts: list[str]) -> View:
    view = View()
    for number, lines in enumerate(texts):
        view = show(view, Source(f"text {number}", 1, tuple(lines)), ((0, len(lines)),))
    return view


@given(st.lists(LINES, max_size=4), LINES)
def test_the_pieces_say_the_text_without_gaps_and_every_reference_is_true(shown, lines):
    cut = pieces(view_of(*shown), lines)
    said = []
    for piece in cut:
        length = piece.end - piece.start
        assert length > 0
        there = piece.source.lines[piece.at : piece.at + length] if piece.source else lines[piece.start : piece.end]
        said += there
    assert said == lines


def test_a_run_in_view_is_found_within_new_lines():
    old = [f"old line {n} with some words in it to be worth naming" for n in range(20)]
    [before, reference, after] = pieces(view_of(old), ["new", *old[3:12], "newer"])
    assert (before, after) == (Piece(0, 1), Piece(10, 11))
    assert (reference.start, reference.end, reference.at) == (1, 10, 3)


def test_a_few_short_lines_are_not_worth_a_reference():
    assert pieces(view_of(["a", "b", "c", "d"]), ["a", "b", "c", "d"]) == [Piece(0, 4)]


def test_lines_that_were_not_shown_verbatim_are_not_in_view():
    lines = tuple(f"line {n} with some words in it to be worth naming" for n in range(20))
    view = show(View(), Source("half", 1, lines), ((0, 5),))
    assert [p.source is not None for p in pieces(view, lines)] == [True, False]


def test_the_view_before_stays_as_it_was():
    before = view_of(["a" * 80] * 3)
    after = show(before, Source("more", 1, ("b" * 80,) * 3), ((0, 3),))
    assert len(before.runs) == 1
    assert len(after.runs) == 2


def test_a_whole_text_stays_known_as_what_it_was_shown_as_first():
    view = show(show(View(), Source("first", 1, ()), (), "key"), Source("second", 1, ()), (), "key")
    assert view.wholes["key"].label == "first"


def test_texts_of_one_label_are_told_apart():
    old, new = (Source("Read a.py", 1, tuple(f"{word} {n} {'x' * 60}" for n in range(9))) for word in ("old", "new"))
    view = show(show(View(), old, ((0, 9),)), new, ((0, 9),))
    assert [piece.source.time for piece in pieces(view, (*new.lines, *old.lines))] == [2, 1]
    assert view.times["Read a.py"] == 2
