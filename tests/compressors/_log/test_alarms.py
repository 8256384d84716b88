"""Trouble is known by its words, and the first and the lone of its kind stand in full."""

import pytest

from headroom_cli.compressors._log.alarms import in_full, kind, trouble, troubled
from headroom_cli.compressors._log.cluster import Said


@pytest.mark.parametrize(
    "text",
    [
        "WARN low",
        "an Error occurred",
        "Permission denied",
        "03-17 16:13 1702  2555 E Tag: oops",
        '"GET / HTTP/1.1" 503 12',
        "java.io.IOException: x",
        "Connection timed out",
        "E/AndroidRuntime: x",
    ],
)
def test_trouble_is_known(text):
    assert trouble(text)


@pytest.mark.parametrize("text", ["INFO all is well", '"GET / HTTP/1.1" 200 503', "session opened for user x"])
def test_what_is_no_trouble_is_not_taken_for_it(text):
    assert not trouble(text)


def test_a_value_may_be_the_trouble_of_a_line():
    found = [Said(("state ", ""), ("ok",)), Said(("state ", ""), ("failed",)), None]
    assert troubled(["state ok", "state failed", "lost"], found) == [False, True, True]


def test_a_level_after_numbers_is_seen_though_the_numbers_are_values():
    assert troubled(["x"], [Said(("", " E Tag: ", ""), ("2555", "oops"))]) == [True]


def test_entries_of_one_kind_differ_in_numbers_addresses_and_random_ids_only():
    assert kind("port 22 at 10.0.0.1") == kind("port 8080 at 10.2.0.17")
    assert kind("request 3fa9c01b is late") == kind("request 00d1e77a is late")
    assert kind("request decade is late") != kind("request facade is late")


def test_the_first_and_the_lone_trouble_stand_in_full():
    texts = ["bad 1", "bad 2", "bad 3", "bad x", "fine 1"]
    found = [Said(("bad ", ""), (t[4:],)) for t in texts[:4]] + [None]
    assert in_full(texts, found, [True] * 4 + [False]) == [True, False, False, True, False]
