import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headroom_cli.ccr import marker, tool
from headroom_cli.tokens import count

TEXT = "".join(f"line {n}\n" for n in range(1, 301))
KEY = marker.key(TEXT)
KEPT = {KEY: TEXT}


def ask(limit=tool.LIMIT, **arguments):
    return tool.answer(arguments, KEPT.get, limit)


def test_a_key_alone_gives_the_whole_original_and_nothing_else():
    assert ask(key=KEY) == tool.Answer(TEXT, hit=True)


@pytest.mark.parametrize(
    "form",
    [
        "{}",
        '"{}"',
        "'{}'",
        "hash={}",
        "key {}",
        "<<ccr:{}>>",
        "<<ccr:{} 12 rows>>",
        " {}\n",
        "[headroom: … with key {}]",
    ],
)
def test_the_key_is_found_in_what_models_write_around_it(form):
    assert ask(key=form.format(KEY)).text == TEXT
    assert ask(key=form.format(KEY.upper())).text == TEXT


def test_the_key_is_found_in_its_own_marker():
    assert ask(key=marker.marker(KEY, "212 of 240 rows")).text == TEXT


def test_hash_is_another_name_for_key():
    assert ask(hash=KEY).text == TEXT
    assert ask(key="", hash=KEY).text == TEXT


@pytest.mark.parametrize("wrong", [{}, {"key": None}, {"key": "abc"}, {"key": 7}, {"key": ["x"]}, {"key": "g" * 12}])
def test_what_is_no_key_is_explained_without_looking(wrong):
    def fetch(key):
        raise AssertionError(key)

    answer = tool.answer(wrong, fetch)
    assert answer.is_error
    assert "12 hex digits" in answer.text


def test_a_miss_is_final_and_says_what_to_do_instead():
    answer = ask(key="0" * 12)
    assert (answer.is_error, answer.hit) == (True, False)
    assert "asking again will not change that" in answer.text
    assert "Run the command again, or read the file again" in answer.text


def test_lines_give_a_slice():
    assert ask(key=KEY, lines="120-121").text == "[lines 120-121 of 300]\nline 120\nline 121\n"


def test_a_line_number_may_come_as_a_number():
    assert ask(key=KEY, lines=7).text == "[lines 7-7 of 300]\nline 7\n"


def test_a_pattern_gives_its_hits():
    assert ask(key=KEY, pattern="line 29[0-1]$").text.startswith("[2 of 300 lines match]")


@pytest.mark.parametrize("empty", [None, ""])
def test_empty_arguments_are_as_if_left_out(empty):
    assert ask(key=KEY, lines=empty, pattern=empty, offset=empty).text == TEXT


@pytest.mark.parametrize(
    "wrong", [{"lines": "many"}, {"lines": ["1"]}, {"offset": "x"}, {"offset": -1}, {"offset": 10**9}]
)
def test_wrong_arguments_are_explained_and_still_a_hit(wrong):
    answer = ask(key=KEY, **wrong)
    assert (answer.is_error, answer.hit) == (True, True)
    assert re.search("lines|offset", answer.text)


def test_a_cut_answer_ends_at_a_line_and_says_how_to_go_on():
    assert ask(limit=20, key=KEY).text == (
        f"line 1\nline 2\n\n[headroom: 14 of {len(TEXT)} characters; for the rest call again with offset 14]"
    )


@settings(deadline=None)
@given(
    st.text(st.sampled_from("ab\n日"), min_size=1, max_size=200),
    st.integers(1, 50),
    st.sampled_from([{}, {"lines": "1-"}, {"pattern": "a"}]),
)
def test_following_the_offsets_gives_everything_without_a_gap(text, limit, part):
    def piece(offset, most):
        return tool.answer({"key": KEY, "offset": offset, **part}, lambda _: text, most).text

    whole = piece(0, 10**9)
    read, offset = "", 0
    while found := re.search(r"\n\[headroom: (\d+) of \d+ characters; .*\]$", piece(offset, limit)):
        read += piece(offset, limit)[: found.start()]
        offset = int(found[1])
    assert read + piece(offset, limit) == whole


def test_errors_of_the_store_are_the_callers():
    def fetch(key):
        raise OSError(key)

    with pytest.raises(OSError, match=KEY):
        tool.answer({"key": KEY}, fetch)


def test_the_schema_asks_for_the_key_and_names_all_that_is_understood():
    assert tool.SCHEMA["required"] == ["key"]
    assert set(tool.SCHEMA["properties"]) == {"key", "lines", "pattern", "offset"}


def test_the_tool_costs_few_tokens_in_every_request():
    assert count(f"{tool.NAME} {tool.DESCRIPTION} {tool.SCHEMA}") < 200


def test_what_each_request_says_about_the_tool_is_no_more_than_it_must_be():
    assert 100 < tool.weight("headroom_retrieve") < tool.weight("mcp__headroom__headroom_retrieve") < 260


def test_the_tool_is_known_whatever_an_agent_puts_before_its_name():
    assert tool.is_among(["Read", "mcp__headroom__headroom_retrieve"])
    assert tool.is_among(["mcp__headroom"])
    assert not tool.is_among(["Read", "headroom_retrieve_more"])
