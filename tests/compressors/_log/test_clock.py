"""A time is said by its changed end and put back from it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headroom_cli.compressors._log.clock import end_of, put_back


@pytest.mark.parametrize(
    ("before", "now", "end"),
    [
        ("Dec 10 06:55:46", "Dec 10 06:55:46", ""),
        ("Dec 10 06:55:46", "Dec 10 06:55:48", "48"),
        ("Dec 10 06:55:46", "Dec 10 06:56:46", "06:56:46"),
        ("Dec 10 06:55:46", "Dec 11 06:55:46", None),
        ("16:13:38.811", "16:13:38.819", "819"),
        ("16:13:38.811", "16:13:39.811", "39.811"),
        ("081109 203615", "081109 203807", "203807"),
        ("081109 203615", "081109 203617", "17"),
        ("16:13:38:811", "16:13:39:011", "39:011"),
        ("16:13:38:811", "16:14:39:011", "16:14:39:011"),
        ("081109 203615", "081110 000001", None),
        ("", "10:00:00", None),
    ],
)
def test_only_the_fields_that_changed_are_said_and_the_hour_with_the_minute(before, now, end):
    assert end_of(before, now) == end


@given(st.from_regex(r"(Dec 1|2024-0)[0-9][ T][0-9]{2}:[0-9]{2}:[0-9]{2}(,[0-9]{3})?", fullmatch=True), st.data())
def test_the_time_comes_back_from_its_end(before, data):
    digits = data.draw(st.lists(st.sampled_from("0123456789"), min_size=len(before), max_size=len(before)))
    now = "".join(d if c.isdigit() else c for c, d in zip(before, digits, strict=True))
    end = end_of(before, now)
    assert end is None or put_back(before, end) == now
