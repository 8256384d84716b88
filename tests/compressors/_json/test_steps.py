"""Steps: the value that comes a step after another is spelled as it was."""

from hypothesis import given
from hypothesis import strategies as st

from headroom_cli.compressors._json.steps import step, stepped, steps

TIMES = st.datetimes(timezones=st.none()).map(lambda t: t.replace(microsecond=0).isoformat() + "Z")
NUMBERS = st.integers(-(10**17), 10**17).map(lambda n: str(n).encode())
ODD = st.sampled_from([b"1.0", b"-0", b"007", "2031-13-01T00:00:00Z", "x", None, True, "2031-01-01 00:00:00"])
VALUES = st.one_of(TIMES, NUMBERS, ODD)


@given(VALUES, VALUES)
def test_a_step_leads_to_the_value_as_it_was_spelled(above, value):
    by = step(above, value)
    assert by is None or stepped(above, by) == value


def test_times_step_in_seconds_and_numbers_by_their_difference():
    assert step("2031-01-31T23:59:00Z", "2031-02-01T00:04:00Z") == 300
    assert step(b"41", b"38") == -3
    assert step("same", "same") == 0


def test_there_is_no_step_between_kinds_or_to_the_first_row_of_a_table():
    assert step(b"1", "2") is None
    assert step("2031-01-01T00:00:00Z", "2031-01-01T00:00:00+01:00") is None
    assert list(steps([b"1", b"2", b"9", b"10"], {2})) == [None, 1, None, 1]
