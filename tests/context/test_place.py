"""Edits in a body's coordinates and in its turns."""

from dataclasses import replace

import pytest

from headroom_cli import tokens
from headroom_cli.context.place import Rewriting, Step, place
from headroom_cli.context.shorten import Short
from headroom_cli.dialects import Message
from headroom_cli.model import Block

SHORT = Short(text="x" * 10, kind="log", lossless=True, form="plain", key="k", before=99, after=3)


def steps(*messages):
    """Messages of a hundred bytes each: role, and whether a block of fifty bytes in it became ten."""
    return [
        Step(
            start=100 * n,
            end=100 * (n + 1),
            role=role,
            link=bytes([n]) * 32,
            shorts=(((20, 70), SHORT),) if short else (),
        )
        for n, (role, short) in enumerate(messages)
    ]


def test_spans_are_those_of_the_body():
    edits = place(steps(("user", False), ("user", True)), 200).edits
    assert [edit.span for edit in edits] == [(120, 170)]


def test_what_stands_in_the_last_turn_is_fresh():
    talk = steps(("user", True), ("assistant", False), ("user", True), ("user", True))
    assert [edit.fresh for edit in place(talk, 400).edits] == [False, True, True]


def test_a_turn_keeps_its_name_when_the_conversation_goes_on():
    talk = steps(("user", True), ("assistant", False), ("user", True), ("assistant", False), ("user", True))
    names = [edit.turn for edit in place(talk, 500).edits]
    assert len(set(names)) == 3
    assert [edit.turn for edit in place(talk[:3], 300).edits] == names[:2]


def test_calls_of_one_answer_that_are_several_messages_are_one_turn():
    talk = steps(("user", False), ("assistant", False), ("assistant", False), ("", True), ("", True))
    first, second = place(talk, 500).edits
    assert first.turn == second.turn


def test_the_tail_is_the_share_of_what_goes_on_from_the_middle_of_the_turn():
    talk = steps(("user", True), ("assistant", False), ("user", True))
    first, second = place(talk, 420).edits
    assert second.tail == pytest.approx((100 + 60) / 2 / 340)
    assert first.tail == pytest.approx((160 + 30) / 340)


def test_no_message_has_no_edit():
    assert place([], 0) == Rewriting()


def heard(texts, kind="result"):
    return Message("user", b"", tuple(Block(text=t, span=(0, 9), kind=kind) for t in texts))


def test_the_last_turn_has_a_name_and_the_one_before_it_too():
    talk = steps(("user", False), ("assistant", False), ("user", False))
    first, second = place(talk[:1], 100).turn, place(talk, 300).turn
    assert (first.previous, second.previous) == ("", first.name)


def test_what_was_sent_last_is_counted_as_it_goes_on_where_it_is_new_and_nothing_but_texts():
    first, answer, last = steps(("user", False), ("assistant", False), ("user", True))
    told = replace(last, message=heard(["one two three " * 9]))
    assert place([first, answer, told], 300).turn.size == tokens.count("one two three " * 9) - 96
    assert place([first, answer, last], 300).turn.size == 0
    image = replace(told, end=90_000)
    assert place([first, answer, image], 90_000).turn.size == 0
    many = replace(last, end=30_000, message=heard(["one two three " * 2_000]))
    assert place([first, answer, many], 30_000).turn.size == 0


def test_originals_that_the_model_fetched_are_carried_and_the_turn_that_brings_no_other_is_a_detour():
    first, answer, last = steps(("user", False), ("assistant", False), ("user", False))
    fetched = replace(last, results=1, fetched=(40,))
    found = place([first, answer, fetched], 300)
    assert [(e.kind, e.before, e.after, e.fresh) for e in found.carried] == [("retrieved", 0, 40, True)]
    assert found.turn.fetching
    beside_another = place([first, answer, replace(fetched, results=2)], 300)
    assert not beside_another.turn.fetching
    assert not place([first, answer, last], 300).turn.fetching
