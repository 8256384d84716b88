"""Texts of several legs that an agent has as one."""

from hypothesis import given
from hypothesis import strategies as st

from headroom_cli.dialects.joining import begun, joined, known, left_of

TEXTS = st.text("ab \n", max_size=6)


def test_texts_that_would_run_together_are_set_apart():
    assert joined(["a", "b"]) == "a\n\nb"
    assert joined(["a ", "b"]) == "a b"
    assert joined(["a", "\nb"]) == "a\nb"
    assert joined(["", "b", ""]) == "b"
    assert begun("a", "b") == "\n\nb"


@given(st.lists(TEXTS, max_size=3), TEXTS, st.integers(0, 30), st.booleans())
def test_what_was_put_together_is_taken_apart_again(before, last, place, apart):
    whole = (joined if apart else "".join)([*before, last]).strip()
    rest = "".join(left_of([whole[:place], whole[place:]], len(known(before))))
    assert known([rest]) == known([last])
    assert rest.strip() == last.strip()


def test_white_space_is_not_what_a_text_is_known_by():
    assert known(["a b", "\n", "c"]) == known(["abc"]) == "abc"


def test_nothing_to_take_off_leaves_all_as_it_is():
    assert list(left_of([" a ", "", "b"], 0)) == [" a ", "", "b"]
