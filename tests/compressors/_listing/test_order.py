"""Names sorted by a tool are known to be, and by which rule."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headroom_cli.compressors._listing.order import ORDERS, is_sorted, order_of

AS_LS_DOES = ["__init__", "_x", "-dash", ".git", "1st", "a", "A", "b", "B.py", "README", "Readme.md", "z", "é"]


def test_capitals_come_first_by_bytes_and_in_between_in_a_dictionary():
    assert is_sorted(["Makefile", "README", "a", "b"], "byte order")
    assert is_sorted(["a", "Makefile", "README", "z"], "dictionary order")
    assert is_sorted(AS_LS_DOES, "dictionary order")
    assert not is_sorted(AS_LS_DOES, "byte order")


@pytest.mark.parametrize("order", ORDERS)
def test_names_that_are_alike_are_in_no_order(order):
    assert not is_sorted(["a", "a"], order)
    assert is_sorted([], order)


def test_the_order_of_most_lists_is_taken_and_bytes_where_both_fit():
    assert order_of([["a", "B"], ["x", "Y"], ["B", "a"]]) == "dictionary order"
    assert order_of([["a", "b"], ["B", "a"]]) == "byte order"
    assert order_of([]) == "byte order"


@pytest.mark.parametrize("order", ORDERS)
@given(names=st.sets(st.text(max_size=4)))
def test_sorting_by_the_rule_sorts(order, names):
    assert is_sorted(sorted(names, key=ORDERS[order]), order)
