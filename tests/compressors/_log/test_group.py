"""Of the lines of one template it is known what is usual, rare and far off."""

from headroom_cli.compressors._log.group import Group


def group(*columns):
    rows = list(zip(*columns, strict=True))
    return Group(range(100, 100 + len(rows)), rows)


def test_values_that_make_up_most_are_told_with_their_counts():
    assert group(["ok"] * 6 + ["gone"] * 3).note(2) == " [2 of 9 shown; value 1: ok x6, gone x3]"
    assert group(["a"] * 9 + ["b"] * 2 + ["c", "d", "e"] * 2).told == "; value 1: a x9, b x2, c x2 and 2 more"


def test_of_numbers_none_of_which_is_usual_the_range_is_told():
    assert group([str(n) for n in range(30)], ["x"] * 30).told == "; value 1: 0…29; value 2: x x30"
    assert group(["0.5", "-3", "12"] + ["7", "8", "9"] * 3).told == "; value 1: -3…12"
    assert group(["0.5", "-3", "12"] + ["7", "8", "9"] * 9).told == "; value 1: 7 x9, 8 x9, 9 x9 and 3 more"


def test_words_that_do_not_come_again_are_not_told():
    assert group([c * 3 for c in "abcdefghi"]).told == ""


def test_where_all_lines_are_shown_there_is_nothing_to_say():
    assert group(["a"] * 4).note(4) == ""


def test_a_number_several_times_the_usual_is_far():
    assert group(["20", "21", "900", "22"]).far == {102}
    assert group(["20", "21", "40", "22"]).far == set()
    assert group(["20", "x", "900"]).far == set()


def test_values_of_a_look_seen_once_or_twice_are_rare():
    assert group(["job 1", "job 2", "job 3", "queen 4", "king", "king"]).rare == [103, 104, 105]


def test_a_template_without_values_has_no_rare_lines():
    assert Group([3, 4], [(), ()]).rare == []
