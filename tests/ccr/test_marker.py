from hashlib import sha256

from hypothesis import given, settings
from hypothesis import strategies as st

from headroom_cli.ccr import marker
from headroom_cli.tokens import count

ANY_TEXT = st.text(st.characters(exclude_categories=()))


def test_a_key_is_the_beginning_of_the_digest_of_the_text():
    assert marker.key("Ä\n") == sha256("Ä\n".encode()).hexdigest()[:12]


@settings(deadline=None)
@given(ANY_TEXT)
def test_every_text_has_a_key_also_with_lone_surrogates(text):
    assert len(marker.key(text)) == 12
    assert marker.key(text) == marker.key(text)


def test_the_marker_says_what_is_missing_that_nothing_is_broken_and_what_to_call():
    assert marker.marker("0123456789ab", "212 of 240 rows") == (
        "[headroom: 212 of 240 rows not shown here, the output is whole; call headroom_retrieve with key 0123456789ab]"
    )


def test_a_text_of_which_nothing_is_missing_says_so_and_is_no_marker():
    said = marker.whole("0123456789ab")
    assert said == "[headroom: nothing left out; headroom_retrieve 0123456789ab has the original]"
    assert marker.find(said) == ()


def test_the_marker_costs_at_most_forty_tokens():
    assert count(marker.marker(marker.key("x"), "212 of 240 rows")) <= 40


@settings(deadline=None)
@given(ANY_TEXT, st.sampled_from(["212 of 240 rows", "lines 3-9", "]; [x"]), ANY_TEXT)
def test_a_marker_is_found_in_whatever_stands_around_it(before, omitted, after):
    key = marker.key(before)
    assert key in marker.find(f"{before}\n{marker.marker(key, omitted)}\n{after}")


def test_markers_are_found_in_order_and_ordinary_text_has_none():
    keys = ("0123456789ab", "ba9876543210", "0123456789ab")
    assert marker.find(" ".join(marker.marker(k, "3 rows") for k in keys)) == keys
    assert marker.find("call headroom_retrieve with key 0123456789ab") == ()
