"""Terminal codes by marks: legible, and turned back exactly."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headroom_cli.compressors._terminal.codes import CODE, HEAD, marked

DOTS = "tests/test_ledger.py " + "\x1b[32m.\x1b[0m" * 40 + "\x1b[32m [100%]\x1b[0m\n"
LINT = "".join(
    f"\x1b[4m/srv/acme/src/part-{n}.js\x1b[24m\n"
    f"  \x1b[2m{n}:{n + 4}\x1b[22m  \x1b[33mwarning\x1b[39m  'part{n}' is never used  \x1b[2mno-unused-vars\x1b[22m\n"
    for n in range(1, 15)
)
TEXTS = (DOTS, LINT)


def decode(text):
    head, _, body = text.partition("]\n")
    legend, _, times = head.removeprefix(f"{HEAD} ").partition("; ")
    if times:
        body = re.sub(r"®(\d+)([^®]+)®", lambda found: int(found[1]) * found[2], body)
    marks = dict(item.split("=", 1) for item in legend.split(" "))
    return re.sub("|".join(map(re.escape, marks)), lambda mark: marks[mark[0]].replace("ESC", "\x1b"), body)


def test_a_code_that_comes_often_is_one_sign():
    assert marked(LINT).split("\n")[:3] == [
        f"{HEAD} «=ESC[2m »=ESC[22m §=ESC[4m ¶=ESC[24m ¤=ESC[33m ¬=ESC[39m]",
        "§/srv/acme/src/part-1.js¶",
        "  «1:5»  ¤warning¬  'part1' is never used  «no-unused-vars»",
    ]


def test_what_is_repeated_at_once_is_counted():
    assert marked(DOTS) == (
        f"{HEAD} «=ESC[0mESC[32m; ®n…®: what is between, n times]\n"
        "tests/test_ledger.py \x1b[32m.®39«.®« [100%]\x1b[0m\n"
    )


def test_a_sign_that_the_text_holds_is_no_mark():
    assert marked("« and » and §\n" + LINT).startswith(f"{HEAD} ¶=")
    assert decode(marked("4 ® 3\n" + DOTS)) == "4 ® 3\n" + DOTS


def test_few_codes_are_left_alone():
    assert marked("\x1b[1mone\x1b[0m\n") is None
    assert marked(marked(LINT) + LINT) is None


@pytest.mark.parametrize(
    "code",
    ["\x1b[0m", "\x1b[38;5;12m", "\x1b[2K", "\x1b[?25l", "\x1b]0;title\x07", "\x1b]8;;https://a.test\x1b\\", "\x1b(B"],
)
def test_codes_of_every_kind_are_found_whole(code):
    assert CODE.fullmatch(code)
    assert CODE.sub("", f"a{code}b") == "ab"


PIECES = st.sampled_from(["\x1b[32m", "\x1b[0m", "\x1b[1m", ".", "x", "«", "®", "\n", "] ", "ESC", "=", "\x1b["])


@given(st.lists(PIECES))
def test_whatever_the_codes_are_they_come_back(pieces):
    text = "".join(pieces) + "\x1b[31mE\x1b[0m" * 5
    short = marked(text)
    assert short is None or decode(short) == text
