from hypothesis import given
from hypothesis import strategies as st

from headroom_cli.supervise.backoff import Backoff


class Clock:
    now = 0.0

    def __call__(self):
        return self.now


def waits(gaps):
    """The wait after each of several crashes, `gaps` seconds apart, and the backoff itself."""
    clock = Clock()
    backoff = Backoff(clock=clock)
    found = []
    for gap in gaps:
        clock.now += gap
        found.append(backoff.crashed())
    return found, backoff


def test_the_first_crash_costs_nothing_and_each_further_one_more():
    assert waits([1] * 7)[0] == [0.0, 0.2, 0.5, 1.0, 2.0, 2.0, 2.0]


def test_five_crashes_in_a_minute_wear_the_patience_out():
    assert not waits([10] * 4)[1].worn_out
    assert waits([10] * 5)[1].worn_out


def test_rare_crashes_always_count_as_the_first():
    found, backoff = waits([61] * 20)
    assert set(found) == {0.0}
    assert not backoff.worn_out


def test_worn_out_patience_does_not_come_back():
    _, backoff = waits([1] * 5 + [3600])
    assert backoff.worn_out


@given(st.lists(st.floats(min_value=0, max_value=200)))
def test_the_wait_is_one_of_the_delays_and_grows_only_with_recent_crashes(gaps):
    found, _ = waits(gaps)
    assert set(found) <= {0.0, 0.2, 0.5, 1.0, 2.0}
    assert all(wait == 0 for wait, gap in zip(found, gaps, strict=True) if gap > 61)
