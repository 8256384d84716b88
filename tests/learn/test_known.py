"""What a file says already."""

import pytest

from headroom_cli.learn.episode import Claim
from headroom_cli.learn.known import once, says
from tests.learn.making import EDIT, PUSH, SAID, UNITTEST, UTIL, lesson

GREP = Claim(kind="program", right="grep", wrong=("rg",), about="search")


@pytest.mark.parametrize(
    ("line", "claim"),
    [
        ("    python3 -m unittest discover -s tests", UNITTEST),
        ("Tests: `unittest`, nothing else.", UNITTEST),
        ("- The helpers are in src/util.py.", UTIL),
        ("Ask me before you run `git push`.", PUSH),
        ("Never touch generated files!", SAID),
        ("Edit src/util.py only after reading it again.", EDIT),
        ("There is no rg here, take grep.", GREP),
        ("Search with grep.", GREP),
    ],
)
def test_a_line_that_names_all_that_the_claim_names_says_it(line, claim):
    assert says(line, claim)


@pytest.mark.parametrize(
    ("line", "claim"),
    [
        ("Run tests often.", UNITTEST),
        ("unittests are in tests/", UNITTEST),
        ("See lib/src/util.py.", UTIL),
        ("See src/util.pyi.", UTIL),
        ("`git push` goes to the fork.", Claim(kind="refused", right="git push origin")),
        ("Touch the generated files.", SAID),
        ("The tests grep the log.", GREP),
        ("", UNITTEST),
    ],
)
def test_others_do_not(line, claim):
    assert not says(line, claim)


def test_what_a_person_said_is_evidence_for_the_line_that_says_it_anyway():
    said = Claim(kind="said", right="Don't use pytest: always run python3 -m unittest")
    (only,) = once([lesson(said, "c", "d"), lesson(UNITTEST, "a", "b")])
    assert only.claim == UNITTEST
    assert only.sessions == 4
    assert only.tokens == lesson(UNITTEST, "a", "b").tokens


def test_lessons_about_different_things_stay():
    assert [le.claim for le in once([lesson(SAID), lesson(UNITTEST), lesson(UTIL)])] == [UNITTEST, UTIL, SAID]
