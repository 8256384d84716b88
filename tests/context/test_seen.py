"""What a conversation has shown, and what of a new text stands in it."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headroom_cli.context.seen import Form, Piece, Source, View, kept, pieces, show

LINES = st.lists(st.sampled_from([f"line {n} {'of some length ' * 4}" for n in range(12)] + ["", "}"]), max_size=40)


def view_of(*texts: list[str]) -> View:
    view = View()
    for number, lines in enumerate(texts):
        view = show(view, Source(f"text {number}", 1, tuple(lines)), ((0, len(lines)),))
    return view


def text(lines, label="new") -> Source:
    return Source(label, 1, tuple(lines))


@given(st.lists(LINES, max_size=4), LINES)
def test_the_pieces_say_the_text_without_gaps_and_every_reference_is_true(shown, lines):
    cut = pieces(view_of(*shown), text(lines))
    said = []
    for piece in cut:
        length = piece.end - piece.start
        assert length > 0
        there = piece.source.lines[piece.at : piece.at + length] if piece.source else lines[piece.start : piece.end]
        said += there
    assert said == lines


@given(LINES)
def test_what_a_text_says_of_its_own_lines_leans_on_none_that_is_a_reference_itself(lines):
    cut = pieces(View(), text(lines))
    verbatim = {n for piece in cut if piece.source is None for n in range(piece.start, piece.end)}
    for piece in cut:
        if piece.source and piece.again:
            assert piece.at in verbatim
        elif piece.source:
            assert verbatim.issuperset(range(piece.at, piece.at + piece.end - piece.start))


def test_a_run_in_view_is_found_within_new_lines():
    old = [f"old line {n} with some words in it to be worth naming" for n in range(20)]
    [before, reference, after] = pieces(view_of(old), text(["new", *old[3:12], "newer"]))
    assert (before, after) == (Piece(0, 1), Piece(10, 11))
    assert (reference.start, reference.end, reference.at) == (1, 10, 3)


def test_a_few_short_lines_are_not_worth_a_reference():
    assert pieces(view_of(["a", "b", "c", "d"]), text(["a", "b", "c", "d"])) == [Piece(0, 4)]


def test_lines_that_were_not_shown_verbatim_are_not_in_view():
    lines = tuple(f"line {n} with some words in it to be worth naming" for n in range(20))
    view = show(View(), Source("half", 1, lines), ((0, 5),))
    assert [p.source is not None for p in pieces(view, text(lines))] == [True, False]


def test_the_view_before_stays_as_it_was():
    before = view_of(["a" * 80] * 3)
    after = show(before, Source("more", 1, ("b" * 80,) * 3), ((0, 3),))
    assert len(before.runs) == 1
    assert len(after.runs) == 2
    assert not before.told


def test_a_whole_text_stays_known_as_what_it_was_shown_as_first():
    view = show(show(View(), Source("first", 1, ()), (), "key"), Source("second", 1, ()), (), "key")
    assert view.wholes["key"].label == "first"


def test_texts_of_one_label_are_told_apart():
    old, new = (Source("Read a.py", 1, tuple(f"{word} {n} {'x' * 60}" for n in range(9))) for word in ("old", "new"))
    view = show(show(View(), old, ((0, 9),)), new, ((0, 9),))
    assert [piece.source.time for piece in pieces(view, text((*new.lines, *old.lines)))] == [2, 1]
    assert view.times["Read a.py"] == 2


LONG = tuple(f"line {n} with some words in it to be worth naming" for n in range(20))


@pytest.mark.parametrize("form", [Form.WHOLE, Form.PARTIAL])
def test_what_was_shown_in_short_is_leaned_on_only_by_a_text_of_the_same_name_and_at_length(form):
    view = show(View(), Source("Bash make", 1, LONG, form=form), ())
    [piece] = pieces(view, text(LONG, "Bash make"))
    assert piece.source.form is form
    assert pieces(view, text(LONG, "Bash other")) == [Piece(0, 20)]
    assert pieces(view, text(LONG[:6], "Bash make")) == [Piece(0, 6)]
    unordered = show(View(), Source("Bash make", 1, LONG, form=form, ordered=False), ())
    assert pieces(unordered, text(LONG, "Bash make")) == [Piece(0, 20)]


def test_lines_of_a_text_in_short_that_still_stand_verbatim_are_in_view_for_any_text():
    view = show(View(), Source("Bash make", 1, LONG, form=Form.PARTIAL), ((5, 12),))
    assert [(p.start, p.end) for p in pieces(view, text(LONG)) if p.source] == [(5, 12)]


def test_what_was_said_by_reference_is_not_the_latest_text_of_its_name():
    first = Source("Bash curl", 1, ("{}",))
    view = show(show(View(), first, ()), replace(first, lines=("[]",), form=Form.REFERRED), ())
    assert view.latest["Bash curl"].lines == ("{}",)
    assert view.times["Bash curl"] == 2


def test_of_several_places_the_one_that_agrees_longest_is_named():
    short, long = [*LONG[:6], "then something else"], list(LONG)
    view = view_of(long, short)
    [piece] = pieces(view, text(LONG))
    assert piece.source.label == "text 0"


def test_a_line_that_comes_again_and_again_is_said_once():
    [first, again] = pieces(View(), text(["a line of some length"] * 40))
    assert (first, again.start, again.end, again.again) == (Piece(0, 1), 1, 40, True)


def test_a_text_without_its_own_lines_leans_only_on_others():
    assert pieces(View(), text(["a line of some length"] * 40), own=False) == [Piece(0, 40)]


@given(LINES, LINES)
def test_what_is_kept_of_a_text_stands_line_by_line_in_what_is_said(lines, said):
    joined = "\n".join(["", *said, ""])
    for start, end in kept(lines, said):
        assert end - start >= 2
        assert "\n".join(["", *lines[start:end], ""]) in joined


def test_what_is_said_between_lines_cuts_what_is_kept_in_two():
    assert kept(LONG, [*LONG[:5], "left out", *LONG[8:]]) == [(0, 5), (8, 20)]
