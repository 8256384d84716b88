"""Replies are put together again, whatever stands between their pieces."""

from hypothesis import given
from hypothesis import strategies as st

from headroom_cli.model import Usage
from headroom_cli.transcripts import Call, Prompt, Reply, Result
from headroom_cli.transcripts._telling import Telling


def result(n):
    return Result(call=str(n), text="", at=0)


def piece(n, name="a", output=1):
    used = Usage(input=5, output=output, reported=True)
    return Reply(id=name, at=n, text=f"t{n}", thinking=n, calls=(Call(id=str(n), tool="x", arguments={}),), usage=used)


def told(turns):
    telling = Telling()
    found = [t for turn in turns for t in (telling.piece(turn) if isinstance(turn, Reply) else telling.turn(turn))]
    return [*found, *telling.rest()]


@given(st.lists(st.booleans(), max_size=8))
def test_a_reply_is_told_once_before_all_that_came_between_its_pieces(interrupted):
    turns = [t for n, cut in enumerate(interrupted) for t in ((piece(n), result(n)) if cut else (piece(n),))]
    found = told(turns)
    assert [t for t in found if isinstance(t, Result)] == [t for t in turns if isinstance(t, Result)]
    if interrupted:
        assert [c.id for c in found[0].calls] == [str(n) for n in range(len(interrupted))]
        assert found[0].usage == Usage(input=5, output=1, reported=True)
        assert found[0].text == "\n".join(f"t{n}" for n in range(len(interrupted)))
        assert found[0].thinking == sum(range(len(interrupted)))


def test_the_next_reply_ends_the_one_before():
    assert [t.id for t in told([piece(1, "a"), piece(2, "b")])] == ["a", "b"]


def test_the_usage_that_had_grown_most_counts():
    assert told([piece(1, output=1), piece(2, output=44), piece(3, output=7)])[0].usage.output == 44


def test_what_comes_before_any_reply_is_told_at_once():
    prompt = Prompt(text="go", by="person", at=0)
    assert Telling().turn(prompt) == [prompt]
