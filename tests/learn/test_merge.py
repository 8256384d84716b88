"""New lessons into the lines that a block has already."""

from headroom_cli.learn.block import HEADING
from headroom_cli.learn.episode import Claim
from headroom_cli.learn.merge import Line, lines, merged, unsaid
from headroom_cli.learn.wording import say
from tests.learn.making import PUSH, UNITTEST, UTIL, lesson, line

MORE = Claim(kind="program", right="python3 -m unittest", wrong=("pytest", "nose2"), about="test")


def yes(_):
    return True


def bullets(*claims):
    return tuple(f"- {say(claim)}" for claim in claims)


def test_a_first_block_has_a_heading_and_a_line_for_each_lesson():
    new = lines([lesson(UNITTEST), lesson(UTIL)])
    assert merged((), new, yes) == (HEADING, "", *bullets(UNITTEST, UTIL))
    assert merged((), [], yes) == ()


def test_what_a_person_wrote_or_changed_stays_and_so_do_its_place_and_ours():
    inside = ("## My title", "text", "- Run tests with make, please.", *bullets(UNITTEST), "")
    assert merged(inside, [line(UTIL)], yes) == (*inside, *bullets(UTIL))


def test_a_line_of_ours_stays_though_nothing_goes_wrong_any_more_until_it_no_longer_holds():
    inside = (HEADING, "", *bullets(UNITTEST, UTIL))
    assert merged(inside, [], yes) == inside
    assert merged(inside, [], lambda claim: claim != UTIL) == (HEADING, "", *bullets(UNITTEST))
    assert merged(inside, [], lambda _: False) == ()


def test_a_block_of_a_persons_own_lines_is_never_emptied():
    assert merged(("- mine",), [], lambda _: False) == ("- mine",)


def test_a_line_that_says_more_takes_the_place_of_the_one_that_said_less():
    other = Claim(kind="program", right="python3 -m unittest", wrong=("nose2", "pytest"), about="test")
    inside = (*bullets(UNITTEST, PUSH),)
    assert merged(inside, [line(MORE)], yes) == bullets(MORE, PUSH)
    assert merged(
        bullets(MORE),
        [line(Claim(kind="program", right="python3 -m unittest", wrong=("nose2", "tox"), about="test"))],
        yes,
    ) == bullets(Claim(kind="program", right="python3 -m unittest", wrong=("nose2", "tox", "pytest"), about="test"))
    assert merged(
        bullets(other), [line(Claim(kind="program", right="tox", wrong=("nose2",), about="test"))], yes
    ) == bullets(Claim(kind="program", right="tox", wrong=("nose2",), about="test"))


def test_what_is_said_anywhere_is_not_said_again():
    new = [line(UNITTEST), line(UTIL)]
    assert unsaid(new, (), "") == new
    assert unsaid(new, (), "Use unittest.\n") == [new[1]]
    assert unsaid(new, bullets(UTIL), "") == [new[0]]
    assert unsaid(new, ("- util is at src/util.py, by the way",), "") == [new[0]]
    assert unsaid([line(UNITTEST)], bullets(MORE), "") == []
    assert unsaid([line(MORE)], bullets(UNITTEST), "") == [line(MORE)]


def test_a_line_that_says_two_things_is_said_where_one_of_them_is_not():
    both = Line("Run `python3 -m unittest`, see `src/util.py`.", (lesson(UNITTEST), lesson(UTIL)))
    assert unsaid([both], (), "Use unittest.") == [both]
    assert unsaid([both], (), "Use unittest.\nSee src/util.py.") == []


def test_merging_twice_is_merging_once():
    once = merged((), [line(UNITTEST), line(UTIL)], yes)
    assert merged(once, unsaid([line(UNITTEST), line(UTIL)], once, ""), yes) == once
