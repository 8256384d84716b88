"""Where turns stand in the provider's tokens, and as what saved tokens would have been billed."""

from collections import Counter

from headroom_cli.model import Level, Usage
from headroom_cli.replay.places import Places

B = Level.BALANCED


def usage(read=0, write=0, new=0, output=10, hour=0):
    return Usage(input=new, output=output, cache_read=read, cache_write_5m=write, cache_write_1h=hour, reported=True)


def cuts(**saved):
    return {B: Counter(saved)}


def parts(places):
    return {part: dict(saved) for part, saved in places.parts(B)}


def test_what_is_new_is_written_to_the_cache_and_then_read_from_it():
    places = Places()
    assert places.grow(usage(write=1000), cuts()) == 1000
    assert places.grow(usage(read=1000, write=500), cuts(log=90)) == 490
    assert parts(places) == {"cache_write_5m": {"log": 90}}
    places.grow(usage(read=1500, write=300), cuts(json=50))
    assert parts(places) == {"cache_read": {"log": 90}, "cache_write_5m": {"json": 50}}


def test_after_the_cache_has_expired_all_is_new_again():
    places = Places()
    places.grow(usage(write=1000), cuts(log=90))
    places.grow(usage(read=1000, write=500), cuts(json=50))
    places.grow(usage(write=1600), cuts())
    assert parts(places) == {"cache_write_5m": {"log": 90, "json": 50}}


def test_each_part_has_what_stands_in_it():
    places = Places()
    places.grow(usage(new=1000), cuts(log=1))
    places.grow(usage(new=2000), cuts(log=2))
    places.grow(usage(new=3000), cuts(log=4))
    places.grow(usage(read=1000, hour=1000, write=1000, new=1000), cuts(log=8))
    assert parts(places) == {
        "cache_read": {"log": 1}, "cache_write_1h": {"log": 2}, "cache_write_5m": {"log": 4}, "input": {"log": 8},
    }  # fmt: skip


def test_what_stands_beyond_the_end_of_a_later_request_was_taken_back():
    places = Places()
    places.grow(usage(write=1000), cuts())
    places.grow(usage(read=1000, write=500), cuts(log=90))
    places.grow(usage(read=1500, write=500), cuts(json=50))
    places.grow(usage(read=1500, write=20), cuts())
    assert parts(places) == {"cache_read": {"log": 90}}


def test_another_level_has_its_own():
    places = Places()
    places.grow(usage(write=1000), {B: Counter(log=9), Level.LOSSLESS: Counter(log=3)})
    assert [dict(saved) for _, saved in places.parts(Level.LOSSLESS)] == [{"log": 3}]
    assert list(places.parts(Level.AGGRESSIVE)) == []
