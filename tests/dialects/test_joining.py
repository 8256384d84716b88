"""Texts of several legs that an agent has as one."""

from hypothesis import given
from hypothesis import strategies as st

from headroom_cli.dialects.joining import begun, joined, left_of

TEXTS = st.text("ab \n", max_size=6)


def test_texts_that_would_run_together_are_set_apart():
    assert joined(["a", "b"]) == "a\n\nb"
    assert joined(["a ", "b"]) == "a b"
    assert joined(["a", "\nb"]) == "a\nb"
    assert joined(["", "b", ""]) == "b"
    assert begun("a", "b") == "\n\nb"


@given(st.lists(TEXTS, max_size=3), TEXTS, st.integers(0, 30))
def test_what_was_put_together_is_taken_apart_again(before, last, place):
    first, whole = joined(before), joined([*before, last]).lstrip()
    rest = "".join(left_of([whole[:place], whole[place:]], len(first.lstrip())))
    assert rest.strip() == last.strip()
