"""Edits in a body's coordinates and in its turns."""

import pytest

from headroom_cli.context.place import Step, place
from headroom_cli.context.shorten import Short

SHORT = Short(text="x" * 10, kind="log", lossless=True, form="plain", key="k", before=99, after=3)


def steps(*messages):
    """Messages of a hundred bytes each: role, and whether a block of fifty bytes in it became ten."""
    return [
        Step(100 * n, 100 * (n + 1), role, bytes([n]) * 32, (((20, 70), SHORT),) if short else ())
        for n, (role, short) in enumerate(messages)
    ]


def test_spans_are_those_of_the_body():
    edits = place(steps(("user", False), ("user", True)), 200)
    assert [edit.span for edit in edits] == [(120, 170)]


def test_what_stands_in_the_last_turn_is_fresh():
    talk = steps(("user", True), ("assistant", False), ("user", True), ("user", True))
    assert [edit.fresh for edit in place(talk, 400)] == [False, True, True]


def test_a_turn_keeps_its_name_when_the_conversation_goes_on():
    talk = steps(("user", True), ("assistant", False), ("user", True), ("assistant", False), ("user", True))
    names = [edit.turn for edit in place(talk, 500)]
    assert len(set(names)) == 3
    assert [edit.turn for edit in place(talk[:3], 300)] == names[:2]


def test_calls_of_one_answer_that_are_several_messages_are_one_turn():
    talk = steps(("user", False), ("assistant", False), ("assistant", False), ("", True), ("", True))
    first, second = place(talk, 500)
    assert first.turn == second.turn


def test_the_tail_is_the_share_of_what_goes_on_from_the_middle_of_the_turn():
    talk = steps(("user", True), ("assistant", False), ("user", True))
    first, second = place(talk, 420)
    assert second.tail == pytest.approx((100 + 60) / 2 / 340)
    assert first.tail == pytest.approx((160 + 30) / 340)


def test_no_message_has_no_edit():
    assert place([], 0) == ()
