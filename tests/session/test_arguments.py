"""Reading an agent's command line as far as a plan must."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headroom_cli.session import arguments

FLAG = "--settings"
WORDS = st.lists(st.sampled_from([FLAG, f"{FLAG}=a", "--settingsx", "-p", "x", "--", ""]), max_size=8).map(tuple)


@pytest.mark.parametrize(
    ("args", "value"),
    [
        ((FLAG, "a"), "a"),
        ((f"{FLAG}=a=b",), "a=b"),
        ((FLAG, "a", "-p", f"{FLAG}=b"), "b"),
        ((FLAG,), None),
        (("--settingsx", "a"), None),
        (("--", FLAG, "a"), None),
        ((), None),
    ],
)
def test_the_value_of_a_flag_is_the_last_one_before_a_double_dash(args, value):
    assert arguments.value(args, FLAG) == value


def test_a_flag_is_given_alone_or_with_a_value_but_not_after_a_double_dash():
    assert arguments.has((FLAG,), FLAG)
    assert arguments.has(("x", f"{FLAG}=1"), FLAG)
    assert not arguments.has(("--settingsx", "--", FLAG), FLAG)


def test_taking_a_flag_out_leaves_all_other_words_in_their_order():
    args = ("-p", FLAG, "a", "x", f"{FLAG}=b", "y", "--", FLAG, "z")
    assert arguments.without(args, FLAG) == ("-p", "x", "y", "--", FLAG, "z")


def test_a_flag_may_have_many_values_and_lose_some_of_them():
    args = ("-c", "a=1", "x", "-c=b=2", "-c", "--", "-c", "a=3")
    assert arguments.values(args, "-c") == ["a=1", "b=2"]
    assert arguments.without(args, "-c", lambda said: said.startswith("a=")) == ("x", "-c=b=2", "-c", "--", "-c", "a=3")


@given(WORDS)
def test_a_flag_that_was_taken_out_is_not_given_any_more(args):
    assert not arguments.has(arguments.without(args, FLAG), FLAG)


@given(WORDS)
def test_a_command_line_without_the_flag_stays_as_it_is(args):
    assert arguments.without(args, "--other") == args
