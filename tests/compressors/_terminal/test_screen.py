"""What a screen shows at the end."""

import pytest

from headroom_cli.compressors import NotMine
from headroom_cli.compressors._terminal.screen import Screen


def shown(text):
    return Screen().show(text)


def redrawn(text):
    screen = Screen()
    screen.show(text)
    return screen.redrawn


def test_of_a_line_that_is_drawn_again_and_again_the_last_state_stays():
    text = "start\n" + "".join(f"\r{n:3}% |{'#' * (n // 10):10}|" for n in range(101)) + "\ndone\n"
    assert shown(text) == "start\n100% |##########|\ndone\n"
    assert redrawn(text) == 100


def test_a_shorter_state_covers_only_what_it_draws_over():
    assert shown("downloading\rdone\n") == "doneloading\n"
    assert shown("downloading\r\x1b[Kdone\n") == "done\n"
    assert shown("downloading\x1b[2K\x1b[1Gdone\n") == "done\n"


def test_a_spinner_that_backspaces_leaves_its_last_word():
    assert shown("Building ... -\x08 \x08\\\x08 \x08|\x08 \x08done\r\n") == "Building ... done\n"


def test_lines_above_can_be_drawn_again():
    text = "a: waiting\nb: waiting\n\x1b[2A\x1b[2Ka: done\x1b[2B\x1b[0G\x1b[1A\x1b[2Kb: done\n"
    assert shown(text) == "a: done\nb: done\n"
    assert shown("one\ntwo\nthree\x1b[2F\x1b[Jnew\n") == "new\n"


def test_colours_titles_and_bells_leave_no_trace():
    assert (
        shown("\x1b]0;make\x07\x1b[1;31mred\x1b[0m\x07 \x1b]8;;https://a.test\x1b\\link\x1b]8;;\x1b\\\r\n")
        == "red link\n"
    )


def test_trouble_that_was_drawn_over_stays_once_for_each_kind():
    text = "\rwarning: retry 1\rwarning: retry 2\rfetched 10%      \rfetched 99%\n"
    assert shown(text) == "warning: retry 1\nfetched 99%\n"
    assert shown("\rerror: no disk\r\x1b[Kerror: no disk, gave up\n") == "error: no disk, gave up\n"


def test_a_cleared_screen_keeps_what_was_shown_before():
    assert shown("first\n\x1b[2J\x1b[Hsecond\n") == "first\n\n\nsecond\n"


def test_programs_that_draw_anywhere_are_not_read():
    with pytest.raises(NotMine):
        shown("\x1b[5;10Hhere")


def test_plain_text_is_shown_as_it_is():
    text = "a\n\n  b\tc\n\x00d\x85\n"
    assert shown(text) == text


def test_figures_of_any_size_cost_no_more_than_the_screen():
    assert len(shown("\x1b[999999999Ca\x1b[999999999Bb\x1b[999999999D\x1b[999999999Ac")) < 3000
