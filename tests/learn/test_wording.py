"""A line says a claim, and is known again."""

import re
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headroom_cli.learn import purpose
from headroom_cli.learn.episode import Claim, Kind
from headroom_cli.learn.wording import read, say, sayable

NAME = st.text(min_size=1, max_size=30, alphabet=st.characters(exclude_characters="`\n\r\0", exclude_categories=["Cs"]))
NAMES = st.lists(NAME, min_size=1, max_size=4, unique=True).map(tuple)
ONE = NAME.map(lambda name: (name,))
REASONS = st.sampled_from(["absent", "blank", "changed", "many", "unread"])


def claims(kind, **fields):
    return st.builds(Claim, kind=st.just(kind), **fields)


CLAIMS = st.one_of(
    claims("program", right=NAME, wrong=NAMES, about=st.sampled_from(list(purpose.tasks().values()))),
    claims("path", right=NAME, wrong=ONE),
    claims("folder", right=NAME, wrong=ONE),
    claims("place", right=NAME, wrong=ONE),
    claims("place", right=st.just(""), wrong=ONE, about=st.just("root")),
    claims("env", right=NAME, wrong=ONE),
    claims("flag", right=NAME, wrong=ONE),
    claims("refused", right=NAME),
    claims("size", right=st.just(""), wrong=ONE, about=st.just("file")),
    claims("size", right=NAME, wrong=ONE, about=st.just("command")),
    claims("edit", right=NAME | st.just(""), about=REASONS),
)


@given(CLAIMS)
def test_a_line_of_ours_is_known_again_and_one_that_was_changed_is_not(claim):
    line = say(claim)
    assert read(line) == claim
    assert read(line + " Please.") is None
    assert "\n" not in line


@given(st.text())
def test_other_lines_are_nobodys(text):
    assert read(text) is None or say(read(text)) == text


@pytest.mark.parametrize(
    ("claim", "line"),
    [
        (
            Claim(kind="program", right="python3 -m unittest", wrong=("pytest",), about="test"),
            "Run tests with `python3 -m unittest`; `pytest` is not installed.",
        ),
        (
            Claim(kind="program", right="bin/test", wrong=("pytest", "nose", "python3 -m x"), about="test"),
            "Run tests with `bin/test`; `pytest`, `nose` and `python3 -m x` do not work here.",
        ),
        (Claim(kind="place", right="web", wrong=("npm test",)), "Run `npm test` in `web`."),
        (
            Claim(kind="edit", right="", about="absent"),
            "Read a file again right before you edit it: the text to replace was not there.",
        ),
        (Claim(kind="said", right="Never push to main"), "Never push to main."),
        (Claim(kind="said", right="Really?"), "Really?"),
    ],
)
def test_a_line_is_short_and_imperative(claim, line):
    assert say(claim) == line
    assert re.match(r"[A-Z]\w+", line)


def test_every_kind_but_a_persons_own_sentence_has_a_form():
    assert set(get_args(Kind)) == {
        "program", "path", "folder", "place", "env", "flag", "edit", "size", "refused", "said",
    }  # fmt: skip


@pytest.mark.parametrize("name", ["a`b", "a\nb", "<!-- x", "-->", "x" * 300])
def test_what_could_break_the_line_is_not_sayable(name):
    assert not sayable(Claim(kind="path", right=name, wrong=("b",)))
    assert not sayable(Claim(kind="path", right="a", wrong=(name,)))
    assert not sayable(Claim(kind="said", right=name))
    assert sayable(Claim(kind="path", right="a", wrong=("b",)))
