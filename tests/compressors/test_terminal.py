"""Terminal output: codes as marks without loss; at balanced what the screen shows, without chatter."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headroom_cli.compressors import NotMine
from headroom_cli.compressors._terminal.codes import HEAD
from headroom_cli.compressors.terminal import PLUGIN
from headroom_cli.model import Block, Level
from headroom_cli.tokens import count
from tests.compressors import test_log
from tests.compressors._terminal import test_chatter, test_codes


def block(text, tool="Bash"):
    return Block(text=text, span=(0, 0), kind="result", tool=tool)


SPINNER = "".join(f"{sign}\x1b[1G\x1b[0K" for sign in "⠙⠹⠸⠼⠴⠦⠧⠇⠏⠋" * 4) + "\r\nadded 25 packages in 4s\r\n"
FIXTURES = tuple(block(text) for text in (*test_codes.TEXTS, *test_chatter.TEXTS, SPINNER))
PROGRESS = "".join(f"\rmodel.bin: {n:3}% {n * 13} MB" for n in range(101)) + "\nsaved to /srv/model.bin\n"


def decode(text):
    if text.startswith(HEAD):
        return test_codes.decode(text)
    return test_log.decode(text) if text.startswith("[log, ") else text


def said(text, level=Level.BALANCED):
    return PLUGIN.compress(block(text), level)


def test_at_balanced_only_what_the_screen_shows_at_the_end_stays():
    shorter = said(PROGRESS)
    assert shorter.text == "model.bin: 100% 1300 MB\nsaved to /srv/model.bin\n"
    assert shorter.omitted == "100 states drawn over"
    assert shorter.again


def test_at_balanced_codes_go_and_the_plain_output_may_be_said_further():
    shorter = said(test_codes.LINT)
    assert "\x1b" not in shorter.text
    assert "  3:7  warning  'part3' is never used  no-unused-vars\n" in shorter.text
    assert (shorter.omitted, shorter.again) == ("112 terminal codes", True)


def test_at_balanced_chatter_is_counted():
    shorter = said(test_chatter.UPGRADE)
    assert shorter.omitted == "32 lines of package managers' chatter"
    assert "W: acme-old is no longer needed" in shorter.text


def test_at_lossless_the_phrases_of_package_managers_are_said_once():
    shorter = said(test_chatter.SATISFIED, Level.LOSSLESS)
    assert count(shorter.text) < 0.7 * count(test_chatter.SATISFIED)
    assert shorter.text.count("/site-packages") < 4


def test_a_full_screen_program_keeps_its_codes():
    text = "".join(f"\x1b[{n};1H\x1b[32mrow {n}\x1b[0m" for n in range(1, 40))
    with contextlib.suppress(NotMine):
        assert decode(said(text).text) == text


@pytest.mark.parametrize("text", ["plain\r\ntext\r\n" * 9, "a | b\n" * 9, "Setting up the house\n" * 9, "\x1b"])
def test_text_without_codes_progress_or_chatter_is_not_claimed(text):
    assert PLUGIN.score(block(text)) == 0


def test_a_coloured_log_is_left_to_logs_unless_something_is_drawn_over():
    text = "".join(f"10:00:{n:02} \x1b[2mINFO\x1b[0m served {n}\n" for n in range(40))
    assert PLUGIN.score(block(text)) == 0
    assert PLUGIN.score(block("\rwaiting\rwaiting.\n" + text)) > 0.5


def test_codes_that_come_late_may_be_content_and_are_not_claimed():
    assert PLUGIN.score(block("plain\n" * 500 + test_codes.DOTS)) == 0


def test_a_file_that_was_read_keeps_its_codes():
    read = Block(text=test_codes.LINT, span=(0, 0), kind="result", tool="Read", arguments={"file_path": "/a.txt"})
    assert PLUGIN.score(read) == 0


PIECES = st.sampled_from(
    ["\r", "\n", "\r\n", "\x08", "\x1b[K", "\x1b[2K", "\x1b[1G", "\x1b[A", "\x1b[3B", "\x1b[J", "\x1b[2J"]
) | st.sampled_from(
    ["\x1b[H", "\x1b[9C", "\x1b[31m", "\x1b[0m", "\x1b]0;t\x07", "\x1b", "word", "error", " ", "\ud83d", "\x00"]
)


@given(st.lists(PIECES, max_size=60))
def test_a_word_on_a_line_of_its_own_at_the_end_always_stays(pieces):
    with contextlib.suppress(NotMine):
        assert "\nlast word" in said("".join(pieces) + PROGRESS + "\nlast word").text
